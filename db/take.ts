import type { Instant } from '#domain/instant';
import type { StreamId } from '#domain/stream';
import type { Act } from './act.ts';
import { mintId } from './decide-all.ts';
import { lockFor, type Surroundings } from './hold.ts';
import { checkedOutcome, type Outcome, priorOutcome } from './outcome.ts';
import type { Transaction } from './transaction.ts';
import { begin, type Held, hold, openRows, schoolPath } from './working-set.ts';

/** No such stream or student in reach. */
export class NotFound extends Error {}

/** What an act is done to, locked, with the streams that are locked beside it. */
export interface Taken {
  readonly target: Held;
  readonly held: Map<StreamId, Held>;
  /** What the rules read, as far as it came with the lock. */
  readonly around?: Surroundings;
}

/** Locks the target of an act, or finds what its key was answered before, also while this transaction waited for the lock. Throws NotFound and KeyReused. */
export async function take(
  tx: Transaction,
  act: Act,
  actorId: string,
  now: Instant,
): Promise<Taken | { readonly prior: Outcome }> {
  const { target } = act;
  if ('start' in target) return takeNew(tx, act, target, actorId);
  const locked = await lockFor(tx, target, actorId, act.actKey, now);
  if (locked === null) throw new NotFound();
  if (locked.prior !== null) return { prior: checkedOutcome(locked.prior, act.digest) };
  const { rows, school, place, around } = locked;
  const held = new Map(rows.map((row) => [row.id, hold(row, around.near)]));
  const found = 'stream' in target ? held.get(target.stream) : [...held.values()][0];
  if (found !== undefined) return { target: found, held, around };
  if (!('student' in target) || school === null || place === null) throw new NotFound();
  // The student has no open case: one begins now.
  const home = { studentId: target.student, org: school, path: schoolPath(place), near: place };
  const made = begin(mintId(target.student, act.actKey, 0), 'case', home, null, 0);
  return { target: made, held: new Map([[made.id, made]]), around };
}

async function takeNew(
  tx: Transaction,
  { actKey, digest }: Act,
  { start, kind, org, path }: Extract<Act['target'], { start: StreamId }>,
  actorId: string,
): Promise<Taken | { readonly prior: Outcome }> {
  const [, prior] = await Promise.all([openRows(tx, null, [start]), priorOutcome(tx, actorId, actKey, digest)]);
  if (prior !== undefined) return { prior };
  const made = begin(start, kind, { studentId: null, org, path, near: path }, null, 0);
  return { target: made, held: new Map([[made.id, made]]) };
}
