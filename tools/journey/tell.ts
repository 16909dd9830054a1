import type { Proof } from '#db/proof';
import { dayOf, type Instant, iso } from '#domain/instant';
import type { TimelineEntry } from '#domain/timeline';
import { type Words, words } from '#domain/words';
import { type Language, proofText } from '#tools/verify/words';

/** Facts of quiet days: what care does by itself when all is well. */
const ROUTINE: Readonly<Record<string, Words>> = {
  sessionRecorded: words('辅导', 'sessions'),
  contactMade: words('回访', 'contacts'),
  reviewRecorded: words('动态评估', 'reviews'),
  homeContacted: words('家庭联系', 'contacts with the home'),
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

/** One month of the story. */
interface Month {
  readonly at: Instant;
  readonly entries: readonly TimelineEntry[];
}

function monthsOf(entries: readonly TimelineEntry[]): readonly Month[] {
  const months = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const key = dayOf(entry.at).slice(0, 7);
    months.set(key, [...(months.get(key) ?? []), entry]);
  }
  return [...months.values()].map((found) => ({ at: found[0]?.at ?? 0, entries: found }));
}

/** The story as a person would tell it: a heading a month, who did what, what the engine did while nobody acted, the quiet days in one line. */
function storyText(entries: readonly TimelineEntry[], language: Language): string {
  return monthsOf(entries)
    .map((month) => [heading(month.at, language), ...linesOf(month, language)].join('\n'))
    .join('\n\n');
}

function heading(at: Instant, language: Language): string {
  const [year = '', month = ''] = dayOf(at).split('-');
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2000, Number(month) - 1, 1),
  );
  return language === 'en' ? `── ${english} ${year} ──` : `── ${year} 年 ${Number(month)} 月 ──`;
}

function linesOf({ entries }: Month, language: Language): readonly string[] {
  const quiet = entries.filter(isRoutine);
  const seen = entries.filter(isAcknowledgement).length;
  const told = entries.filter((entry) => !isRoutine(entry) && !isAcknowledgement(entry) && entry.tone !== 'reminder');
  const reminders = entries.filter((entry) => entry.tone === 'reminder').length;
  return [...told.flatMap((entry) => entryLines(entry, language)), ...quietLine(quiet, reminders, seen, language)];
}

/** `▲` where the engine acted because nobody had. */
function entryLines(
  { at, tone, text, timing, followed, clauses }: TimelineEntry,
  language: Language,
): readonly string[] {
  const [day, clock] = [iso(at).slice(8, 10), iso(at).slice(11, 16)];
  const mark = tone === 'call' ? '▲' : ' ';
  const clause =
    tone === 'call' && clauses.length > 0
      ? language === 'en'
        ? `  [policy ${clauses.join(', ')}]`
        : `  〔方案 ${clauses.join('、')}〕`
      : '';
  const limit = timing === null ? '' : `  (${timing[language]})`;
  return [
    `  ${day}${language === 'en' ? '' : '日'} ${clock} ${mark} ${text[language]}${limit}${clause}`,
    ...followed.map((one) => `             ↳ ${one[language]}`),
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
    return [language === 'en' ? `${count} ${name.en}` : `${name['zh-CN']} ${count} 次`];
  });
  if (seen > 0) parts.push(language === 'en' ? `${seen} red duties acknowledged` : `红色待办确认知悉 ${seen} 次`);
  if (reminders > 0)
    parts.push(language === 'en' ? `${reminders} reminders before a limit` : `时限前提醒 ${reminders} 次`);
  if (parts.length === 0) return [];
  return [language === 'en' ? `  as planned: ${parts.join(', ')}` : `  按计划: ${parts.join('、')}`];
}

/** Everything that the command prints, ending with the proof. */
export function journeyText(entries: readonly TimelineEntry[], proof: Proof, language: Language): string {
  const title = language === 'en' ? "One student's year (fictional)" : '一名学生的一年（虚构）';
  const legend = language === 'en' ? '▲ = nobody had acted, the engine did' : '▲ = 没有人行动时，引擎所做的';
  const proved = language === 'en' ? '── The proof ──' : '── 证明 ──';
  return [title, legend, '', storyText(entries, language), '', proved, proofText(proof, language)].join('\n');
}
