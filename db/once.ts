import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import type { Refusal } from '#domain/problem';
import type { Actor } from '#domain/role';
import { actorIdOf } from './commit.ts';
import { type Kept, priorOutcome, recordAct } from './outcome.ts';
import type { Context, Database, Transaction } from './transaction.ts';

/** An act beside the streams, by whom and under which key. */
export interface OnceAsked {
  readonly act: string;
  readonly actor: Actor;
  readonly actKey: string;
  /** HMAC of the request, taken before anything was sealed. */
  readonly digest: Buffer;
  readonly request?: string;
  /** Stands in the audit: what it was about, in codes and ids. */
  readonly reason?: string;
}

/**
 * One act that writes rows beside the streams: under its key once, with its line in the audit, in one transaction. `write` answers with the id of what was
 * kept, or with a refusal that wrote nothing; the same key is answered as the first time. Throws KeyReused and whatever `write` throws.
 */
export async function once(
  db: Database,
  clock: Clock,
  context: Context,
  asked: OnceAsked,
  write: (tx: Transaction, at: Instant) => Promise<string | Refusal>,
): Promise<Kept | Refusal> {
  const at = await clock.now();
  const { act, actor, actKey, digest, request, reason } = asked;
  const actorId = actorIdOf(actor, context);
  return db.transaction(context, async (tx) => {
    const prior = await priorOutcome<Kept>(tx, actorId, actKey, digest);
    if (prior !== undefined) return prior;
    const id = await write(tx, at);
    if (typeof id !== 'string') return id;
    const why = reason === undefined ? {} : { reason };
    const done = { target: { stream: id }, actor, actKey, digest, command: { act }, ...why };
    const outcome: Kept = { status: 'kept', stream: null, id, at };
    return recordAct(tx, request === undefined ? done : { ...done, request }, actorId, at, outcome);
  });
}
