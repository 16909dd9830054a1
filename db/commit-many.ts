import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { CaseCommand, CommandOf } from '#domain/case-commands';
import type { Instant } from '#domain/instant';
import type { Actor } from '#domain/role';
import type { StreamId } from '#domain/stream';
import type { Clock } from '#domain/clock';
import { actorIdOf } from './commit.ts';
import { decideAll, mintId, Refused } from './decide-all.ts';
import { KeyReused, type Outcome, outcomeOf, type Written } from './outcome.ts';
import { pages } from './pages.ts';
import { openRuleBook, type RuleBook } from './rule-book.ts';
import { acts, streams, students } from './schema/index.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import { begin, type Held, hold, openRows, schoolPath } from './working-set.ts';
import { uuids } from './uuids.ts';
import { rowsOfHeld } from './held-rows.ts';
import { together, type Rows, writeRows } from './rows.ts';

/** The most sheets one file may bring: one transaction, one lock on each student. */
const MOST_AT_ONCE = 20_000;
const ROWS_A_STATEMENT = 4_000;

/** A warning of one student out of many that come in one file. */
export interface StudentWarning {
  readonly student: string;
  readonly actKey: string;
  readonly digest: Buffer;
  readonly command: CommandOf<'addWarning'>;
}

/** One committed warning and the case it opened or joined. */
export interface Joined {
  readonly actKey: string;
  readonly student: string;
  readonly outcome: Outcome;
}

export interface Many {
  readonly actor: Actor;
  readonly warnings: readonly StudentWarning[];
  /** Rows that stand or fall with the file: its answer sheets, its job. Warnings already known from an earlier run are left out of `joined`. */
  readonly rows: (joined: readonly Joined[], at: Instant) => Rows;
  readonly beside: (tx: Transaction, joined: readonly Joined[], at: Instant) => Promise<void>;
}

/**
 * commit() for a file: the same rules for each warning, students in id order, one statement a table, one transaction. A warning whose key is known is
 * answered as the first time. Throws Refused when the rules refuse any: then nothing of the file stands.
 */
export async function commitMany(db: Database, clock: Clock, context: Context, many: Many): Promise<readonly Joined[]> {
  if (many.warnings.length > MOST_AT_ONCE) throw new RangeError(`at most ${MOST_AT_ONCE} sheets at once`);
  const now = await clock.now();
  const actorId = actorIdOf(many.actor, context);
  return db.transaction(context, async (tx) => {
    const wanted = [...many.warnings].sort((a, b) => (a.student < b.student ? -1 : a.student > b.student ? 1 : 0));
    const places = await lockStudents(tx, [...new Set(wanted.map(({ student }) => student))]);
    const known = await priorOutcomes(tx, actorId, wanted);
    const fresh = wanted.filter(({ actKey }) => !known.has(actKey));
    const { book, held, written, rows } = await decideEach(tx, fresh, places, many.actor, actorId, now);
    const joined: Joined[] = [];
    for (const one of fresh) joined.push(await joinedOf(one, book, held, written, now));
    const acts = rowsOfActs(fresh, joined, many.actor, actorId, now);
    await writeRows(tx, together(rows, acts, many.rows(joined, now)));
    await many.beside(tx, joined, now);
    return [
      ...joined,
      ...wanted.flatMap(({ actKey, student }) =>
        known.has(actKey) ? [{ actKey, student, outcome: known.get(actKey) as Outcome }] : [],
      ),
    ];
  });
}

async function lockStudents(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { school: string; path: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: students.id, school: students.schoolId, path: students.path })
    .from(students)
    .where(sql`${students.id} = any(${uuids(ids)})`)
    .orderBy(asc(students.id))
    .for('no key update');
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

