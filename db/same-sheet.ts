import type { Answers } from '#domain/answers';
import type { Instant } from '#domain/instant';
import { canonical } from './canonical.ts';
import { instantToText, textToInstant } from './schema/columns.ts';
import type { Answered, Call } from './transaction.ts';
import type { DataKey } from './vault/keyring.ts';
import { unseal } from './vault/seal.ts';

/** The sheets that may stand at this moment or right after it. */
export function sheetsFrom(sheet: {
  readonly student: string;
  readonly instrument: string;
  readonly observedAt: Instant;
}): Call {
  return {
    text: TEXT,
    parameters: [sheet.student, sheet.instrument, instantToText(sheet.observedAt), MOST_AT_A_MOMENT],
  };
}

const TEXT = `select id, observed_at, raw, key_version from answers
  where student_id = $1 and instrument = $2 and observed_at >= $3 and corrects is null order by observed_at limit $4`;

/** Nobody fills in so many sheets within as many milliseconds. */
const MOST_AT_A_MOMENT = 50;

/**
 * Where a sheet belongs in time, by what sheetsFrom() has found. A phone that lost its key, or a paper entered twice, brings the same sheet again: `known` is
 * the one that stands. Other answers of the very same moment are another sheet and are put a millisecond later: no answer is lost to an index.
 */
export function momentIn(
  rows: readonly Answered[],
  observedAt: Instant,
  given: Answers,
  { key }: DataKey,
): { readonly known: string } | { readonly observedAt: Instant } {
  let at = observedAt;
  for (const row of rows) {
    if (textToInstant(String(row.observed_at)) !== at) break;
    const id = String(row.id);
    const place = { table: 'answers', column: 'raw', row: id, keyVersion: Number(row.key_version) };
    if (Buffer.isBuffer(row.raw) && unseal(key, place, row.raw).toString('utf8') === canonical(given))
      return { known: id };
    at += 1;
  }
  return { observedAt: at };
}
