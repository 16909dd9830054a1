import type { Line } from './duties.ts';

/** A ring that is this near comes before a person has thought twice. */
const NEAR_MS = 60_000;
const CALM = ['L0', 'L1', 'L2', 'L3'];

/**
 * Whether saying that one has it may be held back for `heldMs`. Never in a crisis or at red, never of a case whose level nobody knows, and never when the
 * chain would call the next person meanwhile.
 */
export function mayWait({ level, stage, streamKind, dueAt }: Line, at: number, heldMs: number): boolean {
  if (dueAt - at < heldMs + NEAR_MS) return false;
  const ofChild = streamKind !== 'campaign' && streamKind !== 'record';
  if (!ofChild) return true;
  return stage !== 'crisis' && CALM.includes(level ?? '');
}
