import type { Instant } from '#domain/instant';
import type { StreamId } from '#domain/stream';
import type { Act } from './act.ts';
import { mintId } from './decide-all.ts';
import { holding, lockedIn, type Surroundings } from './hold.ts';
import { NotFound } from './not-found.ts';
import { OPEN_KEY } from './data-key.ts';
import { checkedOutcome, type Outcome, outcomeIn, priorOf, type Stored } from './outcome.ts';
import { inForceAt, versionIn } from './queries/policy.ts';
import type { Answered, Call } from './transaction.ts';
import { begin, type Held, hold, opening, schoolPath } from './working-set.ts';

/** What an act is done to, locked, with the streams that are locked beside it. */
export interface Taken {
  readonly target: Held;
  readonly held: Map<StreamId, Held>;
  /** What the rules read, as far as it came with the lock. */
  readonly around?: Surroundings;
}

/**
 * What taking an act's target needs, in one round trip; takenIn() and readIn() find the answers. The last is the student's key, when words are to be sealed.
 */
export function taking(act: Act, actorId: string, now: Instant): readonly Call[] {
  const key = act.sealing === undefined ? [] : [OPEN_KEY];
  return [...lockingOf(act, actorId, now), ...(act.reading ?? []), ...key];
}

function lockingOf({ target, actKey }: Act, actorId: string, now: Instant): readonly Call[] {
  if ('start' in target) return [opening(null, [target.start]), priorOf(actorId, actKey), inForceAt(now)];
  return [holding(target, actorId, actKey, now), ...('stream' in target ? [] : [inForceAt(now)])];
}

/** What the act itself wanted read. */
export function readIn(act: Act, answers: readonly (readonly Answered[])[]): readonly (readonly Answered[])[] {
  const from = lockingOf(act, '', 0).length;
  return answers.slice(from, from + (act.reading?.length ?? 0));
}

/** The target of an act, locked, or what its key was answered before, also while this transaction waited for the lock. Throws NotFound and KeyReused. */
export function takenIn(
  act: Act,
  answers: readonly (readonly Answered[])[],
): Taken | { readonly prior: Outcome | Stored } {
  const { target } = act;
  if ('start' in target) return takenNew(act, target, answers);
  const locked = lockedIn(answers[0] ?? []);
  if (locked === null) throw new NotFound();
  if (locked.prior !== null) return { prior: checkedOutcome(locked.prior, act.digest) };
  const { rows, school, place, around } = locked;
  const held = new Map(rows.map((row) => [row.id, hold(row, around.near)]));
  const found = 'stream' in target ? held.get(target.stream) : [...held.values()][0];
  if (found !== undefined) return { target: found, held, around };
  if (!('student' in target) || school === null || place === null) throw new NotFound();
  // The student has no open case: one begins now.
  const home = { studentId: target.student, org: school, path: schoolPath(place), near: place };
  const made = begin(mintId(target.student, act.actKey, 0), 'case', home, null, versionIn(answers[1] ?? []));
  return { target: made, held: new Map([[made.id, made]]), around };
}

function takenNew(
  { digest }: Act,
  { start, kind, org, path }: Extract<Act['target'], { start: StreamId }>,
  [, prior = [], inForce = []]: readonly (readonly Answered[])[],
): Taken | { readonly prior: Outcome | Stored } {
  const outcome = outcomeIn(prior, digest);
  if (outcome !== undefined) return { prior: outcome };
  const made = begin(start, kind, { studentId: null, org, path, near: path }, null, versionIn(inForce));
  return { target: made, held: new Map([[made.id, made]]) };
}
