import { pageOf } from './duty-acts.ts';
import { recordPage } from './record-page.ts';

/** Where a duty stands. */
export interface Place {
  readonly stream: string;
  readonly streamKind: string;
  readonly stage: string | null;
  readonly case: string | null;
  readonly kind: string;
  readonly record: { readonly kind: string; readonly id: string } | null;
  /** What it asks to look at. */
  readonly watches?: { readonly kind: string; readonly id: string } | null;
}

/** Not an act of the engine: to look at what the duty watches. */
export const LOOK = 'look';

/** The page of the stream that a duty stands in, with the form of its act open where that page has forms. */
export function wayTo({ stream, streamKind, stage, case: caseId, kind, record, watches = null }: Place, act?: string) {
  if (watches !== null && act === LOOK) return { to: pageOf(watches.kind, watches.id, stream) };
  if (streamKind === 'record') return { to: record === null ? '/programme' : recordPage(record) };
  if (streamKind === 'followUp' && act !== undefined)
    return { to: pageOf(streamKind, stream, caseId), search: { act } };
  if (streamKind !== 'case') return { to: pageOf(streamKind, stream, caseId) };
  if (stage === 'crisis' && kind.startsWith('crisis')) return { to: `/crisis/${stream}` };
  return { to: pageOf(streamKind, stream, caseId), search: act === undefined ? {} : { act } };
}
