import { isDeepStrictEqual } from 'node:util';
import { nextStepOf, type StreamId, type StreamKind } from '#domain/stream';
import { type ChainFault, unlink, verifyChain } from './chain.ts';
import { type EventRow, factsIn } from './queries/facts.ts';
import { foldFacts } from './refold.ts';
import { projectionOf } from './stream-row.ts';

/** One stream of a case as it is stored, with everything that its facts are measured by. */
export interface StreamRecord {
  readonly id: StreamId;
  readonly kind: StreamKind;
  readonly version: number;
  readonly head: Buffer;
  readonly state: unknown;
  readonly stage: string | null;
  readonly level: string | null;
  readonly open: boolean;
  /** Epoch ms. */
  readonly nextDueAt: number | null;
  readonly events: readonly EventRow[];
  /** Live duties; null where they were not kept (an exported file). */
  readonly duties: readonly { readonly id: string; readonly holder: string; readonly dueAt: number }[] | null;
}

/** What an act was answered: where its stream stood, and the hash of the last fact. Whoever asked has it too. */
export interface Receipt {
  readonly stream: StreamId;
  readonly version: number;
  /** Hex. */
  readonly head: string;
}

export interface CaseRecord {
  readonly caseId: StreamId;
  readonly streams: readonly StreamRecord[];
  readonly receipts: readonly Receipt[];
}

/** Something that is not as it was written. `version`: the row it was found at; null when it is about the whole stream. */
export interface Finding {
  readonly stream: StreamId;
  readonly kind: StreamKind | null;
  readonly fault:
    | ChainFault['fault']
    | 'receiptDiffers'
    | 'stateDiffers'
    | 'dutiesDiffer'
    | 'streamMissing'
    | 'streamAdded';
  readonly version: number | null;
}

/** What was looked at, and everything wrong with it; no finding = the case is as it was written. */
export interface Proof {
  readonly caseId: StreamId;
  readonly streams: readonly {
    readonly id: StreamId;
    readonly kind: StreamKind;
    readonly facts: number;
    readonly head: string;
  }[];
  readonly receipts: number;
  readonly findings: readonly Finding[];
}

/** Recomputes the chains of a case and of every stream that serves it, from the stored bytes alone; needs no database. */
export function prove({ caseId, streams, receipts }: CaseRecord): Proof {
  const broken = streams.flatMap(chainFindings);
  const faulty = new Set(broken.map((finding) => finding.stream));
  const whole = streams.filter((stream) => !faulty.has(stream.id));
  return {
    caseId,
    streams: streams.map(({ id, kind, events, head }) => ({
      id,
      kind,
      facts: events.length,
      head: head.toString('hex'),
    })),
    receipts: receipts.length,
    findings: [
      ...broken,
      ...whole.flatMap((stream) => receiptFindings(stream, receipts)),
      ...whole.flatMap(stateFindings),
      ...familyFindings(caseId, streams, faulty),
    ],
  };
}

function chainFindings({ id, kind, events, version, head }: StreamRecord): readonly Finding[] {
  // A database gives them in order; a file may not.
  const astray = events.find((row, index) => index > 0 && row.version < (events[index - 1]?.version ?? 0));
  if (astray !== undefined) return [{ stream: id, kind, fault: 'reordered', version: astray.version }];
  const fault = verifyChain(id, events, { version, hash: head });
  return fault === undefined ? [] : [{ stream: id, kind, ...fault }];
}

/** Somebody who can rewrite a whole chain with its head still cannot change what the askers were answered. */
function receiptFindings({ id, kind, events }: StreamRecord, receipts: readonly Receipt[]): readonly Finding[] {
  return receipts.flatMap((receipt): Finding[] => {
    if (receipt.stream !== id) return [];
    const hash = events[receipt.version - 1]?.hash.toString('hex');
    return hash === receipt.head ? [] : [{ stream: id, kind, fault: 'receiptDiffers', version: receipt.version }];
  });
}

/** Lists, worklists and rules read the folded state: it must be what the facts make. */
function stateFindings(record: StreamRecord): readonly Finding[] {
  const { id, kind, events, duties } = record;
  const folded = foldFacts(kind, factsIn(events));
  const { stage, level } = projectionOf(kind, folded);
  const said = [record.state, record.stage, record.level, record.open, record.nextDueAt];
  const made = [JSON.parse(JSON.stringify(folded)), stage, level, folded.open, nextStepOf(folded)];
  const findings: Finding[] = isDeepStrictEqual(said, made)
    ? []
    : [{ stream: id, kind, fault: 'stateDiffers', version: null }];
  const owed = folded.duties.map(({ id: duty, holder, dueAt }) => ({ id: duty, holder, dueAt }));
  const byId = (a: { id: string }, b: { id: string }) => Number(a.id) - Number(b.id);
  if (duties !== null && !isDeepStrictEqual([...duties].sort(byId), owed.sort(byId)))
    findings.push({ stream: id, kind, fault: 'dutiesDiffer', version: null });
  return findings;
}

/** The case names every stream it started or was told of: none may be gone, none may have come from elsewhere. */
function familyFindings(
  caseId: StreamId,
  streams: readonly StreamRecord[],
  faulty: ReadonlySet<StreamId>,
): readonly Finding[] {
  const own = streams.find((stream) => stream.id === caseId);
  if (own === undefined) return [{ stream: caseId, kind: 'case', fault: 'streamMissing', version: null }];
  if (faulty.has(caseId)) return [];
  const linked = own.events.flatMap(({ bytes }) => {
    const { fact } = unlink(bytes);
    return Reflect.get(fact, 'type') === 'linked' ? [String(Reflect.get(fact, 'stream'))] : [];
  });
  const missing = linked.filter((id) => !streams.some((stream) => stream.id === id));
  const added = streams.filter((stream) => stream.id !== caseId && !linked.includes(stream.id));
  return [
    ...missing.map((stream): Finding => ({ stream, kind: null, fault: 'streamMissing', version: null })),
    ...added.map(({ id, kind }): Finding => ({ stream: id, kind, fault: 'streamAdded', version: null })),
  ];
}
