import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/transaction';
import { dayOf, type Instant } from '#domain/instant';

/** The number under which a school can be called, as its record of facilities says on that day (A5); null when it has told none. Whoever knows the school may ask. */
export async function schoolLine(tx: Transaction, school: string, at: Instant): Promise<string | null> {
  const rows = await tx.execute<{ line: string | null }>(sql`select app.school_line(${school}, ${dayOf(at)}) as line`);
  return rows[0]?.line ?? null;
}
