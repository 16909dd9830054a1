import type { Instant } from '#domain/instant';
import type { StreamKind, StreamState } from '#domain/stream';
import type { StoredFact } from './queries/facts.ts';
import { rulesOf } from './streams.ts';

/** One transaction's worth of a stream: its state before and after, and the facts between. */
export interface Stretch {
  readonly at: Instant;
  readonly actor: string;
  readonly before: StreamState;
  readonly after: StreamState;
}

/** Where a fold may stop: after this version, or with the last fact that is not later than this instant (T7). */
export type Until = { readonly version: number } | { readonly at: Instant };

/** The state that the facts make, with the functions that made it the first time. */
export function foldFacts(kind: StreamKind, facts: readonly StoredFact[], until?: Until): StreamState {
  const { initial, evolve } = rulesOf(kind);
  return facts
    .filter((one) => until === undefined || reaches(until, one))
    .reduce((state, one) => evolve(state, one.fact, one.at), initial);
}

function reaches(until: Until, { version, at }: StoredFact): boolean {
  return 'version' in until ? version <= until.version : at <= until.at;
}

/** The stream's life, transaction by transaction: facts of one act key stand or fall together. */
export function stretchesOf(kind: StreamKind, facts: readonly StoredFact[]): readonly Stretch[] {
  const { initial, evolve } = rulesOf(kind);
  const stretches: Stretch[] = [];
  let state = initial;
  let last: StoredFact | undefined;
  for (const one of facts) {
    const after = evolve(state, one.fact, one.at);
    const open = stretches.at(-1);
    const same = last !== undefined && last.act === one.act && last.actor === one.actor && last.at === one.at;
    if (open !== undefined && same) stretches[stretches.length - 1] = { ...open, after };
    else stretches.push({ at: one.at, actor: one.actor, before: state, after });
    state = after;
    last = one;
  }
  return stretches;
}
