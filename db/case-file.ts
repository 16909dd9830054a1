import type { StreamKind } from '#domain/stream';
import type { CaseRecord, Receipt, StreamRecord } from './proof.ts';
import type { EventRow } from './queries/facts.ts';

/** Number of the format; a file of another one is refused. */
const FORMAT = 1;

/** A file that cannot be read as an exported case; `line` from 1. */
export class NotACaseFile extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`line ${line}`);
    this.line = line;
  }
}

/**
 * A case as JSON lines: a head, then each stream, its rows in order of version, then what acts were answered. Bytes stand as the text that was hashed, so
 * that `sha256sum` of one value proves one row without any program of ours.
 */
export function writeCaseFile({ caseId, streams, receipts }: CaseRecord): string {
  const lines: object[] = [{ line: 'case', format: FORMAT, case: caseId }];
  for (const { events, duties: _live, head, ...stream } of streams) {
    lines.push({ line: 'stream', ...stream, head: head.toString('hex') });
    for (const { bytes, prev, hash, ...row } of events)
      lines.push({
        line: 'row',
        stream: stream.id,
        ...row,
        ...written(bytes),
        prev: prev.toString('hex'),
        hash: hash.toString('hex'),
      });
  }
  for (const receipt of receipts) lines.push({ line: 'receipt', ...receipt });
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Text where the bytes are text, else base64: a damaged row must come out of the file as damaged as it went in. */
function written(bytes: Buffer): { readonly text: string } | { readonly base64: string } {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { base64: bytes.toString('base64') };
}

/** Reads it back. Throws NotACaseFile. */
export function readCaseFile(content: string): CaseRecord {
  const streams: (Omit<StreamRecord, 'events'> & { readonly events: EventRow[] })[] = [];
  const receipts: Receipt[] = [];
  let caseId: string | undefined;
  for (const [index, line] of content.split('\n').entries()) {
    if (line === '') continue;
    const fields = fieldsOf(line, index + 1);
    const kind = fields['line'];
    if (kind === 'case' && fields['format'] === FORMAT) caseId = textOf(fields, 'case', index + 1);
    else if (kind === 'stream') streams.push(streamOf(fields, index + 1));
    else if (kind === 'receipt') receipts.push(receiptOf(fields, index + 1));
    else if (kind === 'row') {
      const owner = streams.find((stream) => stream.id === fields['stream']);
      if (owner === undefined) throw new NotACaseFile(index + 1);
      owner.events.push(rowOf(fields, index + 1));
    } else throw new NotACaseFile(index + 1);
  }
  if (caseId === undefined) throw new NotACaseFile(1);
  return { caseId, streams, receipts };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(line: string, number: number): Fields {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read === 'object' && read !== null) return read as Fields;
  } catch {
    // Said below: which line.
  }
  throw new NotACaseFile(number);
}

function textOf(fields: Fields, name: string, line: number): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new NotACaseFile(line);
  return value;
}

function numberOf(fields: Fields, name: string, line: number): number {
  const value = fields[name];
  if (typeof value !== 'number') throw new NotACaseFile(line);
  return value;
}

function streamOf(fields: Fields, line: number): Omit<StreamRecord, 'events'> & { readonly events: EventRow[] } {
  const optional = (name: string) => (fields[name] === null ? null : textOf(fields, name, line));
  return {
    id: textOf(fields, 'id', line),
    kind: textOf(fields, 'kind', line) as StreamKind,
    version: numberOf(fields, 'version', line),
    head: Buffer.from(textOf(fields, 'head', line), 'hex'),
    state: fields['state'],
    stage: optional('stage'),
    level: optional('level'),
    open: fields['open'] === true,
    nextDueAt: fields['nextDueAt'] === null ? null : numberOf(fields, 'nextDueAt', line),
    duties: null,
    events: [],
  };
}

function rowOf(fields: Fields, line: number): EventRow {
  const hex = (name: string) => Buffer.from(textOf(fields, name, line), 'hex');
  const text = fields['text'];
  const bytes =
    typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(textOf(fields, 'base64', line), 'base64');
  return {
    version: numberOf(fields, 'version', line),
    act: fields['act'] === null ? null : textOf(fields, 'act', line),
    actor: textOf(fields, 'actor', line),
    type: textOf(fields, 'type', line),
    at: numberOf(fields, 'at', line),
    bytes,
    prev: hex('prev'),
    hash: hex('hash'),
  };
}

function receiptOf(fields: Fields, line: number): Receipt {
  return {
    stream: textOf(fields, 'stream', line),
    version: numberOf(fields, 'version', line),
    head: textOf(fields, 'head', line),
  };
}
