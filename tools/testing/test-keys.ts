import type { KeyRing } from '#adapters/temporal/codec';

/** Seals what tests send to Temporal; recorded histories are sealed with it, so it never changes. */
export const TEST_KEYS: KeyRing = { current: 'test', keys: { test: new Uint8Array(32).fill(7) } };
