import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Accounts and sessions, as better-auth's own field names ask (`getAuthTables`; a test compares). A schema of their own:
 * only the role `auth` reads them, and nothing of the domain lies here. `user.id` is the id of `people`.
 */
export const authSchema = pgSchema('auth');

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

export const user = authSchema.table('user', {
  id: text().primaryKey(),
  name: text().notNull(), // the username again; names of people stand in `people`
  email: text().notNull().unique(), // made up from the username under .invalid: no mail is ever sent there
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  createdAt: at('created_at').notNull(),
  updatedAt: at('updated_at').notNull(),
  username: text().unique(),
  displayUsername: text('display_username'),
  twoFactorEnabled: boolean('two_factor_enabled').default(false),
  role: text(),
  banned: boolean().default(false),
  banReason: text('ban_reason'),
  banExpires: at('ban_expires'),
});

export const session = authSchema.table(
  'session',
  {
    id: text().primaryKey(),
    token: text().notNull().unique(), // SHA-256 of the token; the token itself is with its bearer alone
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    impersonatedBy: text('impersonated_by'),
  },
  (t) => [index('session_user').on(t.userId)],
);

export const account = authSchema.table(
  'account',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(), // always `credential`
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text(),
    password: text(), // argon2id
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index('account_user').on(t.userId)],
);

export const verification = authSchema.table(
  'verification',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index('verification_identifier').on(t.identifier)],
);

export const twoFactor = authSchema.table(
  'two_factor',
  {
    id: text().primaryKey(),
    secret: text().notNull(), // sealed by the key of the sign-in
    backupCodes: text('backup_codes').notNull(), // sealed too
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    verified: boolean().default(true),
    failedVerificationCount: integer('failed_verification_count').default(0),
    lockedUntil: at('locked_until'),
  },
  (t) => [index('two_factor_user').on(t.userId)],
);

export const rateLimit = authSchema.table('rate_limit', {
  id: text().primaryKey(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: bigint('last_request', { mode: 'number' }).notNull(), // epoch ms
});

/**
 * Our own, not the library's: what administrators did to somebody's keys, each act once however often it is asked again. A password that was given opens nothing
 * else until it is changed, and nothing at all when nobody used it in time.
 */
export const keyActs = authSchema.table(
  'key_acts',
  {
    id: text().primaryKey(), // of the act
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    kind: text().$type<'passwordGiven' | 'secondFactorTaken'>().notNull(),
    at: instant('at').notNull(), // machine time, as for sessions
    expiresAt: instant('expires_at'), // passwordGiven alone
    changedAt: instant('changed_at'), // null = the password that was given still stands
  },
  (t) => [index('key_acts_standing').on(t.userId).where(sql`kind = 'passwordGiven' and changed_at is null`)],
);

/** Our own, not the library's: failures to sign in that make the next try wait. Rows are forgotten within the hour. */
export const signInFailures = authSchema.table(
  'sign_in_failures',
  {
    subject: text().primaryKey(), // keyed hash of an account, an account at one place, or an address; never what was typed
    failures: integer().notNull(), // in a row
    lastAt: instant('last_at').notNull(),
    openAt: instant('open_at').notNull(), // until then no try is taken
  },
  (t) => [index('sign_in_failures_last').on(t.lastAt)],
);
