import type { Instant } from '#domain/instant';
import type { Actor } from '#domain/role';
import type { StreamId, StreamKind } from '#domain/stream';
import type { SealedText } from './held-rows.ts';
import type { Stored } from './outcome.ts';
import type { Rows } from './rows.ts';
import type { AnyCommand } from './streams.ts';
import type { Answered, Call, Transaction } from './transaction.ts';
import type { DataKey, Keyring } from './vault/keyring.ts';

/** What commit() is handed: already parsed, allowed by can(). */
export interface Act {
  readonly target: Target;
  readonly actor: Actor;
  /** Unique for each wish of one actor; the same key asked again is answered as the first time. */
  readonly actKey: string;
  /** HMAC of the canonical request, taken before its texts were sealed: the same key with another body is refused. */
  readonly digest: Buffer;
  readonly command: AnyCommand;
  /**
   * Finishes the command from rows, behind the stream's lock and never for an act that was answered before: what it counts or leans on cannot move
   * until the act stands. Throws Refused; what it has written goes with the refusal.
   */
  readonly complete?: (
    tx: Transaction,
    command: AnyCommand,
    at: Instant,
    read: readonly (readonly Answered[])[],
  ) => Promise<AnyCommand | Keeping>;
  /** What `complete` leans on, read behind the lock in the same trip; it gets the rows of each. */
  readonly reading?: readonly Call[];
  /** Puts references in the place of a command's words, which never stand in a fact. The key is the student's, made when there is none. */
  readonly sealing?: { readonly ring: Keyring; readonly seal: (key: DataKey) => Sealed };
  /** Why and under which request, for the audit. */
  readonly reason?: string;
  readonly request?: string;
  /** Rows that must stand or fall with the act (an answer sheet), written with the facts. */
  readonly rows?: (where: Beside) => Rows;
  /** The same for rows that need a look at others first, written after the facts. */
  readonly beside?: (tx: Transaction, where: Beside) => Promise<void>;
}

/** Nothing that a stream must hear of: only these rows are kept, under the act's key. */
export interface Keeping {
  readonly keeps: Rows;
  readonly outcome: Stored;
  /** In whose name and as what it stands in the audit. */
  readonly actor: Actor;
  readonly name: string;
}

export interface Sealed {
  readonly command: AnyCommand;
  readonly texts: readonly SealedText[];
}

/** An act that is made in its own transaction, before anything is locked: `admit` asks can() and throws to refuse. */
export interface Admission {
  /** What it is judged by; travels with BEGIN. */
  readonly opening: Call;
  readonly admit: (tx: Transaction, found: readonly Answered[]) => Promise<Act>;
}

/** An open stream, or a new one that is nobody's case (a campaign, a record's life), or whatever case the student has or will have. */
export type Target =
  | { readonly stream: StreamId }
  | { readonly start: StreamId; readonly kind: 'campaign' | 'record'; readonly org: string; readonly path: string }
  | { readonly student: string };

export interface Beside {
  readonly stream: StreamId;
  readonly kind: StreamKind;
  readonly studentId: string | null;
  readonly at: Instant;
}
