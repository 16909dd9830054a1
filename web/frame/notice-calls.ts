import type { Notice } from './live.ts';

/** Everything that called one to the same duty. */
export interface Calls {
  readonly last: Notice;
  /** Of all of them. */
  readonly ids: readonly string[];
}

/** Notices by the duty that they call to, in the order of the newest: a duty that rang through the night is one line. `notices`: the newest first. */
export function callsOf(notices: readonly Notice[]): readonly Calls[] {
  const found = new Map<string, Calls>();
  for (const notice of notices) {
    const key = `${notice.stream} ${notice.duty}`;
    const { last = notice, ids = [] } = found.get(key) ?? {};
    found.set(key, { last, ids: [...ids, notice.id] });
  }
  return [...found.values()];
}
