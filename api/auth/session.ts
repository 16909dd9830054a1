import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Parts } from '#api/parts';
import { type Asking, askingIn } from '#db/queries/asking';
import { instantToText, textToInstant } from '#db/schema/columns';
import type { Instant } from '#domain/instant';
import { tokenHash } from './adapter.ts';
import { IDLE_MS, RENEWED_AFTER_MS, SESSION_LIMIT_MS } from './auth.ts';
import { cookieName } from './cookies.ts';

/** Who shows a session that needs no renewal, with every appointment in force. */
export interface SignedIn {
  readonly secondFactor: boolean;
  /** The password is still the one that an administrator gave. */
  readonly firstPassword: boolean;
  readonly askings: readonly Asking[];
}

const TEXT = 'select * from app.signed_in($1, $2)';

/**
 * The session of a cookie, asked of the table at every request anew, in one round trip. Null for whatever is not plain: no session, one that ends, is to
 * be renewed or may not be used; the library decides those.
 */
export async function plainSession(parts: Parts, cookie: string, at: Instant): Promise<SignedIn | null> {
  const hash = sessionHash(parts, cookie);
  if (hash === null) return null;
  const rows = await parts.db.ask({ text: TEXT, parameters: [hash, instantToText(at)] });
  const [row] = rows;
  if (row === undefined || row.banned === true) return null;
  const now = Date.now();
  const [created, expires] = [textToInstant(String(row.created_at)), textToInstant(String(row.expires_at))];
  if (now - created > SESSION_LIMIT_MS || expires - IDLE_MS + RENEWED_AFTER_MS <= now) return null;
  const [secondFactor, firstPassword] = [row.second_factor === true, row.first_password === true];
  return { secondFactor, firstPassword, askings: rows.flatMap(askingIn) };
}

/** Under what the session of a cookie stands in its table; null when the cookie is none of ours. */
export function sessionHash({ origin, signInKey }: Pick<Parts, 'origin' | 'signInKey'>, cookie: string): string | null {
  const token = tokenIn(cookie, cookieName(origin, 'session_token'), signInKey);
  return token === null ? null : tokenHash(token);
}

/** The token of a session cookie, if its signature is ours: `token.signature`, HMAC-SHA-256 in base64, as the library writes it. */
function tokenIn(cookies: string, name: string, signInKey: Buffer): string | null {
  const value = cookies
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  const [, token, signature] = /^([\w-]{16,100})\.([\w+/]{43}=)$/.exec(decoded(value ?? '')) ?? [];
  if (token === undefined || signature === undefined) return null;
  const ours = createHmac('sha256', signInKey.toString('base64')).update(token).digest();
  return timingSafeEqual(ours, Buffer.from(signature, 'base64')) ? token : null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