async function priorOutcomes(
  tx: Transaction,
  actorId: string,
  wanted: readonly StudentWarning[],
): Promise<Map<string, Outcome>> {
  const digests = new Map(wanted.map(({ actKey, digest }) => [actKey, digest]));
  const found = new Map<string, Outcome>();
  for (const page of pages([...digests.keys()], ROWS_A_STATEMENT)) {
    const rows = await tx
      .select({ key: acts.actKey, digest: acts.digest, outcome: acts.outcome })
      .from(acts)
      .where(and(eq(acts.actor, actorId), inArray(acts.actKey, page)));
    for (const row of rows) {
      if (!row.digest.equals(digests.get(row.key) ?? Buffer.alloc(0))) throw new KeyReused();
      found.set(row.key, row.outcome as Outcome);
    }
  }
  return found;
}

/** The open case of each student, or one that begins: held until written. */
async function holdCases(
  tx: Transaction,
  fresh: readonly StudentWarning[],
  places: ReadonlyMap<string, { school: string; path: string }>,
  policyVersion: number,
): Promise<Map<string, Held>> {
  const ids = [...new Set(fresh.map(({ student }) => student))];
  if (ids.length === 0) return new Map();
  const open = await tx
    .select()
    .from(streams)
    .where(and(sql`${streams.studentId} = any(${uuids(ids)})`, eq(streams.kind, 'case'), isNull(streams.closedAt)))
    .orderBy(asc(streams.id))
    .for('update');
  const held = new Map(
    open.map((row) => [row.studentId ?? '', hold(row, places.get(row.studentId ?? '')?.path ?? row.homePath)]),
  );
  for (const { student, actKey } of fresh) {
    const place = places.get(student);
    if (held.has(student) || place === undefined) continue;
    const home = { studentId: student, org: place.school, path: schoolPath(place.path), near: place.path };
    held.set(student, begin(mintId(student, actKey, 0), 'case', home, null, policyVersion));
  }
  return held;
}

async function decideEach(
  tx: Transaction,
  fresh: readonly StudentWarning[],
  places: ReadonlyMap<string, { school: string; path: string }>,
  actor: Actor,
  actorId: string,
  now: Instant,
) {
  const book = openRuleBook(tx, [...places.keys()], now);
  const held = await holdCases(tx, fresh, places, await book.policyInForce());
  const all = new Map<StreamId, Held>([...held.values()].map((one) => [one.id, one]));
  await openRows(tx, null, [...all.keys()]);
  for (const { student, actKey, command } of fresh) {
    const target = held.get(student);
    if (target === undefined) throw new Refused({ refused: 'notOpen', detail: { student } });
    const opens = target.row === null && target.facts.length === 0;
    const asked: CaseCommand = opens ? { ...command, act: 'open', previous: null } : command;
    const at = Math.max(now, target.row?.lastAt ?? 0);
    await decideAll(tx, book, all, target, asked, {
      at,
      actor,
      actKey,
    });
  }
  const writing = { at: now, actorId, texts: [], hospitalId: book.hospitalId };
  const { rows, written } = await rowsOfHeld(tx, [...all.values()], writing);
  return { book, held, written: new Map(written.map((one) => [one.id, one])), rows };
}

async function joinedOf(
  one: StudentWarning,
  book: RuleBook,
  held: ReadonlyMap<string, Held>,
  written: ReadonlyMap<StreamId, Written>,
  at: Instant,
): Promise<Joined> {
  const target = held.get(one.student) as Held;
  const mine = written.get(target.id);
  return {
    actKey: one.actKey,
    student: one.student,
    outcome: outcomeOf(target, mine === undefined ? [] : [mine], await book.rulesFor(target), at),
  };
}

function rowsOfActs(
  fresh: readonly StudentWarning[],
  joined: readonly Joined[],
  actor: Actor,
  actorId: string,
  at: Instant,
): Rows {
  const stream = (index: number) => joined[index]?.outcome.stream ?? null;
  return {
    asked: fresh.map(({ actKey, digest }, index) => {
      const { outcome } = joined[index] ?? {};
      return { actor: actorId, actKey, digest, streamId: stream(index), outcome, at };
    }),
    lines: fresh.map(({ command, student }, index) => {
      const who = { at, person: actorId, role: actor.role };
      return { ...who, action: command.act, studentId: student, streamId: stream(index) };
    }),
  };
}
