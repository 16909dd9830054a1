import { betterAuth } from 'better-auth';
import { admin, twoFactor, username } from 'better-auth/plugins';
import type { Parts } from '#api/parts';
import { laneAdapter } from './adapter.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** A session that nobody uses ends after 15 minutes, any session after 8 hours. Machine time. */
const IDLE_SECONDS = 15 * 60;
export const SESSION_LIMIT_MS = 8 * 60 * 60 * 1000;

/** Header in which our own server tells better-auth who calls; a caller's own is thrown away. */
export const CALLER_HEADER = 'x-xinqiao-caller';
const ISSUER = 'Xinqiao';

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
    session: { expiresIn: IDLE_SECONDS, updateAge: 60, freshAge: IDLE_SECONDS, cookieCache: { enabled: false } },
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
      cookiePrefix: 'xinqiao',
      useSecureCookies: false, // the names below say it themselves
      ipAddress: { ipAddressHeaders: [CALLER_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/', secure },
      ...(secure ? { cookies: { session_token: { name: '__Host-xinqiao.session_token' } } } : {}),
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 64, usernameValidator: (name) => /^[\w.-]+$/.test(name) }),
      twoFactor({ issuer: ISSUER, trustDeviceMaxAge: 1, totpOptions: { digits: 6, period: 30 } }),
      admin({ adminRoles: [], defaultRole: 'staff' }),
    ],
  });
}

export type Auth = ReturnType<typeof newAuth>;
