import { atLeast, higher, LEVELS, type Level } from '#domain/level';
import type { AnswerFigures } from './report.ts';
import type { PlannedSheet, SheetPlan } from './sheet-plan.ts';

const CONSEQUENCES = new Set([
  'criticalUnanswered',
  'criticalRefused',
  'possiblyHigher',
  'contradiction',
  'sheetInvalid',
]);

/** Never held back by capacity or by other rows: the floor of the highest two levels. */
export function isUrgent(sheet: PlannedSheet): boolean {
  return atLeast(sheet.judged.floor.floor, 'L3');
}

/** What the sheets of a plan ask of the people at hand. */
export function answerFigures(
  plan: SheetPlan,
  at: { readonly interviewers: number; readonly aDay: number; readonly waiting: number },
): AnswerFigures {
  const floors = new Map<string, Level>();
  const critical = new Map<string, Level>();
  const raise = (of: Map<string, Level>, pupil: string, level: Level) =>
    of.set(pupil, higher(of.get(pupil) ?? 'L0', level));
  for (const { pupil, judged } of plan.fresh) {
    raise(floors, pupil.id, judged.floor.floor);
    if (judged.floor.critical) raise(critical, pupil.id, judged.floor.floor);
  }
  const soon = new Set(
    [...floors].filter(([pupil, level]) => critical.has(pupil) || atLeast(level, 'L3')).map(([id]) => id),
  );
  for (const { pupil } of plan.concerns) soon.add(pupil.id);
  const { interviewers, aDay, waiting } = at;
  return {
    fresh: plan.fresh.length,
    known: plan.known,
    blank: plan.fresh.filter(({ judged }) => judged.result.status === 'absent').length,
    pupils: countOf(floors),
    critical: countOf(critical),
    capacity: { interviewers, aDay, waiting, owed: soon.size, over: soon.size > 0 && soon.size + waiting > aDay },
    consequences: plan.fresh.flatMap(({ row, judged }) =>
      judged.floor.reasons
        .filter(({ code }) => CONSEQUENCES.has(code))
        .map(({ code, item }) => ({ row, code, item: item ?? null })),
    ),
  };
}

function countOf(levels: ReadonlyMap<string, Level>): Readonly<Record<Level, number>> {
  const held = [...levels.values()];
  return Object.fromEntries(LEVELS.map((level) => [level, held.filter((each) => each === level).length])) as Record<
    Level,
    number
  >; // one entry for each level
}
