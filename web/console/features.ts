import { today } from '#web/features/today/feature.tsx';
import type { Feature } from '#web/frame/feature.ts';

/** Every part of the console: one line each. Order matters to nobody but the reader. */
export const FEATURES: readonly Feature[] = [today];
