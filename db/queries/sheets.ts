import { asc, desc, eq } from 'drizzle-orm';
import { answers } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** More than a child fills in during twelve years of school; the last ones are shown. */
const MOST = 200;

/** The sheets of a student within the asker's reach, last first, their answers sealed. */
export function sheetsOf(tx: Transaction, student: string) {
  return tx
    .select({
      id: answers.id,
      campaign: answers.campaignId,
      instrument: answers.instrument,
      version: answers.version,
      status: answers.status,
      total: answers.total,
      min: answers.min,
      max: answers.max,
      band: answers.band,
      floor: answers.floor,
      criticals: answers.criticals,
      observedAt: answers.observedAt,
      at: answers.at,
      corrects: answers.corrects,
      sealed: answers.raw,
      keyVersion: answers.keyVersion,
    })
    .from(answers)
    .where(eq(answers.studentId, student))
    .orderBy(desc(answers.observedAt), desc(answers.at), asc(answers.id))
    .limit(MOST);
}
