import { sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { textToInstant } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';

/** Two numbers about everything, past every wall: the next step that has waited longest, and streams whose workflow has not heard. */
export interface Pulse {
  readonly oldestDue: Instant | null;
  readonly unwoken: number;
}

/** Reads them; also shows that the database answers. */
export async function pulse(tx: Transaction): Promise<Pulse> {
  const rows = await tx.execute<{ oldest_due: string | null; unwoken: string }>(
    sql`select oldest_due::text as oldest_due, unwoken::text as unwoken from app.pulse()`,
  );
  const [row] = [...rows];
  return {
    oldestDue: row?.oldest_due == null ? null : textToInstant(row.oldest_due),
    unwoken: Number(row?.unwoken ?? 0),
  };
}
