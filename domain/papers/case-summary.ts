import type { CaseState } from '#domain/case-state';
import type { Duty } from '#domain/duty';
import { dutyAbout, type ToSign } from '#domain/duty-about';
import { dutyWords } from '#domain/timeline/duty-words';
import { stageWords, toSignWords } from '#domain/timeline/code-words';
import { type People, personWords } from '#domain/timeline/people';
import { followUpStageWords } from '#domain/follow-up-words';
import { goalWords } from '#domain/finding-words';
import { referralStageWords } from '#domain/referral-words';
import { returnStageWords } from '#domain/return-to-school-words';
import { storyPeople, timeline, type TimelineSource } from '#domain/timeline';
import { known, levelWords, listed, one } from '#domain/timeline/say';
import { type Vocabulary, type Words, words } from '#domain/words';
import { factsOf, levelLines, waitingLines } from './level-lines.ts';
import * as paper from './paper.ts';

export interface SummarySource {
  readonly child: paper.PaperChild;
  /** The case as it stands. */
  readonly state: CaseState;
  /** The facts of the case and of all that serves it. */
  readonly story: TimelineSource;
  /** Words that this reader may read, by the id of their reference. */
  readonly texts: ReadonlyMap<string, string>;
}

const TITLES = {
  title: words('个案摘要', 'Case summary'),
  level: words('等级与依据', 'Level and what it rests on'),
  plan: words('辅导方案', 'Plan'),
  owed: words('待办：谁、做什么、到什么时候', 'What is owed: who, what, until when'),
  ways: words('转介、回访与复学', 'Referral, follow-up and return'),
  story: words('经过', 'What happened'),
  stage: words('阶段', 'Stage'),
  now: words('目前等级', 'Level now'),
  owner: words('责任人', 'Owner'),
  goals: words('目标', 'Aims'),
  words: words('内容', 'In words'),
  unread: words('文字不在此处显示', 'the words are not shown here'),
  contact: words('最近一次联系', 'Last contact'),
  review: words('最近一次动态评估', 'Last review'),
  late: words('已超过时限', 'past its limit'),
  heard: words('已知悉', 'acknowledged'),
  ungraded: words('按规则提出，尚未由人评定', 'proposed by rules, judged by nobody yet'),
} as const satisfies Vocabulary<string>;

const WAYS: Readonly<Record<string, Vocabulary<string>>> = {
  referral: referralStageWords,
  followUp: followUpStageWords,
  return: returnStageWords,
};
const WAY_NAMES: Vocabulary<string> = {
  referral: words('转介', 'Referral'),
  followUp: words('回访', 'Follow-up'),
  return: words('复学', 'Return to school'),
};

/**
 * The summary of a case: who, how grave and why, the plan, what is owed, what happened. Never an answer and never a score, whoever asks: a paper lies on
 * tables that its reader has left.
 */
export function caseSummary(source: SummarySource, making: paper.Making): paper.Paper {
  const { language } = making;
  const say = paper.sayIn(language);
  const people = storyPeople(source.story);
  const section = (title: keyof typeof TITLES, lines: readonly paper.PaperLine[]) => ({
    title: say(TITLES[title]),
    lines: paper.orNone(lines, say),
  });
  const { state } = source;
  return {
    kind: 'caseSummary',
    language,
    title: say(TITLES.title),
    to: null,
    about: [...paper.aboutChild(source.child, say), ...standing(state, people, say)],
    opening: null,
    sections: [
      section('level', [...levelLines(source, people, say), ...waitingLines(state, people, say)]),
      section('plan', planLines(source, say)),
      section('owed', owedLines(state, people, say, making.at)),
      section('ways', wayLines(state, say)),
      section('story', storyLines(source.story, say)),
    ],
    closing: null,
    from: source.child.school,
    day: paper.dayLine(making.at, language),
    foot: paper.footOf(making, 'inside'),
  };
}

function standing(state: CaseState, people: People, say: paper.Say): readonly paper.PaperLine[] {
  const level = say(levelWords(state.level));
  const judged = state.graded === null && state.open ? `${level} · ${say(TITLES.ungraded)}` : level;
  return [
    { label: say(TITLES.now), text: judged },
    { label: say(TITLES.stage), text: say(stageWords[state.stage]) },
    { label: say(TITLES.owner), text: say(personWords(people, state.owner)) },
  ];
}

function planLines({ state, story, texts }: SummarySource, say: paper.Say): readonly paper.PaperLine[] {
  const plan = factsOf(story, 'planRevised').at(-1);
  const lines: paper.PaperLine[] = [];
  if (plan !== undefined) {
    const goals = known(goalWords, plan.fact.goals);
    if (goals.length > 0) lines.push({ label: say(TITLES.goals), text: say(listed(goals)) });
    lines.push({ label: say(TITLES.words), text: texts.get(plan.fact.plan.text) ?? say(TITLES.unread) });
  }
  const last = (label: 'contact' | 'review', at: number | null | undefined) => {
    if (at != null) lines.push({ label: say(TITLES[label]), text: say(paper.moment(at)) });
  };
  last('contact', state.lastContactAt);
  last('review', state.lastAssessment?.at);
  return lines;
}

function owedLines(state: CaseState, people: People, say: paper.Say, at: number): readonly paper.PaperLine[] {
  const until = (limit: number) => say(words(`${paper.moment(limit)['zh-CN']} 前`, `by ${paper.moment(limit).en}`));
  return state.duties
    .toSorted((one, other) => one.limitAt - other.limitAt)
    .map((duty) => {
      const { holder, limitAt, acknowledged } = duty;
      const parts = [say(personWords(people, holder)), until(limitAt)];
      if (limitAt < at) parts.push(say(TITLES.late));
      if (acknowledged !== null) parts.push(say(TITLES.heard));
      return { label: paper.asLabel(owedTitle(duty, state, say)), text: parts.join(say(words('，', ', '))) };
    });
}

/** What is owed; of a signature and of a look also at what. */
function owedTitle(duty: Duty, state: CaseState, say: paper.Say): string {
  const { signs, watches } = dutyAbout(duty, state);
  const way = watches === null ? null : one(WAY_NAMES, watches.kind);
  const about = way ?? (signs === null ? null : signedWords(signs));
  return (about === null ? [dutyWords[duty.kind]] : [dutyWords[duty.kind], about])
    .map(say)
    .join(say(words('：', ': ')));
}

function signedWords({ decision, level }: ToSign): Words {
  const what = toSignWords[decision];
  if (level === null) return what;
  const to = levelWords(level);
  return words(`${what['zh-CN']}至 ${to['zh-CN']}`, `${what.en} to ${to.en}`);
}

function wayLines({ links }: CaseState, say: paper.Say): readonly paper.PaperLine[] {
  return links.flatMap(({ kind, stage }) => {
    const name = one(WAY_NAMES, kind);
    const stands = one(WAYS[kind] ?? {}, stage);
    return name === null || stands === null ? [] : [{ label: say(name), text: say(stands) }];
  });
}

function storyLines(story: TimelineSource, say: paper.Say): readonly paper.PaperLine[] {
  return timeline(story).map(({ at, text, timing, followed }) => ({
    label: say(paper.moment(at)),
    text: [
      say(text),
      ...(timing === null ? [] : [say(words(`（${timing['zh-CN']}）`, `(${timing.en})`))]),
      ...followed.map(say),
    ].join(say(words('', ' '))),
  }));
}
