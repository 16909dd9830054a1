import { createHash } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { FileType, KeptPurpose, WithdrawalReason } from '#domain/file';
import type { Instant } from '#domain/instant';
import { fileContents, files } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import { unseal, Unsealable } from '#db/vault/seal';
import { openFileKey, placeOf } from './file-key.ts';

/** What a file is, without its bytes. */
export interface HeldFile {
  readonly id: string;
  readonly org: string;
  readonly purpose: KeptPurpose;
  readonly type: FileType;
  readonly size: number;
  /** Hexadecimal, of the bytes as they are given out. */
  readonly sha256: string;
  readonly name: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBecause: WithdrawalReason | null;
}

/** The file as the asker's rights show it; null when they do not. Throws Unsealable when the row was tampered with. */
export async function heldFile(tx: Transaction, ring: Keyring, id: string): Promise<HeldFile | null> {
  const [row] = await tx.select().from(files).where(eq(files.id, id));
  if (row === undefined) return null;
  const { path: _path, wrappedKey: wrapped, masterKeyId, keyVersion, withdrawnBy: _by, ...held } = row;
  const { key } = openFileKey(ring, id, { wrapped, masterKeyId, keyVersion });
  const name = unseal(key, placeOf('files', id, keyVersion), row.name).toString('utf8');
  return { ...held, name, sha256: row.sha256.toString('hex') };
}

/** The bytes of a file that stands; null when the asker's rights do not show it or it was withdrawn. Throws Unsealable when they are not the ones that were kept. */
export async function fileBytes(tx: Transaction, ring: Keyring, id: string): Promise<Buffer | null> {
  const [row] = await tx
    .select({
      sealed: fileContents.sealed,
      sha256: files.sha256,
      wrapped: files.wrappedKey,
      masterKeyId: files.masterKeyId,
      keyVersion: files.keyVersion,
    })
    .from(fileContents)
    .innerJoin(files, eq(files.id, fileContents.fileId))
    .where(and(eq(fileContents.fileId, id), isNull(files.withdrawnAt)));
  if (row === undefined) return null;
  const { key } = openFileKey(ring, id, row);
  const plain = unseal(key, placeOf('file_contents', id, row.keyVersion), row.sealed);
  if (!createHash('sha256').update(plain).digest().equals(row.sha256))
    throw new Unsealable('the bytes are not those that were kept');
  return plain;
}

/** Marks a file as withdrawn; false when it was already, or is not the asker's to withdraw. */
export async function withdrawFile(
  tx: Transaction,
  id: string,
  { by, at, because }: { readonly by: string; readonly at: Instant; readonly because: WithdrawalReason },
): Promise<boolean> {
  const marked = await tx
    .update(files)
    .set({ withdrawnAt: at, withdrawnBy: by, withdrawnBecause: because })
    .where(and(eq(files.id, id), isNull(files.withdrawnAt)))
    .returning({ id: files.id });
  return marked.length > 0;
}

/** Whether a frozen report rests on it: the file of a report itself, or evidence of a record that counts in one. */
export async function isFrozen(tx: Transaction, { id, purpose }: Pick<HeldFile, 'id' | 'purpose'>): Promise<boolean> {
  if (purpose === 'report') return true;
  const [row] = await tx.execute<{ frozen: boolean }>(sql`select app.frozen_evidence(${id}) as frozen`);
  return row?.frozen === true;
}
