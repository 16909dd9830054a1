import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { type KeyRing, payloadCodec } from './codec.ts';

/** Absolute path of the failure converter, for clients, workers and the bundler; `.js` in the built tree. */
export const failureConverterPath = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './failure-converter.ts' : './failure-converter.js', import.meta.url),
);

/** How everything we send to Temporal is written: JSON, failures encoded, all sealed with the ring's current key. */
export function dataConverter(ring: KeyRing): DataConverter {
  return { failureConverterPath, payloadCodecs: [payloadCodec(ring)] };
}
