import { guardiansBlocked } from './case-owed.ts';
import type { CaseState } from './case-state.ts';
import { type Refusal, refuse } from './problem.ts';
import type { Rules } from './stream.ts';

/**
 * N10, 未保法 11: no contact with a guardian who is a danger, nor with any once abuse is flagged; beside a flagged guardian an unknown person is nobody
 * to hand a child to. Where nobody is flagged, a gap in the list of guardians blocks nothing at level 4 or in a crisis (N13), nor a list that has
 * nobody at all.
 */
export function contactRefused(
  state: CaseState,
  { guardians, ...rules }: Rules,
  id: string | null,
): Refusal | undefined {
  if (guardiansBlocked(state, { guardians, ...rules })) return refuse('guardianFlagged');
  if (id === null || id === '') return refuse('fieldMissing', { field: 'guardian' });
  const known = guardians.find((guardian) => guardian.id === id);
  if (known?.danger === true) return refuse('guardianFlagged');
  const flagged = guardians.some((guardian) => guardian.danger);
  const urgent = state.level === 'L4' || state.stage === 'crisis';
  const gap = !flagged && (urgent || guardians.length === 0);
  return known === undefined && !gap ? refuse('fieldInvalid', { field: 'guardian' }) : undefined;
}
