import { createHash, randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { FileType, KeptPurpose } from '#domain/file';
import type { Instant } from '#domain/instant';
import { fileContents, files } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import { seal } from '#db/vault/seal';
import { newFileKey, placeOf } from './file-key.ts';

/** A file that was looked at, as it is to be kept. */
export interface NewFile {
  readonly org: { readonly id: string; readonly path: string };
  readonly purpose: KeptPurpose;
  readonly type: FileType;
  /** Cleaned; sealed before it is written. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly by: string;
  readonly at: Instant;
}

/** Keeps a file, or finds it where the same person has sent the same bytes for the same purpose. `fresh`: it was not there before. */
export async function keepFile(
  tx: Transaction,
  ring: Keyring,
  file: NewFile,
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const sha256 = createHash('sha256').update(file.bytes).digest();
  const known = await sameFile(tx, file, sha256);
  if (known !== undefined) return { id: known, fresh: false };
  const id = randomUUID();
  const { key, wrapped, masterKeyId, keyVersion } = newFileKey(ring, id);
  const inserted = await tx
    .insert(files)
    .values({
      id,
      org: file.org.id,
      path: file.org.path,
      purpose: file.purpose,
      type: file.type,
      size: file.bytes.length,
      sha256,
      name: seal(key, placeOf('files', id, keyVersion), Buffer.from(file.name, 'utf8')),
      wrappedKey: wrapped,
      masterKeyId,
      keyVersion,
      uploadedBy: file.by,
      uploadedAt: file.at,
    })
    .onConflictDoNothing()
    .returning({ id: files.id });
  // Sent twice at the same moment: whoever comes second finds the first.
  if (inserted.length === 0) return { id: (await sameFile(tx, file, sha256)) ?? id, fresh: false };
  const sealed = seal(key, placeOf('file_contents', id, keyVersion), file.bytes);
  await tx.insert(fileContents).values({ fileId: id, sealed });
  return { id, fresh: true };
}

async function sameFile(tx: Transaction, { org, purpose, by }: NewFile, sha256: Buffer): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: files.id })
    .from(files)
    .where(
      and(
        eq(files.org, org.id),
        eq(files.purpose, purpose),
        eq(files.sha256, sha256),
        eq(files.uploadedBy, by),
        isNull(files.withdrawnAt),
      ),
    );
  return row?.id;
}
