import type { DutyFact } from '#domain/duty';

const CALLED = 'dutyCalled' satisfies DutyFact['type'];
/** So many calls in a row are told one by one. */
const TOLD = 2;

interface Called {
  readonly call?: boolean;
}

interface Run<T> {
  readonly shown: readonly T[];
  readonly folded: readonly T[];
}

/** Calls that follow one another are one run: a night in which nobody hears must not bury what people did. */
export function runsOf<T extends Called>(entries: readonly T[]): readonly Run<T>[] {
  const runs: T[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (entry.call === true && last?.[0]?.call === true) last.push(entry);
    else runs.push([entry]);
  }
  return runs.map((run) =>
    run.length <= TOLD + 1 ? { shown: run, folded: [] } : { shown: run.slice(0, TOLD), folded: run.slice(TOLD) },
  );
}

/** The newest first, down to the `most`th thing that people did; the calls between come along and are not counted. */
export function newestOf<T extends Called>(oldestFirst: readonly T[], most: number): readonly T[] {
  const newest = oldestFirst.toReversed();
  const acts = newest.flatMap(({ call }, at) => (call === true ? [] : [at]));
  const last = acts[most - 1];
  return last === undefined ? newest : newest.slice(0, last + 1);
}

/** What is behind an entry is that somebody was called, and nothing else. */
export function isCall(facts: readonly { readonly fact: unknown }[]): boolean {
  return facts.length > 0 && facts.every(({ fact }) => (fact as { readonly type?: unknown }).type === CALLED); // facts are the domain's
}
