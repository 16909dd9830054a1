import type { Instant } from '#domain/instant';
import { audit } from './schema/index.ts';
import type { Context, Transaction } from './transaction.ts';

/** A read of a child's record, or of a kept file, as the audit keeps it. */
export interface Reading {
  /** A code, such as `readCase`. */
  readonly action: string;
  readonly student?: string | null;
  readonly stream?: string | null;
  readonly file?: string | null;
  /** Why: a code, or the words of the asker for opening an identity. */
  readonly reason?: string | null;
}

/** Writes readings in the transaction that reads: when the line cannot be written, nothing was read. */
export async function recordReadings(
  tx: Transaction,
  context: Context,
  at: Instant,
  readings: readonly Reading[],
): Promise<void> {
  if (readings.length === 0) return;
  const { person, actor, role, request } = context;
  await tx.insert(audit).values(
    readings.map(({ action, student, stream, file, reason }) => ({
      at,
      person: person ?? actor ?? null,
      role: role ?? null,
      action,
      studentId: student ?? null,
      streamId: stream ?? null,
      fileId: file ?? null,
      reason: reason ?? null,
      requestId: request ?? null,
    })),
  );
}
