import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_ROLES, type DatabaseRole } from '#db/transaction';
import { loginUrl } from './database-logins.ts';

/** The only purposes for which keys are derived; a new one is added here, an old one never means anything else. */
export type KeyPurpose =
  | 'vault'
  | 'blind-index'
  | 'temporal-payloads'
  | 'sessions'
  | 'digests'
  | 'file-links'
  | 'contacts'
  | `login-${DatabaseRole}`;

const KEY_BYTES = 32;

/**
 * A key of 32 bytes for one purpose, derived from the master key by HKDF-SHA-256 (RFC 5869): keys of two purposes say
 * nothing about each other, and there is one secret to keep.
 */
export function derivedKey(masterKey: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), `xinqiao/${purpose}/1`, KEY_BYTES));
}

/** Passwords of the database logins, for `migrate(url, { passwords })`. */
export function databasePasswords(masterKey: Uint8Array): Record<DatabaseRole, string> {
  const entries = DATABASE_ROLES.map((role) => [role, derivedKey(masterKey, `login-${role}`).toString('base64url')]);
  return Object.fromEntries(entries) as Record<DatabaseRole, string>; // one entry for each role
}

/** The database as the login of one role: no process of ours runs as the administrator of `DATABASE_URL`. */
export function databaseUrlAs(databaseUrl: string, role: DatabaseRole, masterKey: Uint8Array): string {
  return loginUrl(databaseUrl, role, databasePasswords(masterKey)[role]);
}

/** The master key of a demo or a developer's machine, made at the first start and kept in `home` (mode 0600). */
export function keptMasterKey(home: string): Buffer {
  const file = join(home, 'master-key');
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${file} does not hold 32 bytes in base64: put the right one back`);
  return key;
}
