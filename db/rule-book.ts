import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { GuardianRef, Rules, Sibling, StreamId, StreamKind } from '#domain/stream';
import { calendarNow, policyInForce, policyOf } from './queries/policy.ts';
import { rosterAt } from './queries/roster.ts';
import { guardians, organisations, streams } from './schema/index.ts';
import { projectionOf } from './stream-row.ts';
import type { Transaction } from './transaction.ts';
import { uuids } from './uuids.ts';
import type { Held } from './working-set.ts';

/** Reads what acts are decided by, in the transaction that decides: for one student, or for all students of a file at once. */
export interface RuleBook {
  /** `asked`: the hospital of a referral that is only beginning. */
  rulesFor(held: Held, asked?: string): Promise<Rules>;
  policyInForce(): Promise<number>;
  /** Organisation id of a hospital code; null when there is none. */
  hospitalId(code: string): Promise<string | null>;
}

export function openRuleBook(tx: Transaction, students: readonly string[], at: Instant): RuleBook {
  const read = memory();
  const hospitalId = (code: string) => read(`hospital ${code}`, () => hospitalByCode(tx, code));
  const rulesFor = async (held: Held, asked?: string): Promise<Rules> => {
    const code = projectionOf(held.kind, held.state).hospital ?? asked ?? null;
    const hospital = code === null ? null : await hospitalId(code);
    const { near, studentId } = held.home;
    const [policy, calendar, posts, siblings, refs] = await Promise.all([
      policyOf(tx, held.policyVersion),
      read('calendar', () => calendarNow(tx)),
      read(`roster ${near} ${hospital}`, () => rosterAt(tx, near, hospital, at)),
      read('siblings', () => openStreamsOf(tx, students)),
      read('guardians', () => guardiansOf(tx, students)),
    ]);
    const own = studentId ?? '';
    return {
      policy,
      calendar,
      posts,
      siblings: (siblings.get(own) ?? []).filter((sibling) => sibling.id !== held.id),
      guardians: refs.get(own) ?? [],
    };
  };
  return { rulesFor, hospitalId, policyInForce: () => policyInForce(tx, at) };
}

/** Reads each thing once in a transaction. */
function memory(): <T>(key: string, read: () => Promise<T>) => Promise<T> {
  const held = new Map<string, Promise<unknown>>();
  return <T>(key: string, read: () => Promise<T>) => {
    const known = held.get(key) ?? read();
    held.set(key, known);
    // A key is always read by the same function, so what it holds has that function's type.
    return known as Promise<T>;
  };
}

async function hospitalByCode(tx: Transaction, code: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.code, code), eq(organisations.kind, 'hospital')));
  return row?.id ?? null;
}

async function guardiansOf(tx: Transaction, students: readonly string[]): Promise<Map<string, GuardianRef[]>> {
  if (students.length === 0) return new Map();
  const rows = await tx
    .select({ student: guardians.studentId, id: guardians.id, danger: guardians.flaggedDanger })
    .from(guardians)
    .where(sql`${guardians.studentId} = any(${uuids(students)})`)
    .orderBy(asc(guardians.priority), asc(guardians.id));
  return groupBy(rows.map(({ student, id, danger }) => [student, { id, danger }]));
}

async function openStreamsOf(
  tx: Transaction,
  students: readonly string[],
): Promise<Map<string, (Sibling & { id: StreamId })[]>> {
  if (students.length === 0) return new Map();
  const rows = await tx
    .select({
      student: streams.studentId,
      id: streams.id,
      kind: streams.kind,
      stage: streams.stage,
      requestId: streams.requestId,
      hospital: sql<string | null>`${streams.state} ->> 'hospital'`,
      accepted: streams.accepted,
    })
    .from(streams)
    .where(and(sql`${streams.studentId} = any(${uuids(students)})`, isNull(streams.closedAt)))
    .orderBy(asc(streams.id));
  return groupBy(
    rows.map(({ student, ...row }) => [
      student ?? '',
      { ...row, kind: row.kind as StreamKind, stage: row.stage ?? '' },
    ]),
  );
}

function groupBy<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
