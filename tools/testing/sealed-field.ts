import { sealingKey } from '#db/data-key';
import { sealText } from '#db/vault/text';
import type { ApiCity } from './api-city.ts';

/** Seals a field of a child or of a guardian, as an import does. */
export async function sealedField(
  { parts, database, staff }: Pick<ApiCity, 'parts' | 'database' | 'staff'>,
  student: string,
  [table, owner, column]: readonly [table: 'students' | 'guardians', owner: string, column: string],
  words: string,
): Promise<void> {
  const key = await sealingKey(parts.db, parts.keyring, staff.counselor.context, student);
  const { id, ciphertext, keyVersion } = sealText(key, words);
  await database.admin`
    insert into vault (id, student_id, owner_table, owner_column, owner_id, ciphertext, key_version, created_at)
    values (${id}, ${student}, ${table}, ${column}, ${owner}, ${ciphertext}, ${keyVersion}, '2026-11-01')`;
}
