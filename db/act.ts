import type { Instant } from '#domain/instant';
import type { Actor } from '#domain/role';
import type { StreamId, StreamKind } from '#domain/stream';
import type { AnyCommand } from './streams.ts';
import type { Transaction } from './transaction.ts';
import type { SealedText } from './write-held.ts';

/** What commit() is handed: already parsed, allowed by can(), texts sealed. */
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
  readonly complete?: (tx: Transaction, command: AnyCommand, at: Instant) => Promise<AnyCommand>;
  readonly texts?: readonly SealedText[];
  /** Why and under which request, for the audit. */
  readonly reason?: string;
  readonly request?: string;
  /** Rows that must stand or fall with the act (an answer sheet, a consent), written after the facts. */
  readonly beside?: (tx: Transaction, where: Beside) => Promise<void>;
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
