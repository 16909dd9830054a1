import type { Report } from './run.ts';

const SHOWN = 12;

/** Whether nothing was lost, doubled, broken or late, and the run was no idle one. */
export function sound({ verdict, counts, acts }: Report): boolean {
  const faults = [verdict.lost, verdict.doubled, verdict.broken, verdict.late, counts.faults];
  return acts > 0 && faults.every((found) => found.length === 0);
}

/** The run in words: what was done, what was found. */
export function reportLines(report: Report): readonly string[] {
  const { verdict, counts, struck } = report;
  const kills = Object.values(struck.kills).reduce((sum, count) => sum + count, 0);
  const list = (name: string, found: readonly string[]) => [
    `${name}: ${found.length}`,
    ...found.slice(0, SHOWN).map((line) => `  ${line}`),
    ...(found.length > SHOWN ? [`  ... and ${found.length - SHOWN} more`] : []),
  ];
  const pairs = (counted: Readonly<Record<string, number>>) =>
    Object.entries(counted)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return [
    `seed ${report.seed}, ${report.journeys} journeys, ${report.acts} acts, ${report.seconds} s`,
    `${kills} kills (${pairs(struck.kills)}), Temporal wiped ${struck.wiped}x, database set back ${struck.setBack}x`,
    `${counts.sent} requests, ${counts.unanswered} without an answer, ${counts.twins} acts sent twice at once, ` +
      `${counts.recovered} answers that were lost on their way and given again`,
    `${counts.again} acts asked again after the database was set back, ${counts.otherwise} of them answered otherwise`,
    `refused: ${pairs(report.refused) || 'none'}`,
    `${verdict.streams} streams (${verdict.open} open), ${verdict.facts} facts, ${verdict.rings} rings`,
    `clocks quiet ${verdict.quietAfterS === null ? 'never' : `${verdict.quietAfterS} s`} after everything was up`,
    ...list('lost', verdict.lost),
    ...list('doubled', verdict.doubled),
    ...list('broken', verdict.broken),
    ...list('late', verdict.late),
    ...list('wrong answers', counts.faults),
    sound(report)
      ? 'sound'
      : `NOT SOUND; the same again: npm run chaos -- --journeys ${report.journeys} --kills ${kills} --seed ${report.seed}`,
  ];
}
