import { inArray } from 'drizzle-orm';
import { type DutyAbout, dutyAbout } from '#domain/duty-about';
import type { DutyKind } from '#domain/policy';
import type { StreamState } from '#domain/stream';
import { streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

interface Line {
  readonly stream: string;
  readonly kind: string;
  readonly subject: string | null;
}

const NOTHING: DutyAbout = { signs: null, watches: null };
/** Their subject is a place in the state of their stream; the others are about the stream as a whole. */
const SAID_BY_STATE: ReadonlySet<string> = new Set(['coSign', 'secondSignature', 'watch']);

/** What these duties are about, from the streams in which one is about something of its own; no other is read. */
export async function aboutDuties(tx: Transaction, lines: readonly Line[]): Promise<(line: Line) => DutyAbout> {
  const ids = [...new Set(lines.filter(({ kind }) => SAID_BY_STATE.has(kind)).map(({ stream }) => stream))];
  if (ids.length === 0) return () => NOTHING;
  const rows = await tx.select({ id: streams.id, state: streams.state }).from(streams).where(inArray(streams.id, ids));
  const states = new Map(rows.map(({ id, state }) => [id, state as StreamState])); // written by commit() with the rules of its kind
  return ({ stream, kind, subject }) => {
    const state = states.get(stream);
    return state === undefined ? NOTHING : dutyAbout({ kind: kind as DutyKind, subject }, state); // written by the domain
  };
}
