import type { Day } from '#domain/instant';
import { type Refusal, refuse } from '#domain/problem';

/** An organisation as a change of the tree sees it. */
export interface TreePlace {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  readonly parent: string | null;
  /** Civil day from which it is there. */
  readonly since: Day;
  readonly closed: boolean;
}

/** `moved`: hangs under `other` from `day` on. `merged`: goes into `other`, with everything below it, and ends. */
export interface TreeChange {
  readonly act: 'moved' | 'merged';
  readonly day: Day;
  readonly place: TreePlace;
  readonly other: TreePlace;
  /** Day of the last change of the place, if there was one. */
  readonly lastChange: Day | null;
  readonly today: Day;
}

/** Under what an organisation can hang. A class stays with its school; the city and its centre stay where they are. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  school: ['county', 'city'],
  committee: ['county', 'city'],
  hospital: ['county', 'city'],
};
/** What can go into another of its kind. A hospital is asked by name in consents: it does not become another. */
const MERGING: readonly string[] = ['school', 'county'];

/**
 * Whether a change of the tree can be: null, or why not (`fieldInvalid` with the field, `notOpen` for what has ended). It is told on its day or later,
 * never ahead, and never before what the history says already.
 */
export function judgeTreeChange({ act, day, place, other, lastChange, today }: TreeChange): Refusal | null {
  if (place.closed || other.closed) return refuse('notOpen');
  if (place.id === other.id || other.path.startsWith(place.path)) return refuse('fieldInvalid', { field: 'to' });
  const fits =
    act === 'merged'
      ? MERGING.includes(place.kind) && other.kind === place.kind
      : PARENTS[place.kind]?.includes(other.kind) === true && place.parent !== other.id;
  if (!fits) return refuse('fieldInvalid', { field: 'to' });
  const known = lastChange === null ? [place.since, other.since] : [place.since, other.since, lastChange];
  const tooEarly = known.some((earlier) => day <= earlier);
  return tooEarly || day > today ? refuse('fieldInvalid', { field: 'day' }) : null;
}
