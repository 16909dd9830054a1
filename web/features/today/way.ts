import { pageOf } from '#web/parts/duty-acts.ts';
import type { Line } from './duties.ts';

/** The page of the stream that a duty stands in, with the form of its act open where that page has forms. */
export function wayTo({ stream, streamKind, stage, case: caseId, kind }: Line, act?: string) {
  if (streamKind !== 'case') return { to: pageOf(streamKind, stream, caseId) };
  if (stage === 'crisis' && kind.startsWith('crisis')) return { to: `/crisis/${stream}` };
  return { to: pageOf(streamKind, stream, caseId), search: act === undefined ? {} : { act } };
}
