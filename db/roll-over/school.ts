import { createHash } from 'node:crypto';
import { and, asc, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { type Day, dayOf } from '#domain/instant';
import { schoolYear } from '#programme/period';
import { planRollOver } from '#programme/roll-over';
import type { PupilStep, RollClass, RollOverWish, RollPlan, RollPupil } from '#programme/roll-plan';
import { canonical } from '#db/canonical';
import { classLabels, organisations, pupilPlaces, students, type TurnPlan } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** A school whose year is turned. */
export interface TurnSchool {
  readonly id: string;
  readonly code: string;
  readonly path: string;
  readonly stage: string | null;
}

/** A year to turn, and from which civil day the new grades hold. */
export interface Turn extends RollOverWish {
  readonly day: Day;
}

const PAGE = 100;

const SCHOOL = {
  id: organisations.id,
  code: organisations.code,
  path: organisations.path,
  stage: sql<string | null>`${organisations.attributes} ->> 'stage'`,
};
const OPEN_SCHOOL = and(eq(organisations.kind, 'school'), isNull(organisations.validTo));

/** Schools that are open at or below a place, by code, a page at a time. */
export function schoolsBelow(tx: Transaction, path: string, after: string): Promise<readonly TurnSchool[]> {
  const code = sql`${organisations.code} collate "C"`;
  return tx
    .select(SCHOOL)
    .from(organisations)
    .where(and(OPEN_SCHOOL, sql`starts_with(${organisations.path}, ${path})`, gt(code, after)))
    .orderBy(code)
    .limit(PAGE);
}

/** The school as it is now; null: it is not open any more. */
export async function schoolNow(tx: Transaction, id: string): Promise<TurnSchool | null> {
  const [row] = await tx
    .select(SCHOOL)
    .from(organisations)
    .where(and(OPEN_SCHOOL, eq(organisations.id, id)));
  return row ?? null;
}

/** How many there are. */
export async function countSchools(tx: Transaction, path: string): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(organisations)
    .where(and(OPEN_SCHOOL, sql`starts_with(${organisations.path}, ${path})`));
  return row?.n ?? 0;
}

/** What the rules make of a school as it is now. */
export async function planOf(tx: Transaction, school: TurnSchool, turn: Turn): Promise<RollPlan> {
  const classes = await classesOf(tx, school.id);
  const pupils = await pupilsOf(tx, school.id);
  return planRollOver({ ...school, classes, pupils }, turn);
}

async function classesOf(tx: Transaction, school: string): Promise<readonly RollClass[]> {
  const { id, code, name, attributes, validFrom, parentId, kind, validTo } = organisations;
  const rows = await tx
    .select({
      id,
      code,
      name,
      grade: sql<number | null>`(${attributes} ->> 'grade')::int`,
      validFrom,
      since: sql<Day | null>`(select max(l.since)::text from ${classLabels} l where l.org = ${id})`,
    })
    .from(organisations)
    .where(and(eq(parentId, school), eq(kind, 'class'), isNull(validTo)))
    .orderBy(asc(code));
  return rows.map(({ validFrom: from, since, ...row }) => ({ ...row, since: since ?? dayOf(from) }));
}

async function pupilsOf(tx: Transaction, school: string): Promise<readonly RollPupil[]> {
  const rows = await tx
    .select({
      id: students.id,
      class: students.classId,
      grade: students.grade,
      state: students.enrolledState,
      placedOn: sql<Day | null>`(select max(p.since)::text from ${pupilPlaces} p where p.student_id = ${students.id})`,
    })
    .from(students)
    .where(and(eq(students.schoolId, school), inArray(students.enrolledState, ['enrolled', 'onLeave'])))
    .orderBy(asc(students.id));
  const away = await awayFrom(tx, school);
  return rows.map((row) => ({ ...row, state: row.state === 'onLeave' || away.has(row.id) ? 'onLeave' : 'enrolled' }));
}

/** Pupils at home on a leave that their return keeps (B1), whatever the roll says of them. */
export async function awayFrom(tx: Transaction, school: string): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ student: string }>(sql`select app.away_from(${school}) as student`);
  return new Set(rows.map(({ student }) => student));
}

/** Names a whole plan: whoever releases it gets what was looked at, or nothing. */
export function digestOfPlan({ outcome, classes, pupils, faults }: RollPlan, { day }: Turn): Buffer {
  return createHash('sha256').update(canonical({ outcome, classes, pupils, faults, day })).digest();
}

/** What the list of a roll-over keeps of a plan. */
export async function shownPlan(
  tx: Transaction,
  school: TurnSchool,
  plan: RollPlan,
  { day, year }: Turn,
): Promise<TurnPlan> {
  const counts = { goesUp: 0, graduates: 0, repeats: 0, onLeave: 0, placed: 0, done: 0 };
  for (const { act } of plan.pupils) counts[act] += 1;
  const { classes, faults } = plan;
  const pupils = plan.pupils.filter(({ act }) => !BY_CLASS.has(act));
  const losing = classes.flatMap(({ act, from }) => (act === 'goesUp' || act === 'graduates' ? [from.code] : []));
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from records r
    where r.kind in ('lesson', 'infusion') and r.state <> 'withdrawn' and r.org = ${school.id}
      and r.day between ${day} and ${schoolYear(year).to}
      and r.code in (select jsonb_array_elements_text(${JSON.stringify(losing)}::jsonb))`);
  return { classes, counts, pupils, faults, records: row?.n ?? 0 };
}

const BY_CLASS: ReadonlySet<PupilStep['act']> = new Set<PupilStep['act']>(['goesUp', 'graduates', 'done']);
