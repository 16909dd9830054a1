import { pageOf } from '#web/parts/duty-acts.ts';
import { recordPage } from '#web/parts/record-page.ts';
import type { Line } from './duties.ts';

/** The page of the stream that a duty stands in, with the form of its act open where that page has forms. */
export function wayTo({ stream, streamKind, stage, case: caseId, kind, record }: Line, act?: string) {
  if (streamKind === 'record') return { to: record === null ? '/programme' : recordPage(record) };
  if (streamKind === 'followUp' && act !== undefined)
    return { to: pageOf(streamKind, stream, caseId), search: { act } };
  if (streamKind !== 'case') return { to: pageOf(streamKind, stream, caseId) };
  if (stage === 'crisis' && kind.startsWith('crisis')) return { to: `/crisis/${stream}` };
  return { to: pageOf(streamKind, stream, caseId), search: act === undefined ? {} : { act } };
}
