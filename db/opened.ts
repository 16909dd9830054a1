import { randomUUID } from 'node:crypto';
import type { Ground } from '#domain/consent';
import type { DisclosureKind } from '#domain/disclosure';
import type { Instant } from '#domain/instant';
import { disclosures } from './schema/index.ts';
import type { Transaction } from './transaction.ts';

/** Something that was sent to a hospital, as the hospital opens it. */
export interface Opened {
  readonly student: string;
  readonly referral: string;
  /** The fact with which it was sent. */
  readonly version: number;
  readonly what: Extract<DisclosureKind, `${string}Opened`>;
  readonly fields: readonly string[];
  readonly ground: Ground;
  readonly hospital: string;
  readonly person: string;
}

/** The line of the ledger for the first opening; the same opened again is a read, which the audit has. In the transaction that reads. */
export async function recordOpened(tx: Transaction, at: Instant, opened: Opened): Promise<void> {
  const { student, referral, hospital, person, ...rest } = opened;
  await tx
    .insert(disclosures)
    .values({
      ...rest,
      id: randomUUID(),
      studentId: student,
      streamId: referral,
      toKind: 'hospital',
      recipient: hospital,
      actor: person,
      at,
    })
    .onConflictDoNothing();
}
