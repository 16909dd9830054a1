import type { ReferralOwnFact } from '#domain/referral-facts';
import {
  cancelReasonWords,
  declineReasonWords,
  outcomeAssessmentWords,
  outcomeWords,
  refusalAnswerWords,
  schoolAdviceWords,
  schoolNextStepWords,
} from '#domain/referral-words';
import { type Words, words } from '#domain/words';
import * as code from './code-words.ts';
import { after, known, levelWords, listed, one, when } from './say.ts';
import { did, followed, type Telling, type Told } from './telling.ts';

type Fact<T extends ReferralOwnFact['type']> = Extract<ReferralOwnFact, { type: T }>;
type Tellers = { readonly [T in ReferralOwnFact['type']]: (fact: Fact<T>, on: Telling) => Told };

const REFERRAL: Tellers = {
  referralRequested: ({ hospital, previous }, on) => {
    const to = on.hospital(hospital);
    // The next hospital after silence: told by the referral that was left without an answer.
    return previous === null ? did(`发起转介，拟请${to['zh-CN']}`, `requested a referral to ${to.en}`) : null;
  },
  consentGiven: ({ form }) => ({
    did: after(
      words('登记监护人同意转介', "recorded the guardian's consent to the referral"),
      known(code.consentFormWords, [form]),
    ),
  }),
  emergencyInvoked: () => did('以本人名义启用紧急依据', 'invoked the emergency basis under their own name'),
  referralSent: ({ by, hospital, basis, packet }, on) => {
    if (by === null) return null;
    const to = on.hospital(hospital);
    const on_ =
      basis === 'consent' ? words('监护人同意', "the guardian's consent") : words('紧急情况', 'the emergency');
    return did(
      `把转介发给${to['zh-CN']}，依据：${on_['zh-CN']}，只含 ${packet.length} 项必要信息`,
      `sent the referral to ${to.en} on ${on_.en}, with the ${packet.length} fields that are needed and no more`,
    );
  },
  draftWithdrawn: ({ reasonCode }) => ({
    did: after(words('收回未发出的转介', 'took the draft back'), known(cancelReasonWords, [reasonCode])),
  }),
  materialSupplied: () => did('补充了医院要的材料', 'supplied what the hospital had asked for'),
  cancellationAsked: ({ reasonCode }, on) => {
    const why = one(cancelReasonWords, reasonCode);
    if (reasonCode === 'acceptedElsewhere')
      return followed(
        '先前未答复的医院被告知他院已接诊，请其确认撤回',
        'The hospital that had not answered is asked to let go: another one has accepted',
      );
    return on.byPerson
      ? { did: after(words('申请撤回转介', 'asked the hospital to let go'), why === null ? [] : [why]) }
      : followed('已申请撤回转介', 'The hospital was asked to let go');
  },
  guardianDeclined: () => did('登记监护人不同意转介', 'recorded that a guardian declines'),
  outcomeReviewed: ({ nextStep }) => ({
    did: after(
      words('复核了医院反馈，转介闭环', "read the hospital's outcome: the loop is closed"),
      known(schoolNextStepWords, [nextStep]).map((next) => words(`下一步：${next['zh-CN']}`, `next: ${next.en}`)),
    ),
  }),
  emergencyApproved: () => did('补签了紧急依据', 'approved the emergency afterwards'),
  guardianTold: () => did('把转介情况告知监护人', 'told the guardian what was sent and why'),
  protectionReported: ({ to }) => {
    const whom = one(code.reportedToWords, to) ?? words('有关部门', 'the authorities');
    return did(`向${whom['zh-CN']}作了保护报告`, `made the protection report to ${whom.en}`);
  },
  telephoneAnswerEntered: () => did('代录医院的电话答复', "entered the hospital's answer by telephone"),
  referralAccepted: () => did('接诊', 'accepted the student'),
  referralDeclined: ({ reasonCode }) => ({
    did: after(words('退回转介', 'declined the referral'), known(declineReasonWords, [reasonCode])),
  }),
  materialAsked: ({ items }) => ({
    did: after(words('要求补充材料', 'asked for material'), known(code.materialWords, items)),
  }),
  appointmentMade: ({ appointmentAt }, on) => {
    const at = when(appointmentAt, on.at);
    return did(`约定就诊时间：${at['zh-CN']}`, `made an appointment for ${at.en}`);
  },
  appointmentMissed: () => did('登记学生没有按约到诊', 'recorded that the student did not come'),
  appointmentCancelled: ({ by }) => {
    const who = one(code.cancelledByWords, by);
    return did(
      `登记预约取消${who === null ? '' : `（${who['zh-CN']}提出）`}`,
      `recorded that the appointment was cancelled${who === null ? '' : ` by ${who.en}`}`,
    );
  },
  visitRecorded: () => did('登记学生已就诊', 'recorded that the student was seen'),
  interimNoteAdded: () => did('补充了就诊说明', 'added a note on the visit'),
  outcomeGiven: ({ outcome }) => {
    const parts = [
      ...known(outcomeWords, [outcome.result]),
      ...known(outcomeAssessmentWords, [outcome.assessment]),
      ...advice(outcome.schoolAdvice),
    ];
    return { did: after(words('反馈结论', 'gave the outcome'), parts) };
  },
  referredOnward: () => did('建议转往另一家医院', 'refers onward to another hospital'),
  cancellationConfirmed: () => did('确认撤回', 'confirmed the cancellation'),
  refusalAnswered: ({ answer }) => ({
    did: after(words('处置了医院的退回', "dealt with the hospital's refusal"), known(refusalAnswerWords, [answer])),
  }),
  referralRerouted: ({ hospital }, on) => {
    const to = on.hospital(hospital);
    return followed(
      `在时限内没有答复，改请${to['zh-CN']}；先前的医院仍可接诊，沉默不算退回`,
      `No answer within the limit: ${to.en} is asked; the first may still accept, silence is no refusal`,
    );
  },
  routeNeeded: () =>
    followed(
      '没有医院答复，且没有可再请的医院，请个案负责人选择去向',
      'No hospital has answered and none is left to ask: the case owner must choose',
    ),
  levelChanged: ({ to }) =>
    followed(
      `转介时限随等级 ${levelWords(to)['zh-CN']}收紧`,
      `The referral's clocks become those of ${levelWords(to).en}`,
    ),
  ownerChanged: () => null,
};

function advice(given: string): readonly Words[] {
  return given === 'notAsked' ? [] : [listed(known(schoolAdviceWords, [given]))];
}

/** Tells one fact of a referral. */
export function tellReferralFact(fact: ReferralOwnFact, on: Telling): Told {
  return (REFERRAL[fact.type] as (fact: ReferralOwnFact, on: Telling) => Told)(fact, on);
}
