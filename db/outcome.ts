import { isUncovered } from '#domain/calendar';
import type { Duty } from '#domain/duty';
import type { Instant } from '#domain/instant';
import { clockOf } from '#domain/policy';
import { nextStepOf, type Rules, type StreamId, type StreamKind } from '#domain/stream';
import type { Act } from './act.ts';
import { projectionOf } from './stream-row.ts';
import { type Rows, writeRows } from './rows.ts';
import { type Answered, type Call, callIn, type Transaction } from './transaction.ts';
import type { Held } from './working-set.ts';

/** The same key with another body: neither is done again. */
export class KeyReused extends Error {}

/** 200 means recorded for good: where the stream stands after the act, and the head of its chain as a receipt. */
export interface Recorded {
  readonly status: 'recorded';
  readonly stream: StreamId;
  readonly kind: StreamKind;
  readonly version: number;
  /** Hex SHA-256 of the last fact. */
  readonly head: string;
  readonly stage: string;
  readonly level: string | null;
  readonly open: boolean;
  readonly at: Instant;
  /** The next step of any live duty; null when closed. */
  readonly nextDueAt: Instant | null;
  readonly nextDuty: {
    readonly id: string;
    readonly kind: string;
    readonly holder: string;
    readonly limitAt: Instant;
  } | null;
  /** Codes of what somebody should know about it. calendarUncovered: a limit lies on days that no list covers. Old outcomes have none. */
  readonly warnings?: readonly string[];
  /** Every stream touched, for the wake. */
  readonly touched: readonly { readonly id: StreamId; readonly kind: StreamKind; readonly version: number }[];
}
export interface RefusedOutcome {
  readonly status: 'refused';
  readonly stream: StreamId | null;
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** A sheet in which nothing calls for a person now: kept, and no stream was touched. */
export interface Stored {
  readonly status: 'stored';
  readonly stream: null;
  readonly sheet: string;
  readonly at: Instant;
}
/** A row beside the streams, such as a consent: `id` says which. */
export interface Kept {
  readonly status: 'kept';
  readonly stream: null;
  readonly id: string;
  readonly at: Instant;
}
export type Outcome = Recorded | RefusedOutcome;

export interface Written {
  readonly id: StreamId;
  readonly kind: StreamKind;
  readonly version: number;
  readonly head: Buffer;
}

export function outcomeOf(target: Held, written: readonly Written[], rules: Ruled, at: Instant): Recorded {
  const { state } = target;
  const own = written.find((one) => one.id === target.id);
  const next = state.open
    ? [...state.duties].sort((a, b) => a.limitAt - b.limitAt || Number(a.id) - Number(b.id))[0]
    : undefined;
  return {
    status: 'recorded',
    stream: target.id,
    kind: target.kind,
    version: state.version,
    head: (own?.head ?? target.row?.headHash ?? Buffer.alloc(0)).toString('hex'),
    stage: state.stage,
    level: projectionOf(target.kind, state).level,
    open: state.open,
    at,
    nextDueAt: nextStepOf(state),
    nextDuty: next === undefined ? null : { id: next.id, kind: next.kind, holder: next.holder, limitAt: next.limitAt },
    warnings: state.duties.some((duty) => isBeyond(rules, duty)) ? ['calendarUncovered'] : [],
    touched: written.map(({ id, kind, version }) => ({ id, kind, version })),
  };
}

type Ruled = Pick<Rules, 'policy' | 'calendar'>;

function isBeyond({ policy, calendar }: Ruled, { clock, openedAt, limitAt }: Duty): boolean {
  return isUncovered(calendar, clockOf(policy, clock).limit.basis, openedAt, limitAt);
}

/** What this actor was answered under this key, or undefined. Throws KeyReused when the body was another. */
export async function priorOutcome<O extends Outcome | Stored | Kept = Outcome>(
  tx: Transaction,
  actorId: string,
  actKey: string,
  digest: Buffer,
): Promise<O | undefined> {
  return outcomeIn<O>(await callIn(tx, priorOf(actorId, actKey)), digest);
}

/** The same as a call, and what it has found. */
export function priorOf(actorId: string, actKey: string): Call {
  return { text: 'select digest, outcome from acts where actor = $1 and act_key = $2', parameters: [actorId, actKey] };
}

export function outcomeIn<O extends Outcome | Stored | Kept = Outcome>(
  [row]: readonly Answered[],
  digest: Buffer,
): O | undefined {
  if (row === undefined) return undefined;
  return checkedOutcome({ digest: row.digest as Buffer, outcome: row.outcome }, digest); // a column of bytes
}

/** A stored outcome, if it answers this request. Throws KeyReused. */
export function checkedOutcome<O = Outcome>(
  stored: { readonly digest: Buffer; readonly outcome: unknown },
  digest: Buffer,
): O {
  if (!stored.digest.equals(digest)) throw new KeyReused();
  // Written by recordAct under this key, with this digest.
  return stored.outcome as O;
}

/** The act itself, refused or not, and its line in the audit. Without them the transaction fails, and with it the act. */
export function rowsOfAct(act: Act, actorId: string, at: Instant, outcome: Outcome | Stored | Kept): Rows {
  const { stream } = outcome;
  return {
    asked: [
      {
        actor: actorId,
        actKey: act.actKey,
        digest: act.digest,
        // A refusal is kept even where the stream itself is out of the asker's sight, so it names none.
        streamId: outcome.status === 'recorded' ? stream : null,
        outcome,
        at,
      },
    ],
    lines: [
      {
        at,
        person: actorId,
        role: act.actor.role,
        action: outcome.status === 'refused' ? `${act.command.act}:${outcome.code}` : act.command.act,
        studentId: 'student' in act.target ? act.target.student : null,
        streamId: stream,
        reason: act.reason ?? null,
        requestId: act.request ?? null,
      },
    ],
  };
}

/** Writes both. */
export async function recordAct<O extends Outcome | Stored | Kept>(
  tx: Transaction,
  act: Act,
  actorId: string,
  at: Instant,
  outcome: O,
): Promise<O> {
  await writeRows(tx, rowsOfAct(act, actorId, at, outcome));
  return outcome;
}
