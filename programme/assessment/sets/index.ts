import type { IndicatorSet } from '#programme/assessment/indicator';
import { countyV1 } from './county-v1.ts';
import { headV1 } from './head-v1.ts';
import { schoolV1 } from './school-v1.ts';

/** Every version of every set; an assessment names the one that it was made by. */
export const INDICATOR_SETS: readonly IndicatorSet[] = [countyV1, schoolV1, headV1];
