import { type Refusal, refuse } from './problem.ts';
import type { GuardianRef } from './stream.ts';

/**
 * Whether an act may have to do with this guardian: the guardian is the child's, and contact would not endanger the child (N10, 未成年人保护法 11).
 * Refuses `fieldInvalid` and `guardianFlagged`.
 */
export function guardianRefused(guardians: readonly GuardianRef[], id: string): Refusal | undefined {
  const guardian = guardians.find((known) => known.id === id);
  if (guardian === undefined) return refuse('fieldInvalid', { field: 'guardian' });
  return guardian.danger ? refuse('guardianFlagged') : undefined;
}
