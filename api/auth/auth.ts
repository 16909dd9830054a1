import { betterAuth } from 'better-auth';
import { admin, twoFactor, username } from 'better-auth/plugins';
import type { Parts } from '#api/parts';
import { laneAdapter } from './adapter.ts';
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

/** Of the session's token; over https a name that no other site under the host can set. */
export function cookieName(origin: string): string {
  return `${origin.startsWith('https:') ? '__Host-' : ''}${PREFIX}.session_token`;
}

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
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/username': { window: 60, max: 30 },
        '/two-factor/verify-totp': { window: 60, max: 30 },
      },
    },
    advanced: {
      cookiePrefix: PREFIX,
      useSecureCookies: false, // the names below say it themselves
      ipAddress: { ipAddressHeaders: [CALLER_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/', secure },
      ...(secure ? { cookies: { session_token: { name: cookieName(parts.origin) } } } : {}),
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 64, usernameValidator: (name) => /^[\w.-]+$/.test(name) }),
      twoFactor({ issuer: ISSUER, trustDeviceMaxAge: 1, totpOptions: { digits: 6, period: 30 } }),
      admin({ adminRoles: [], defaultRole: 'staff' }),
    ],
  });
}

export type Auth = ReturnType<typeof newAuth>;
