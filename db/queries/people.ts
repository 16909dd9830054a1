import { inArray } from 'drizzle-orm';
import { people } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Names of members of staff, by id. */
export async function namesOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: people.id, name: people.displayName })
    .from(people)
    .where(inArray(people.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
