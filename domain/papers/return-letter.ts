import type { Instant } from '#domain/instant';
import { type Advice, RECOMMENDATIONS, type Recommendation } from '#domain/return-to-school-facts';
import type { ReturnState } from '#domain/return-to-school-state';
import { recommendationWords, supportNeedWords } from '#domain/return-to-school-words';
import { date, listed } from '#domain/timeline/say';
import { type Vocabulary, type Words, words } from '#domain/words';
import * as paper from './paper.ts';

export interface ReturnSource {
  readonly child: paper.PaperChild;
  readonly state: ReturnState;
  /** Who answers for the child at the school, and where the family can turn. */
  /** Who answers for the return, and the line of the school. */
  readonly contact: { readonly name: string | null; readonly phone: string | null };
  readonly helpLines: readonly { readonly name: string; readonly number: string }[];
}

const TITLES = {
  approved: words('复学通知', 'Back to school'),
  deferred: words('暂缓复学告知', 'Not back to school yet'),
  to: words('该生监护人：', 'To the guardian,'),
  papers: words('材料', 'Papers'),
  complete: words('齐全', 'complete'),
  review: words('学校初审', 'School review'),
  joint: words('综合评估', 'Joint assessment'),
  decision: words('学校决定', 'The school’s decision'),
  gates: words('复学各步', 'The steps of the return'),
  phased: words('过渡期安排', 'The first weeks'),
  later: words('接下来', 'What comes next'),
  contacts: words('联系', 'Whom to call'),
  passed: words('已通过', 'passed'),
  from: words('开始', 'From'),
  until: words('到', 'Until'),
  weeks: words('周数', 'Weeks'),
  needs: words('学校提供的支持', 'What the school provides'),
  noNeeds: words('按平常安排', 'as for everybody'),
  weekly: words(
    '过渡期内每周与家里联系一次，期满由学校确认完成。',
    'The school is in touch with the home every week; the school itself says when these weeks are complete.',
  ),
  nextDate: words('下一次日期', 'Next date'),
  appeal: words('可以申请复核，截止', 'A review can be asked for until'),
  roll: words('学籍保留，不受影响。', 'The student stays on the roll; nothing else follows from this.'),
  contact: words('学校联系人', 'At the school'),
  closing: words(
    '本信只写学校的安排，不含任何医学内容。请勿转发，也请不要向同学说明原因。',
    'This letter tells the school’s arrangements and nothing medical. Please do not pass it on, and give classmates no reasons.',
  ),
} as const satisfies Vocabulary<string>;

/** approved: the child comes back, in phases. deferred: not yet. Null while nobody has decided, while the return rests, and once it is over. */
function returnDecision({ stage, phased }: ReturnState): Decision | null {
  if (stage === 'notYet' || stage === 'appeal') return 'deferred';
  return stage === 'phased' && phased !== null ? 'approved' : null;
}

type Decision = 'approved' | 'deferred';

/**
 * The letter about coming back to class: the gates that were passed, the phased weeks, whom to call. In codes alone: no word that a doctor or teacher
 * wrote, no diagnosis, no hospital, no level (N01, N17). Null while there is no decision to tell.
 */
export function returnLetter(source: ReturnSource, making: paper.Making): paper.Paper | null {
  const decision = returnDecision(source.state);
  if (decision === null) return null;
  const { language } = making;
  const say = paper.sayIn(language);
  const ahead =
    decision === 'approved'
      ? { title: say(TITLES.phased), lines: phasedLines(source.state, say) }
      : { title: say(TITLES.later), lines: laterLines(source.state, say) };
  return {
    kind: 'returnLetter',
    language,
    title: say(TITLES[decision]),
    to: say(TITLES.to),
    about: paper.aboutChild(source.child, say),
    opening: say(opening(source.child, decision)),
    sections: [
      { title: say(TITLES.gates), lines: gateLines(source.state, decision, say) },
      ahead,
      { title: say(TITLES.contacts), lines: contactLines(source, say) },
    ],
    closing: say(TITLES.closing),
    from: source.child.school,
    day: paper.dayLine(decidedAt(source.state, decision) ?? making.at, language),
    foot: paper.footOf(making, 'outside'),
  };
}

function opening({ school }: paper.PaperChild, decision: Decision): Words {
  return decision === 'approved'
    ? words(
        `经各步审核，${school}同意该生复学，先进入过渡期。`,
        `After every step, ${school} agrees that the student returns, with some weeks to settle in.`,
      )
    : words(
        `经各步审核，${school}建议该生暂缓复学。`,
        `After every step, ${school} advises that the student waits before returning.`,
      );
}

function decidedAt({ phased }: ReturnState, decision: Decision): Instant | null {
  return decision === 'approved' && phased !== null ? phased.startedAt : null;
}

/** What was passed on the way, without who said it: that a hospital was asked is for the family to tell. */
function gateLines({ application }: ReturnState, decision: Decision, say: paper.Say): readonly paper.PaperLine[] {
  const decided = decision === 'approved' ? words('同意复学', 'the student returns') : words('暂缓复学', 'not yet');
  const joint = application === null ? null : worstOf([application.hospital, application.expert]);
  const passed: readonly (readonly [Words, Words])[] =
    application === null
      ? []
      : [
          [TITLES.papers, TITLES.complete],
          [TITLES.review, TITLES.passed],
        ];
  return [
    ...passed.map(([label, text]) => ({ label: say(label), text: say(text) })),
    ...(joint === null ? [] : [{ label: say(TITLES.joint), text: say(recommendationWords[joint]) }]),
    { label: say(TITLES.decision), text: say(decided) },
  ];
}

/** Of two recommendations the more careful one counts. */
function worstOf(advice: readonly (Advice | null)[]): Recommendation | null {
  const given = advice.flatMap((each) => (each === null ? [] : [each.recommendation]));
  return RECOMMENDATIONS.findLast((one) => given.includes(one)) ?? null;
}

function phasedLines({ phased }: ReturnState, say: paper.Say): readonly paper.PaperLine[] {
  if (phased === null) return [];
  const needs = phased.needs.map((need) => supportNeedWords[need]);
  return [
    { label: say(TITLES.from), text: say(date(phased.startedAt)) },
    { label: say(TITLES.until), text: say(date(phased.until)) },
    { label: say(TITLES.weeks), text: String(phased.weeks) },
    { label: say(TITLES.needs), text: needs.length === 0 ? say(TITLES.noNeeds) : say(listed(needs)) },
    { label: null, text: say(TITLES.weekly) },
  ];
}

function laterLines({ nextDate, appealUntil }: ReturnState, say: paper.Say): readonly paper.PaperLine[] {
  return [
    ...(nextDate === null ? [] : [{ label: say(TITLES.nextDate), text: say(date(nextDate)) }]),
    ...(appealUntil === null ? [] : [{ label: say(TITLES.appeal), text: say(date(appealUntil)) }]),
    { label: null, text: say(TITLES.roll) },
  ];
}

function contactLines({ contact, helpLines }: ReturnSource, say: paper.Say): readonly paper.PaperLine[] {
  const school = [contact.name, contact.phone].filter((part) => part !== null).join(' · ');
  return [
    ...(school === '' ? [] : [{ label: say(TITLES.contact), text: school }]),
    ...helpLines.map(({ name, number }) => ({ label: name, text: number })),
  ];
}
