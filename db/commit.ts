import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import type { Refusal } from '#domain/problem';
import type { Actor } from '#domain/role';
import { nextStepOf } from '#domain/stream';
import type { Act } from './act.ts';
import { type Asked, decideAll, Refused } from './decide-all.ts';
import { DatabaseError } from './errors.ts';
import { type Outcome, outcomeOf, priorOutcome, type Recorded, recordAct } from './outcome.ts';
import type { AnyCommand } from './streams.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import { openRuleBook } from './rule-book.ts';
import { take, type Taken } from './take.ts';
import type { Held } from './working-set.ts';
import { writeHeld } from './write-held.ts';

export { NotFound } from './take.ts';

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
      const taken = await take(tx, act, actorId, now);
      return 'prior' in taken ? taken.prior : decideAndWrite(tx, act, actorId, taken, now);
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

async function decideAndWrite(
  tx: Transaction,
  act: Act,
  actorId: string,
  { held, around, ...taken }: Taken,
  now: Instant,
): Promise<Recorded> {
  const at = Math.max(now, ...[...held.values()].map((one) => one.row?.lastAt ?? 0));
  const { studentId } = taken.target.home;
  const book = openRuleBook(tx, studentId === null ? [] : [studentId], at, around);
  const target =
    taken.target.row === null ? { ...taken.target, policyVersion: await book.policyInForce() } : taken.target;
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
