import type { DutyFact } from '#domain/duty';
import type { ReturnFact } from '#domain/return-to-school-facts';
import {
  endingWords,
  paperWords,
  recommendationWords,
  returnStageWords,
  supportNeedWords,
} from '#domain/return-to-school-words';
import { type Vocabulary, words } from '#domain/words';
import * as code from './code-words.ts';
import { after, date, known, listed } from './say.ts';
import { did, followed, type Telling, type Told } from './telling.ts';

type OwnFact = Exclude<ReturnFact, DutyFact>;
type Fact<T extends OwnFact['type']> = Extract<OwnFact, { type: T }>;
type Tellers = { readonly [T in OwnFact['type']]: (fact: Fact<T>, on: Telling) => Told };

const attendsWords: Vocabulary<string> = {
  fully: words('全天到校', 'full days'),
  partly: words('部分到校', 'part of the days'),
  notAtAll: words('没有到校', 'not at school'),
};
const goesWords: Vocabulary<string> = {
  well: words('适应良好', 'goes well'),
  unevenly: words('时好时坏', 'goes unevenly'),
  badly: words('适应困难', 'goes badly'),
};

const RETURN: Tellers = {
  leaveBegun: () => did('启动休学评估', 'began to look into a leave'),
  leaveAssessed: ({ advised }) =>
    advised
      ? did('做了休学评估：建议休学', 'assessed the need for a leave: advised')
      : did('做了休学评估：不建议休学', 'assessed the need for a leave: not advised'),
  guardianTalked: ({ outcome }) => ({
    did: after(words('就休学与监护人沟通', 'spoke with the guardian about the leave'), [code.talkWords[outcome]]),
  }),
  leaveApplied: ({ until, papers }) => {
    const to = date(until);
    return {
      did: after(
        words(`登记休学申请，至 ${to['zh-CN']}`, `recorded the application for leave until ${to.en}`),
        known(paperWords, papers),
      ),
    };
  },
  leaveDecided: ({ granted }) =>
    granted
      ? did('批准休学，保留学籍', 'granted the leave; the student stays on the roll')
      : did('没有批准休学', 'did not grant the leave'),
  homeRestRecorded: ({ since }) =>
    did(
      `登记学生自 ${date(since)['zh-CN']} 起在家休息，手续待补`,
      `recorded that the student has been at home since ${date(since).en}, papers to follow`,
    ),
  backAtSchool: () => did('登记学生已返校', 'recorded that the student is back at school'),
  returnRequested: ({ papers }) => ({
    did: after(words('登记复学申请', 'recorded the application to return'), known(paperWords, papers)),
  }),
  returnPapersAdded: ({ papers }) => ({ did: after(words('补交复学材料', 'added papers'), known(paperWords, papers)) }),
  schoolReviewed: ({ missing }) =>
    missing.length === 0
      ? did('初审材料齐全', 'reviewed the papers: complete')
      : { did: after(words('初审，材料不全', 'reviewed the papers: not complete'), known(paperWords, missing)) },
  hospitalAdvised: ({ recommendation, needs }) =>
    advice(words('登记医院的复学建议', "entered the hospital's advice on the return"), recommendation, needs),
  expertAssessed: ({ recommendation, needs }) =>
    advice(words('完成学校专家评估', "gave the expert's assessment"), recommendation, needs),
  returnApproved: ({ phased }) => ({
    did: after(
      words(`同意复学，过渡期 ${phased.weeks} 周`, `approved the return, in phases over ${phased.weeks} weeks`),
      known(supportNeedWords, phased.needs),
    ),
  }),
  returnDeferred: ({ nextDate }) =>
    did(
      `暂缓复学，保留学籍，下次评估不晚于 ${date(nextDate)['zh-CN']}`,
      `deferred the return: the student stays on the roll, next date ${date(nextDate).en}`,
    ),
  appealFiled: () => did('登记监护人申诉', "recorded the family's appeal"),
  appealAnswered: ({ phased }) =>
    phased === null
      ? did('答复申诉：维持原决定', 'answered the appeal: the decision stands')
      : did('答复申诉：同意复学', 'answered the appeal: the student returns'),
  phasedWeekRecorded: ({ attends, goes }) => ({
    did: after(words('记录过渡期一周情况', 'recorded a week of the phased return'), [
      ...known(attendsWords, [attends]),
      ...known(goesWords, [goes]),
    ]),
  }),
  phasedExtended: ({ weeks }) => did(`把过渡期延长 ${weeks} 周`, `extended the phased return by ${weeks} weeks`),
  phasedCompleted: () => did('确认过渡期完成，正式复学', 'confirmed that the phased return is complete'),
  homeContacted: ({ reached }) =>
    reached ? did('与家庭联系，已通话', 'spoke with the home') : did('与家庭联系，没有接通', 'tried to reach the home'),
  rested: () => followed('复学流程暂停，已有记录保留', 'The return rests, with its history'),
  resumed: ({ to }) =>
    did(`恢复流程，接着：${returnStageWords[to]['zh-CN']}`, `took the return up again at: ${returnStageWords[to].en}`),
  endingProposed: ({ reason }) => ({
    did: after(words('提议以其他方式结束', 'proposed another ending'), known(endingWords, [reason])),
  }),
  endingDeclined: () => did('没有同意以其他方式结束', 'did not agree to the ending'),
  returnEnded: ({ reason, persons }, on) => {
    const [why, by] = [listed(known(endingWords, [reason])), on.persons(persons)];
    return followed(
      `复学流程结束（${why['zh-CN']}），签字：${by['zh-CN']}`,
      `The return ended (${why.en}), signed by ${by.en}`,
    );
  },
  returnOwnerChanged: () => null,
};

function advice(clause: { 'zh-CN': string; en: string }, recommendation: string, needs: readonly string[]): Told {
  return { did: after(clause, [...known(recommendationWords, [recommendation]), ...known(supportNeedWords, needs)]) };
}

/** Tells one fact of a leave and return. */
export function tellReturnFact(fact: OwnFact, on: Telling): Told {
  return (RETURN[fact.type] as (fact: OwnFact, on: Telling) => Told)(fact, on);
}
