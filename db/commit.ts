import { eq, sql } from 'drizzle-orm';
import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import type { Refusal } from '#domain/problem';
import type { Actor } from '#domain/role';
import { nextStepOf, type StreamId } from '#domain/stream';
import type { Act } from './act.ts';
import { type Asked, decideAll, mintId, Refused } from './decide-all.ts';
import { DatabaseError } from './errors.ts';
import { type Outcome, outcomeOf, priorOutcome, type Recorded, recordAct } from './outcome.ts';
import { streams } from './schema/index.ts';
import type { AnyCommand } from './streams.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import { begin, type Held, hold, type Home, lockStreams, openRows, schoolPath, studentPlace } from './working-set.ts';
import { openRuleBook } from './rule-book.ts';
import { writeHeld } from './write-held.ts';

/** No such stream or student in reach. */
export class NotFound extends Error {}

/**
 * The only writer of streams, for people and for time. One transaction: lock, decide, facts with their chain, state, duties, notices, audit, outcome.
 * Returns what was recorded, or the refusal; both are kept under the key. Throws KeyReused, NotFound and what the database's door throws
 * (UnknownOutcome: ask again with the same key).
 */
export async function commit(db: Database, clock: Clock, context: Context, act: Act): Promise<Outcome> {
  try {
    return await commitOnce(db, clock, context, act);
  } catch (error) {
    // Two copies of one act at once, and one was refused: a refusal is kept outside the lock. The other's answer is there now.
    if (error instanceof DatabaseError && error.constraint === 'acts_actor_act_key_pk')
      return commitOnce(db, clock, context, act);
    throw error;
  }
}

async function commitOnce(db: Database, clock: Clock, context: Context, act: Act): Promise<Outcome> {
  const now = await clock.now();
  const actorId = actorIdOf(act.actor, context);
  try {
    return await db.transaction(context, async (tx) => {
      const found = await take(tx, act, () => priorOutcome(tx, actorId, act.actKey, act.digest));
      return found.prior ?? decideAndWrite(tx, act, actorId, found, now);
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // The refusal undid the whole transaction; it is kept in one of its own, so that the same key is answered alike.
    return db.transaction(context, async (tx) => {
      const prior = await priorOutcome(tx, actorId, act.actKey, act.digest);
      return prior ?? recordAct(tx, act, actorId, now, refusedAs(error.refusal, act));
    });
  }
}

/** Who stands in `acts` and `events`: the person, or what stands for one. */
export function actorIdOf(actor: Actor, context: Context): string {
  return actor.person ?? context.actor ?? actor.role;
}

function refusedAs(refusal: Refusal, act: Act): Outcome {
  const stream = 'stream' in act.target ? act.target.stream : null;
  return { status: 'refused', stream, code: refusal.refused, detail: refusal.detail ?? {} };
}

interface Found {
  readonly target: Held;
  readonly held: Map<StreamId, Held>;
  readonly home: Home;
  /** What this key was answered before; read behind the lock, so it also sees what was committed while this transaction waited for it. */
  readonly prior: Outcome | undefined;
}
type Prior = () => Promise<Outcome | undefined>;

async function take(tx: Transaction, act: Act, priorOf: Prior): Promise<Found> {
  const { target } = act;
  if ('stream' in target) return takeStream(tx, target.stream, priorOf);
  if ('student' in target) return takeStudent(tx, target.student, act, priorOf);
  const home: Home = { studentId: null, org: target.org, path: target.path, near: target.path };
  const [, prior] = await Promise.all([openRows(tx, null, [target.start]), priorOf()]);
  const made = begin(target.start, target.kind, home, null, 0);
  return { target: made, held: new Map([[made.id, made]]), home, prior };
}

/** The stream with its case: the case first. Statements that need no answer of each other are sent together, in order. */
async function takeStream(tx: Transaction, id: StreamId, priorOf: Prior): Promise<Found> {
  const [, [seen]] = await Promise.all([
    openRows(tx, null, [id]),
    tx.select({ student: streams.studentId, caseId: streams.caseId }).from(streams).where(eq(streams.id, id)),
  ]);
  if (seen === undefined) throw new NotFound();
  const [, rows, near, prior] = await Promise.all([
    openRows(tx, seen.student, [id]),
    lockStreams(tx, seen.caseId === null ? [id] : [seen.caseId, id]),
    seen.student === null ? null : studentPlace(tx, seen.student, false),
    priorOf(),
  ]);
  const held = new Map(rows.map((row) => [row.id, hold(row, near?.path ?? row.homePath)]));
  const target = held.get(id);
  if (target === undefined) throw new NotFound();
  return { target, held, home: target.home, prior };
}

/** The student's open case, or one that begins now. The student's row is the lock: two warnings never open two cases. */
async function takeStudent(tx: Transaction, student: string, act: Act, priorOf: Prior): Promise<Found> {
  const [, place, prior] = await Promise.all([openRows(tx, student, []), studentPlace(tx, student, true), priorOf()]);
  if (place === null) throw new NotFound();
  const [open] = await tx
    .select()
    .from(streams)
    .where(sql`${streams.studentId} = ${student} and ${streams.kind} = 'case' and ${streams.closedAt} is null`)
    .for('update');
  const home: Home = { studentId: student, org: place.school, path: schoolPath(place.path), near: place.path };
  const target =
    open === undefined ? begin(mintId(student, act.actKey, 0), 'case', home, null, 0) : hold(open, place.path);
  return { target, held: new Map([[target.id, target]]), home: target.home, prior };
}

async function decideAndWrite(
  tx: Transaction,
  act: Act,
  actorId: string,
  found: Found,
  now: Instant,
): Promise<Recorded> {
  const { held } = found;
  const at = Math.max(now, ...[...held.values()].map((one) => one.row?.lastAt ?? 0));
  const book = openRuleBook(tx, found.home.studentId === null ? [] : [found.home.studentId], at);
  const target =
    found.target.row === null ? { ...found.target, policyVersion: await book.policyInForce() } : found.target;
  held.set(target.id, target);
  const asked: Asked = { at, actor: act.actor, actKey: act.actKey };
  const command = (await act.complete?.(tx, act.command, at)) ?? act.command;
  await decideAll(tx, book, held, target, openingOf(act, target, command), asked);
  const written = await writeHeld(tx, [...held.values()], {
    at,
    actorId,
    texts: act.texts ?? [],
    hospitalId: book.hospitalId,
  });
  await act.beside?.(tx, { stream: target.id, kind: target.kind, studentId: target.home.studentId, at });
  const outcome = outcomeOf(target, written, nextStepOf(target.state), at);
  await recordAct(tx, act, actorId, at, outcome);
  return outcome;
}

/** A warning for a student without an open case opens one. */
function openingOf(act: Act, target: Held, command: AnyCommand): AnyCommand {
  if (!('student' in act.target) || command.act !== 'addWarning' || target.row !== null) return command;
  return { ...command, act: 'open', previous: null } as AnyCommand;
}
