import { eq } from 'drizzle-orm';
import { NotFound } from './not-found.ts';
import { studentKeys } from './schema/index.ts';
import type { Answered, Call, Context, Database, Transaction } from './transaction.ts';
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
async function keyIn(tx: Transaction, ring: Keyring, student: string): Promise<DataKey> {
  const held = await heldKey(tx, ring, student);
  if (held !== undefined) return held;
  const { wrapped, masterKeyId, keyVersion } = newStudentKey(ring, student);
  const row = { studentId: student, wrappedKey: wrapped, masterKeyId, keyVersion };
  await tx.insert(studentKeys).values(row).onConflictDoNothing();
  const made = await heldKey(tx, ring, student);
  if (made === undefined) throw new NotFound();
  return made;
}

/** The key of the student whose rows are open in this transaction. Its parameter makes it a prepared statement: without one, the driver has it planned each time. */
export const OPEN_KEY: Call = {
  text: `select wrapped_key, master_key_id, key_version from student_keys
    where student_id = (select nullif(current_setting($1, true), '')::uuid)`,
  parameters: ['app.write_student'],
};

/** What OPEN_KEY has found; made when there is none. Throws NotFound when it was destroyed. */
export async function keyOf(
  tx: Transaction,
  ring: Keyring,
  student: string,
  [row]: readonly Answered[],
): Promise<DataKey> {
  if (row === undefined) return keyIn(tx, ring, student);
  const { wrapped_key: wrapped, master_key_id: masterKeyId, key_version: keyVersion } = row;
  if (!Buffer.isBuffer(wrapped)) throw new NotFound();
  return openStudentKey(ring, student, { wrapped, masterKeyId: String(masterKeyId), keyVersion: Number(keyVersion) });
}

/** The key as the asker's own rights show it; undefined when they do not, or when it was destroyed. */
export async function heldKey(tx: Transaction, ring: Keyring, student: string): Promise<DataKey | undefined> {
  const [row] = await tx.select().from(studentKeys).where(eq(studentKeys.studentId, student));
  if (row === undefined) return undefined;
  if (row.wrappedKey === null) throw new NotFound();
  const { wrappedKey, masterKeyId, keyVersion } = row;
  return openStudentKey(ring, student, { wrapped: wrappedKey, masterKeyId, keyVersion });
}
