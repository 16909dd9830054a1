import type { Parts } from '#api/parts';
import { type Asking, askingIn } from '#db/queries/asking';
import { instantToText, textToInstant } from '#db/schema/columns';
import type { Instant } from '#domain/instant';
import { SESSION_LIMIT_MS } from './auth.ts';

const TEXT = 'select h.hash, s.* from unnest($1::text[]) h(hash) cross join lateral app.signed_in(h.hash, $2) s';

/** Of sessions that are on the line (hashes of their tokens): those that still stand, with the appointments in force. One statement, which renews nothing. */
export async function standingSessions(
  { db }: Pick<Parts, 'db'>,
  hashes: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, readonly Asking[]>> {
  // Hashes are base64url: nothing in them needs quoting in an array.
  const rows = await db.ask({ text: TEXT, parameters: [`{${hashes.join(',')}}`, instantToText(at)] });
  const standing = new Map<string, Asking[]>();
  const now = Date.now();
  for (const row of rows) {
    const [created, expires] = [textToInstant(String(row.created_at)), textToInstant(String(row.expires_at))];
    if (row.banned === true || now - created > SESSION_LIMIT_MS || expires <= now) continue;
    const hash = String(row['hash']);
    standing.set(hash, [...(standing.get(hash) ?? []), ...askingIn(row)]);
  }
  return standing;
}
