import { standing } from '#domain/campaign-evolve';
import type { CampaignState, ClassCount, PupilCount, Standing } from '#domain/campaign-state';
import type { PlaceCount, SilentPlace } from '#db/queries/campaign-places';

/**
 * Where a pupil can be when an answer comes in. Acts count whom an owner has looked after and the rows do not say who it was: nobody loses an owner by
 * a guess, so those looked after count before those who still have one.
 */
const BEFORE_ANSWERING = [['waiting'], ['invited'], ['settled', 'owned'], ['refused']] as const;

/**
 * Answers that stand in the pupils' rows and not yet in the campaign's counts: a sheet is stored without waiting for the campaign. Where a pupil came
 * from is told by where the counts hold more pupils than the rows do.
 */
export function uncounted(state: CampaignState, places: readonly PlaceCount[]): readonly PupilCount[] {
  let left = placesAt(places, ['answered']) - standing(state, 'answered');
  const found: PupilCount[] = [];
  for (const from of BEFORE_ANSWERING)
    for (const gap of gaps(state, places, from)) {
      let open = Math.min(gap.count, left);
      for (const one of from) {
        const count = Math.min(open, standing(state, one, gap.class));
        if (count <= 0) continue;
        found.push({ class: gap.class, from: one, count });
        open -= count;
        left -= count;
      }
    }
  return found;
}

/** By how much the counts exceed the rows, class by class. A pupil who changed class is missing in one and too many in another: no gap in all. */
function gaps({ classes }: CampaignState, places: readonly PlaceCount[], from: readonly Standing[]) {
  const counted = (one: ClassCount) => from.reduce((sum, at) => sum + one[at], 0);
  let whole = classes.reduce((sum, one) => sum + counted(one), 0) - placesAt(places, from);
  return classes.flatMap((one) => {
    const count = Math.min(whole, counted(one) - placesAt(places, from, one.class));
    if (count <= 0) return [];
    whole -= count;
    return [{ class: one.class, count }];
  });
}

function placesAt(places: readonly PlaceCount[], states: readonly string[], ofClass?: string): number {
  return places
    .filter((one) => states.includes(one.state) && (ofClass === undefined || one.class === ofClass))
    .reduce((sum, one) => sum + one.count, 0);
}

/** A pupil under the class that the campaign counts the pupil in. */
export interface Counted extends SilentPlace {
  readonly class: string;
}

/** Who changed class since the plan is counted where the plan still has one more than it has pupils. */
export function countedIn(state: CampaignState, places: readonly SilentPlace[]): readonly Counted[] {
  const room = new Map<string, number>();
  for (const one of state.classes)
    for (const from of ['waiting', 'invited'] as const) room.set(`${from} ${one.class}`, one[from]);
  const roomIn = (from: string, id: string) => room.get(`${from} ${id}`) ?? 0;
  return places.flatMap((place) => {
    const own = place.class !== null && roomIn(place.from, place.class) > 0 ? place.class : undefined;
    const id = own ?? state.classes.find((one) => roomIn(place.from, one.class) > 0)?.class;
    if (id === undefined) return [];
    room.set(`${place.from} ${id}`, roomIn(place.from, id) - 1);
    return [{ ...place, class: id }];
  });
}

/** Counts by class, as commands name them. */
export function byClass<S extends Standing>(pupils: readonly { readonly class: string }[], from: S): PupilCount<S>[] {
  const counts = new Map<string, number>();
  for (const pupil of pupils) counts.set(pupil.class, (counts.get(pupil.class) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({ class: id, from, count }));
}
