import { and, asc, eq, gte, isNull } from 'drizzle-orm';
import type { Answers } from '#domain/answers';
import type { Instant } from '#domain/instant';
import { canonical } from './canonical.ts';
import { answers } from './schema/index.ts';
import type { Transaction } from './transaction.ts';
import type { DataKey } from './vault/keyring.ts';
import { unseal } from './vault/seal.ts';

export interface NewSheet {
  readonly student: string;
  readonly instrument: string;
  readonly answers: Answers;
  readonly observedAt: Instant;
}

/**
 * Where a sheet belongs in time. A phone that lost its key, or a paper entered twice, brings the same sheet again: `known` is the one that stands.
 * Other answers of the very same moment are another sheet and are put a millisecond later: no answer is lost to an index.
 */
export async function placeInTime(
  tx: Transaction,
  { student, instrument, answers: given, observedAt }: NewSheet,
  { key }: DataKey,
): Promise<{ readonly known: string } | { readonly observedAt: Instant }> {
  const rows = await tx
    .select({ id: answers.id, observedAt: answers.observedAt, raw: answers.raw, keyVersion: answers.keyVersion })
    .from(answers)
    .where(
      and(
        eq(answers.studentId, student),
        eq(answers.instrument, instrument),
        gte(answers.observedAt, observedAt),
        isNull(answers.corrects),
      ),
    )
    .orderBy(asc(answers.observedAt))
    .limit(MOST_AT_A_MOMENT);
  let at = observedAt;
  for (const { id, raw, keyVersion, ...row } of rows) {
    if (row.observedAt !== at) break;
    const place = { table: 'answers', column: 'raw', row: id, keyVersion };
    if (raw !== null && unseal(key, place, raw).toString('utf8') === canonical(given)) return { known: id };
    at += 1;
  }
  return { observedAt: at };
}

/** Nobody fills in so many sheets within as many milliseconds. */
const MOST_AT_A_MOMENT = 50;
