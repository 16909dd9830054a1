import { eq } from 'drizzle-orm';
import { NotFound } from './commit.ts';
import { studentKeys } from './schema/index.ts';
import type { Context, Database, Transaction } from './transaction.ts';
import { type DataKey, type Keyring, newStudentKey, openStudentKey } from './vault/keyring.ts';
import { openRows } from './working-set.ts';

/**
 * The key that seals a pupil's texts, made when there is none. For writing only: it opens the row past the asker's place, so
 * the caller has asked can() before, and nothing read with it leaves. Throws NotFound when the key was destroyed.
 */
export function sealingKey(db: Database, ring: Keyring, context: Context, student: string): Promise<DataKey> {
  return db.transaction(context, async (tx) => {
    await openRows(tx, student, []);
    return keyIn(tx, ring, student);
  });
}

/** The same inside a transaction in which the pupil's rows are open. */
export async function keyIn(tx: Transaction, ring: Keyring, student: string): Promise<DataKey> {
  const held = await heldKey(tx, ring, student);
  if (held !== undefined) return held;
  const { wrapped, masterKeyId, keyVersion } = newStudentKey(ring, student);
  const row = { studentId: student, wrappedKey: wrapped, masterKeyId, keyVersion };
  await tx.insert(studentKeys).values(row).onConflictDoNothing();
  const made = await heldKey(tx, ring, student);
  if (made === undefined) throw new NotFound();
  return made;
}

/** The key as the asker's own rights show it; undefined when they do not, or when it was destroyed. */
export async function heldKey(tx: Transaction, ring: Keyring, student: string): Promise<DataKey | undefined> {
  const [row] = await tx.select().from(studentKeys).where(eq(studentKeys.studentId, student));
  if (row === undefined) return undefined;
  if (row.wrappedKey === null) throw new NotFound();
  const { wrappedKey, masterKeyId, keyVersion } = row;
  return openStudentKey(ring, student, { wrapped: wrappedKey, masterKeyId, keyVersion });
}
