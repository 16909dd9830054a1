import { asc, desc, eq } from 'drizzle-orm';
import { disclosures, organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** More than a child's record holds; the last ones are shown. */
const MOST = 1_000;

/** What left the house about a student, last first, with the hospital by code and name. */
export function disclosuresOf(tx: Transaction, student: string) {
  return tx
    .select({
      id: disclosures.id,
      at: disclosures.at,
      what: disclosures.what,
      fields: disclosures.fields,
      toKind: disclosures.toKind,
      hospital: organisations.code,
      name: organisations.name,
      ground: disclosures.ground,
      stream: disclosures.streamId,
      version: disclosures.version,
      actor: disclosures.actor,
    })
    .from(disclosures)
    .leftJoin(organisations, eq(organisations.id, disclosures.recipient))
    .where(eq(disclosures.studentId, student))
    .orderBy(desc(disclosures.at), desc(disclosures.version), asc(disclosures.id))
    .limit(MOST);
}
