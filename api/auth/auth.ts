import { betterAuth } from 'better-auth';
import { admin, twoFactor, username } from 'better-auth/plugins';
import type { Parts } from '#api/parts';
import { laneAdapter } from './adapter.ts';
import { COOKIES, cookieName } from './cookies.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** A session that nobody uses ends after 15 minutes, any session after 8 hours. Machine time. */
export const IDLE_MS = 15 * 60 * 1000;
export const SESSION_LIMIT_MS = 8 * 60 * 60 * 1000;
/** A session that is used is renewed once in this time. */
export const RENEWED_AFTER_MS = 60 * 1000;

/** Header in which our own server tells better-auth who calls; a caller's own is thrown away. */
export const CALLER_HEADER = 'x-xinqiao-caller';
const ISSUER = 'Xinqiao';
const PREFIX = 'xinqiao';
const TRIES_A_MINUTE = 600;

/** Sign-in by username, password and TOTP. No sign-up, no e-mail, no trusted devices, no cached sessions: the table is asked each time. */
export function newAuth(parts: Pick<Parts, 'authDb' | 'signInKey' | 'origin'>) {
  const secure = parts.origin.startsWith('https:');
  return betterAuth({
    appName: ISSUER,
    baseURL: parts.origin,
    basePath: '/api/auth',
    trustedOrigins: [parts.origin],
    secret: parts.signInKey.toString('base64'),
    database: laneAdapter(parts.authDb),
    logger: { disabled: true }, // it would print usernames
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: IDLE_MS / 1000,
      updateAge: RENEWED_AFTER_MS / 1000,
      freshAge: IDLE_MS / 1000,
      cookieCache: { enabled: false },
    },
    // Against a loop gone wild only: a bureau's thousand people may sit behind one address, and failures wait by turns.ts.
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: TRIES_A_MINUTE,
      customRules: Object.fromEntries(
        ['/sign-in/*', '/two-factor/*', '/change-password'].map((path) => [path, { window: 60, max: TRIES_A_MINUTE }]),
      ),
    },
    advanced: {
      cookiePrefix: PREFIX,
      useSecureCookies: false, // the names below say it themselves
      cookies: Object.fromEntries(COOKIES.map((name) => [name, { name: cookieName(parts.origin, name) }])),
      ipAddress: { ipAddressHeaders: [CALLER_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/', secure },
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 64, usernameValidator: (name) => /^[\w.-]+$/.test(name) }),
      twoFactor({
        issuer: ISSUER,
        trustDeviceMaxAge: 1,
        totpOptions: { digits: 6, period: 30 },
        accountLockout: { enabled: false }, // a quarter of an hour is too long for a duty doctor; turns.ts waits in its place
      }),
      admin({ adminRoles: [], defaultRole: 'staff' }),
    ],
  });
}

export type Auth = ReturnType<typeof newAuth>;
