import { type SQL, sql } from 'drizzle-orm';

/** Ids as one array parameter: a statement whose text does not grow with their number. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}
