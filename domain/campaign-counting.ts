import type { CampaignState, PupilCount, Standing } from './campaign-state.ts';

/** Rows of a campaign's pupils, counted by the class under which the campaign counts them and by where they stand. */
export interface StandingCount {
  readonly class: string;
  readonly state: Standing;
  readonly count: number;
}

/** Where a pupil can be when an answer comes in. */
const BEFORE_ANSWERING = ['waiting', 'invited', 'owned', 'settled', 'refused'] as const satisfies readonly Standing[];

/**
 * Answers that stand in the pupils' rows and not yet in the campaign's counts: a sheet is stored without waiting for the campaign. Where a pupil came
 * from is told by where the counts hold more pupils than the rows do.
 */
export function uncounted({ classes }: CampaignState, places: readonly StandingCount[]): readonly PupilCount[] {
  return classes.flatMap((one) => {
    const rowsAt = (state: Standing) => totalAt(places, one.class, state);
    let left = rowsAt('answered') - one.answered;
    return BEFORE_ANSWERING.flatMap((from) => {
      const count = Math.min(left, one[from] - rowsAt(from));
      if (count <= 0) return [];
      left -= count;
      return [{ class: one.class, from, count }];
    });
  });
}

function totalAt(places: readonly StandingCount[], id: string, state: Standing): number {
  return places.filter((one) => one.class === id && one.state === state).reduce((sum, { count }) => sum + count, 0);
}

/** Counts by class, as commands name them. */
export function byClass<S extends Standing>(pupils: readonly { readonly class: string }[], from: S): PupilCount<S>[] {
  const counts = new Map<string, number>();
  for (const pupil of pupils) counts.set(pupil.class, (counts.get(pupil.class) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({ class: id, from, count }));
}
