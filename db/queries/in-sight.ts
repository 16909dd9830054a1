import { sql } from 'drizzle-orm';
import { streams } from '#db/schema/index';
import type { StreamKind } from '#domain/stream';
import type { Transaction } from '#db/transaction';
import { uuids } from '#db/uuids';

/** A stream that somebody may see, and its case where that may be seen too. */
export interface InSight {
  readonly id: string;
  readonly kind: StreamKind;
  readonly case: string | null;
}

/** Those of these streams that the asker of this transaction may see. */
export async function streamsInSight(tx: Transaction, ids: readonly string[]): Promise<readonly InSight[]> {
  return tx.execute<InSight & Record<string, unknown>>(
    sql`select s.id, s.kind, (select c.id from ${streams} c where c.id = s.case_id) as case from ${streams} s where s.id = any(${uuids(ids)})`,
  );
}
