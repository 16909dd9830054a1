import type { Scale } from '#domain/scale';
import { ASQ } from './asq.ts';
import { GAD_7 } from './gad-7.ts';
import { PHQ_9 } from './phq-9.ts';
import { PHQ_A, PHQ_A_WITH_ASQ } from './phq-a.ts';

/** Every instrument in every version this release can score. A version once used stays here: stored results refer to it. */
export const SCALES: readonly Scale[] = [PHQ_9, PHQ_A, PHQ_A_WITH_ASQ, GAD_7, ASQ];

export type FoundScale = { readonly scale: Scale } | { readonly fault: 'unknownInstrument' | 'unknownVersion' };

/** The instrument of exactly this id and version; there is no nearest match and no newest version (N20, N21). */
export function findScale(id: string, version: string, among: readonly Scale[] = SCALES): FoundScale {
  const versions = among.filter((scale) => scale.id === id);
  if (versions.length === 0) return { fault: 'unknownInstrument' };
  const scale = versions.find((candidate) => candidate.version === version);
  return scale === undefined ? { fault: 'unknownVersion' } : { scale };
}
