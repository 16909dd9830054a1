import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import type { Refusal } from '#domain/problem';
import type { Actor } from '#domain/role';
import type { Act, Admission, Keeping, Sealed } from './act.ts';
import { keyOf } from './data-key.ts';
import { type Asked, decideAll, Refused } from './decide-all.ts';
import { DatabaseError } from './errors.ts';
import { rowsOfHeld } from './held-rows.ts';
import { NotFound } from './not-found.ts';
import { type Outcome, outcomeOf, priorOutcome, recordAct, rowsOfAct, type Stored } from './outcome.ts';
import { together, writeRows, writing } from './rows.ts';
import { openRuleBook } from './rule-book.ts';
import type { AnyCommand } from './streams.ts';
import { readIn, type Taken, takenIn, taking } from './take.ts';
import { type Answered, callIn, type Context, type Database, Ending, type Transaction } from './transaction.ts';
import type { Held } from './working-set.ts';

export { NotFound };

/**
 * The only writer of streams, for people and for time. One transaction: lock, decide, facts with their chain, state, duties, notices, audit, outcome.
 * Returns what was recorded, or the refusal; both are kept under the key. Throws KeyReused, NotFound, what an admission throws, and what the
 * database's door throws (UnknownOutcome: ask again with the same key).
 */
export async function commit(db: Database, clock: Clock, context: Context, wanted: Act | Admission): Promise<Outcome> {
  // Only an act whose `complete` keeps rows alone is stored.
  return (await commitOrKeep(db, clock, context, wanted)) as Outcome;
}

/** The same for an act that may turn out to be nothing that a stream must hear of. */
export async function commitOrKeep(
  db: Database,
  clock: Clock,
  context: Context,
  wanted: Act | Admission,
): Promise<Outcome | Stored> {
  try {
    return await commitOnce(db, clock, context, wanted);
  } catch (error) {
    // Two copies of one act at once, and one was refused: a refusal is kept outside the lock. The other's answer is there now.
    if (error instanceof DatabaseError && error.constraint === 'acts_actor_act_key_pk')
      return commitOnce(db, clock, context, wanted);
    throw error;
  }
}

async function commitOnce(
  db: Database,
  clock: Clock,
  context: Context,
  wanted: Act | Admission,
): Promise<Outcome | Stored> {
  const now = await clock.now();
  let act = 'admit' in wanted ? undefined : wanted;
  const opened = 'admit' in wanted ? [wanted.opening] : taking(wanted, actorIdOf(wanted.actor, context), now);
  try {
    return await db.transaction<Outcome | Stored>(
      context,
      async (tx, answers) => {
        const admitted = 'admit' in wanted ? await wanted.admit(tx, answers[0] ?? []) : wanted;
        act = admitted;
        const actorId = actorIdOf(admitted.actor, context);
        const found =
          admitted === wanted
            ? answers
            : await Promise.all(taking(admitted, actorId, now).map((call) => callIn(tx, call)));
        const taken = takenIn(admitted, found);
        return 'prior' in taken ? taken.prior : decideAndWrite(tx, admitted, actorId, taken, found, now);
      },
      opened,
    );
  } catch (error) {
    if (!(error instanceof Refused) || act === undefined) throw error;
    return keepRefusal(db, context, act, error.refusal, now);
  }
}

/** The refusal undid the whole transaction; it is kept in one of its own, so that the same key is answered alike. */
function keepRefusal(db: Database, context: Context, act: Act, refusal: Refusal, now: Instant): Promise<Outcome> {
  const actorId = actorIdOf(act.actor, context);
  return db.transaction(context, async (tx) => {
    const prior = await priorOutcome(tx, actorId, act.actKey, act.digest);
    return prior ?? recordAct(tx, act, actorId, now, refusedAs(refusal, act));
  });
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
  { held, around, target }: Taken,
  found: readonly (readonly Answered[])[],
  now: Instant,
): Promise<Outcome | Ending<Outcome | Stored>> {
  const at = Math.max(now, ...[...held.values()].map((one) => one.row?.lastAt ?? 0));
  const { studentId } = target.home;
  const book = openRuleBook(tx, studentId === null ? [] : [studentId], at, around);
  const asked: Asked = { at, actor: act.actor, actKey: act.actKey };
  const sealed = await sealedOf(tx, act, target, found.at(-1) ?? []);
  const command = (await act.complete?.(tx, sealed.command, at, readIn(act, found))) ?? sealed.command;
  if ('keeps' in command) return kept(act, actorId, at, command);
  await decideAll(tx, book, held, target, openingOf(act, target, command), asked);
  const { texts } = sealed;
  const { rows, written } = await rowsOfHeld(tx, [...held.values()], {
    at,
    actorId,
    texts,
    hospitalId: book.hospitalId,
  });
  const where = { stream: target.id, kind: target.kind, studentId, at };
  const outcome = outcomeOf(target, written, await book.rulesFor(target), at);
  const all = together(rows, act.rows?.(where) ?? {}, rowsOfAct(act, actorId, at, outcome));
  if (act.beside === undefined) return new Ending(outcome, writing(all));
  await writeRows(tx, all);
  await act.beside(tx, where);
  return outcome;
}

function kept(act: Act, actorId: string, at: Instant, { keeps, outcome, actor, name }: Keeping): Ending<Stored> {
  const own = rowsOfAct({ ...act, actor, command: { act: name } }, actorId, at, outcome);
  return new Ending(outcome, writing(together(keeps, own)));
}

/** The command without its words. */
async function sealedOf(tx: Transaction, act: Act, { home }: Held, key: readonly Answered[]): Promise<Sealed> {
  if (act.sealing === undefined) return { command: act.command, texts: [] };
  if (home.studentId === null) throw new Error('words about nobody');
  return act.sealing.seal(await keyOf(tx, act.sealing.ring, home.studentId, key));
}

/** A warning for a student without an open case opens one. */
function openingOf(act: Act, target: Held, command: AnyCommand): AnyCommand {
  if (!('student' in act.target) || command.act !== 'addWarning' || target.row !== null) return command;
  return { ...command, act: 'open', previous: null } as AnyCommand;
}
