/** While something is going on it is looked at this often; what does not move is looked at ever less often. */
const SOONEST_MS = 1_000;
const LATEST_MS = 30_000;
/** The next look comes after this part of the time that nothing has moved. */
const PART = 4;

interface Looked<T> {
  readonly state: { readonly data?: T | undefined; readonly dataUpdatedAt: number };
}

/** When a query is asked again, in ms, as `refetchInterval` wants it; false once nothing runs: then news over the live line move it. */
export function pacing<T>(runs: (data: T) => boolean): (query: Looked<T>) => number | false {
  let seen: T | undefined;
  let since = 0;
  return ({ state: { data, dataUpdatedAt } }) => {
    if (data === undefined || !runs(data)) return false;
    // An answer that equals the one before is the same object.
    if (data !== seen) since = dataUpdatedAt;
    seen = data;
    return Math.min(Math.max((dataUpdatedAt - since) / PART, SOONEST_MS), LATEST_MS);
  };
}
