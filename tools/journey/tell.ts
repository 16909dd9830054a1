import { dayOf, type Instant, iso, SECOND } from '#domain/instant';
import type { TimelineEntry } from '#domain/timeline';
import { listed } from '#domain/timeline/say';
import { type Words, words } from '#domain/words';
import { type Language, proofText } from '#tools/verify/words';
import type { Aside, Journey, PageHeard } from './told.ts';

/** Facts of quiet days: what care does by itself when all is well. */
const ROUTINE: Readonly<Record<string, Words>> = {
  sessionRecorded: words('辅导', 'session'),
  contactMade: words('回访', 'contact'),
  reviewRecorded: words('动态评估', 'review'),
  homeContacted: words('家庭联系', 'home contact'),
};
const WITH_THEM: ReadonlySet<string> = new Set(['reflected', ...Object.keys(ROUTINE)]);

function isRoutine({ by, tone, timing, followed, what }: TimelineEntry): boolean {
  const late = timing?.en.endsWith('late') === true;
  return (
    tone === 'act' &&
    by === 'counselor' &&
    !late &&
    followed.length === 0 &&
    what.length > 0 &&
    what.every((one) => WITH_THEM.has(one))
  );
}

/** Somebody has seen what is theirs; answering an alarm is told, for it ends a duty. */
function isAcknowledgement({ tone, timing, what }: TimelineEntry): boolean {
  return tone === 'act' && what.length === 0 && timing === null;
}

/** A moment as it is printed. */
type Moment = TimelineEntry | Aside;
const isEntry = (moment: Moment): moment is TimelineEntry => 'tone' in moment;

function monthsOf(moments: readonly Moment[]): readonly (readonly Moment[])[] {
  const months = new Map<string, Moment[]>();
  for (const moment of moments.toSorted((a, b) => a.at - b.at)) {
    const key = dayOf(moment.at).slice(0, 7);
    months.set(key, [...(months.get(key) ?? []), moment]);
  }
  return [...months.values()];
}

/** The story as a person would tell it: a heading a month, who did what, what the engine did while nobody acted, the quiet days in one line. */
function storyText({ screening, story, heard }: Journey, language: Language): string {
  return monthsOf([...screening, ...story])
    .map((month) => [heading(month[0]?.at ?? 0, language), ...linesOf(month, heard, language)].join('\n'))
    .join('\n\n');
}

function heading(at: Instant, language: Language): string {
  const [year = '', month = ''] = dayOf(at).split('-');
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2000, Number(month) - 1, 1),
  );
  return language === 'en' ? `── ${english} ${year} ──` : `── ${year} 年 ${Number(month)} 月 ──`;
}

function linesOf(month: readonly Moment[], heard: readonly PageHeard[], language: Language): readonly string[] {
  const entries = month.filter(isEntry);
  const quiet = entries.filter(isRoutine);
  const seen = entries.filter(isAcknowledgement).length;
  const reminders = entries.filter((entry) => entry.tone === 'reminder').length;
  const told = month.filter(
    (one) => !isEntry(one) || (!isRoutine(one) && !isAcknowledgement(one) && one.tone !== 'reminder'),
  );
  const lines = told.flatMap((one) =>
    isEntry(one)
      ? entryLines(one, heardAt(one, heard), language)
      : [`  ${moment(one.at, language)}   ${one.text[language]}`],
  );
  return [...lines, ...quietLine(quiet, reminders, seen, language)];
}

/** Soon enough to be the page that this moment sent. */
const SOON = 30 * SECOND;

/** A case begins, or a crisis. */
function isTurn({ what }: TimelineEntry): boolean {
  return what.includes('caseOpened') || (what.includes('levelChanged') && what.includes('stageEntered'));
}

/** Who heard the page of a moment that calls somebody: a turn of the story, and every call of the engine. */
function heardAt(entry: TimelineEntry, heard: readonly PageHeard[]): Words | null {
  const { at, tone } = entry;
  if (tone !== 'call' && !isTurn(entry)) return null;
  const called = tone === 'call' ? (page: PageHeard) => page.step > 0 : (page: PageHeard) => page.step === 0;
  const pages = heard.filter((page) => page.at >= at && page.at < at + SOON && called(page));
  const who = new Map(pages.map((page) => [page.who.en, page.who]));
  if (who.size === 0) return null;
  const all = listed([...who.values()]);
  return words(`${all['zh-CN']}的页面随即响起，已读。`, `Heard at once on the open line of ${all.en}.`);
}

function moment(at: Instant, language: Language): string {
  return `${iso(at).slice(8, 10)}${language === 'en' ? '' : '日'} ${iso(at).slice(11, 16)}`;
}

/** `▲` where the engine acted because nobody had. */
function entryLines(entry: TimelineEntry, heard: Words | null, language: Language): readonly string[] {
  const { at, tone, text, timing, followed, owed, clauses } = entry;
  const mark = tone === 'call' ? '▲' : ' ';
  const clause =
    tone === 'call' && clauses.length > 0
      ? language === 'en'
        ? `  [policy ${clauses.join(', ')}]`
        : `  〔方案 ${clauses.join('、')}〕`
      : '';
  const limit = timing === null ? '' : `  (${timing[language]})`;
  return [
    `  ${moment(at, language)} ${mark} ${text[language]}${limit}${clause}`,
    ...[...followed, ...(isTurn(entry) ? owed : []), ...(heard === null ? [] : [heard])].map(
      (one) => `             ↳ ${one[language]}`,
    ),
  ];
}

function quietLine(
  quiet: readonly TimelineEntry[],
  reminders: number,
  seen: number,
  language: Language,
): readonly string[] {
  const parts = Object.entries(ROUTINE).flatMap(([fact, name]) => {
    const count = quiet.filter(
      ({ what }) => what.includes(fact) && (fact !== 'reviewRecorded' || !what.includes('contactMade')),
    ).length;
    if (count === 0) return [];
    return [language === 'en' ? counted(count, name.en) : `${name['zh-CN']} ${count} 次`];
  });
  if (seen > 0)
    parts.push(
      language === 'en'
        ? counted(seen, 'acknowledgement of a red duty', 'acknowledgements of red duties')
        : `红色待办确认知悉 ${seen} 次`,
    );
  if (reminders > 0)
    parts.push(
      language === 'en'
        ? counted(reminders, 'reminder before a limit', 'reminders before a limit')
        : `时限前提醒 ${reminders} 次`,
    );
  if (parts.length === 0) return [];
  return [language === 'en' ? `  as planned: ${parts.join(', ')}` : `  按计划: ${parts.join('、')}`];
}

/** `1 session`, `2 sessions`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Everything that the command prints, ending with the proof. */
export function journeyText(journey: Journey, language: Language): string {
  const title = language === 'en' ? "One student's year (fictional)" : '一名学生的一年（虚构）';
  const legend = language === 'en' ? '▲ = nobody had acted, the engine did' : '▲ = 没有人行动时，引擎所做的';
  const proved = language === 'en' ? '── The proof ──' : '── 证明 ──';
  return [title, legend, '', storyText(journey, language), '', proved, proofText(journey.proof, language)].join('\n');
}
