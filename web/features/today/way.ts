import { pageOf } from '#web/parts/duty-acts.ts';
import type { Line } from './duties.ts';

/** The page of the stream that a duty stands in, with the form of its act open where that page has forms. */
export function wayTo({ stream, streamKind, stage, case: caseId, kind, record }: Line, act?: string) {
  if (streamKind === 'record') return { to: recordPage(record) };
  if (streamKind === 'followUp' && act !== undefined)
    return { to: pageOf(streamKind, stream, caseId), search: { act } };
  if (streamKind !== 'case') return { to: pageOf(streamKind, stream, caseId) };
  if (stage === 'crisis' && kind.startsWith('crisis')) return { to: `/crisis/${stream}` };
  return { to: pageOf(streamKind, stream, caseId), search: act === undefined ? {} : { act } };
}

function recordPage(record: Line['record']): string {
  if (record === null) return '/programme';
  return record.kind === 'report' ? `/reports/${record.id}` : `/records/${record.kind}/${record.id}`;
}
