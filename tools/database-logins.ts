import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type DatabaseRole, roleName } from '#db/transaction';

/** Name of the login that a kind of process uses. */
export function loginName(role: DatabaseRole): string {
  return `${roleName(role)}_login`;
}

/** The same database as that login. */
export function loginUrl(url: string, role: DatabaseRole, password: string): string {
  const own = new URL(url);
  own.username = loginName(role);
  own.password = encodeURIComponent(password);
  return own.href;
}

/** The same database, same login, with the rights of one role only (SET ROLE at connect; postgres.js URLs). */
export function roleUrl(url: string, role: DatabaseRole): string {
  const own = new URL(url);
  own.searchParams.set('role', roleName(role));
  return own.href;
}

/** What Postgres stores for a password (RFC 5802, SCRAM-SHA-256), so that the password itself is never sent. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}
