import { getTableColumns } from 'drizzle-orm';
import type { ConsentRef, GuardianRef, Sibling, StreamId } from '#domain/stream';
import type { Instant } from '#domain/instant';
import { instantToText, textToInstant } from './schema/columns.ts';
import { streams } from './schema/index.ts';
import type { StreamRow } from './stream-row.ts';
import type { Answered, Call } from './transaction.ts';

/** What the rules of one student are read from, as it stood when the rows were locked. */
export interface Surroundings {
  /** The place whose roster this is, and the hospital that stands beside it. */
  readonly near: string;
  readonly hospital: string | null;
  readonly roster: readonly (readonly [post: string, person: string])[];
  readonly siblings: readonly Sibling[];
  readonly guardians: readonly GuardianRef[];
  readonly consents: readonly ConsentRef[];
  /** When the calendar was last entered; 0 = never. */
  readonly calendarStamp: Instant;
}

/** Rows locked for an act, or the answer that its key already has. */
export type Locked =
  | { readonly prior: { readonly digest: Buffer; readonly outcome: unknown } }
  | {
      readonly prior: null;
      /** The case first. */
      readonly rows: readonly StreamRow[];
      /** The student's school and place; null without a student. The school only when a student was asked for. */
      readonly school: string | null;
      readonly place: string | null;
      readonly around: Surroundings;
    };

interface Answer {
  readonly prior?: { readonly digest: string; readonly outcome: unknown };
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly school: string | null;
  readonly place: string | null;
  readonly hospital: string | null;
  readonly posts: Surroundings['roster'] | null;
  readonly siblings: readonly Sibling[] | null;
  readonly guardians: readonly GuardianRef[] | null;
  readonly consents: readonly ConsentRef[] | null;
  readonly stamp: string | null;
}

/**
 * Locks what an act is done to, opens those rows to whoever asks for the length of the transaction, and reads what the rules need: one round trip
 * (the function app.hold). `now`: when the act was asked; the roster is that of the instant at which it will stand.
 */
export function holding(
  target: { readonly stream: StreamId } | { readonly student: string },
  actorId: string,
  actKey: string,
  now: Instant,
): Call {
  const stream = 'stream' in target ? target.stream : null;
  const student = 'student' in target ? target.student : null;
  return {
    text: 'select app.hold($1, $2, $3, $4, $5) as held',
    parameters: [stream, student, actorId, actKey, instantToText(now)],
  };
}

/** What holding() has found. Null: no such stream or student. */
export function lockedIn([row]: readonly Answered[]): Locked | null {
  const held = (row?.held ?? null) as Answer | null; // as app.hold builds it
  if (held === null) return null;
  if (held.prior !== undefined)
    return { prior: { digest: Buffer.from(held.prior.digest, 'hex'), outcome: held.prior.outcome } };
  const { school, place, hospital } = held;
  const rows = held.rows.map(streamRow);
  const around = {
    near: place ?? rows[0]?.homePath ?? '',
    hospital,
    roster: held.posts ?? [],
    siblings: held.siblings ?? [],
    guardians: held.guardians ?? [],
    consents: held.consents ?? [],
    calendarStamp: held.stamp === null ? 0 : textToInstant(held.stamp),
  };
  return { prior: null, rows, school, place, around };
}

const COLUMNS = Object.entries(getTableColumns(streams));

/** Bytes as to_jsonb writes them: `\\x` and hex. */
function bytesText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('bytes are read as text');
  return value.slice(2);
}

/** A row as to_jsonb writes it, in the types of the table. */
function streamRow(json: Readonly<Record<string, unknown>>): StreamRow {
  const fields = COLUMNS.map(([key, column]) => {
    const value = json[column.name];
    if (value === null || value === undefined) return [key, null];
    if (column.getSQLType() === 'bytea') return [key, Buffer.from(bytesText(value), 'hex')];
    return [key, column.mapFromDriverValue(value)];
  });
  // Every column of the table is there, with the type that the table gives it.
  return Object.fromEntries(fields) as StreamRow;
}
