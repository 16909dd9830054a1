import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { account, keyActs, session, twoFactor, user } from './schema/auth.ts';
import type { Database, Transaction } from './transaction.ts';

/** What an account is, for whoever keeps it. */
export interface AccountState {
  readonly username: string;
  readonly secondFactor: boolean;
  /** The password that was given still stands. */
  readonly firstPassword: boolean;
}

export async function accountStates(authDb: Database, people: readonly string[]) {
  if (people.length === 0) return new Map<string, AccountState>();
  const rows = await authDb.transaction({}, (tx) =>
    tx
      .select({
        id: user.id,
        username: user.username,
        secondFactor: user.twoFactorEnabled,
        firstPassword: sql<boolean>`exists (select from ${keyActs} k where k.user_id = auth."user".id and k.kind = 'passwordGiven' and k.changed_at is null)`,
      })
      .from(user)
      .where(sql`${user.id} = any(${`{${people.join(',')}}`}::text[])`),
  );
  return new Map(
    rows.map(({ id, username, secondFactor, firstPassword }) => [
      id,
      { username: username ?? '', secondFactor: secondFactor === true, firstPassword },
    ]),
  );
}

export async function isUsernameTaken(authDb: Database, username: string): Promise<boolean> {
  const rows = await authDb.transaction({}, (tx) =>
    tx.select({ id: user.id }).from(user).where(eq(user.username, username.toLowerCase())),
  );
  return rows.length > 0;
}

/**
 * Puts a given password in the place of whatever there was, and ends every session. The same act does it once: whoever asks again after the password was
 * changed changes nothing.
 */
export async function replacePassword(authDb: Database, person: string, given: Given, hash: string): Promise<void> {
  await authDb.transaction({}, async (tx) => {
    if (!(await noteGiven(tx, person, given))) return;
    const set = { password: hash, updatedAt: new Date(given.at) };
    await tx.update(account).set(set).where(eq(account.userId, person));
    await tx.delete(session).where(eq(session.userId, person));
  });
}

/** A password that an administrator gave: by which act, when and until when it can be used. Machine time. */
export interface Given {
  readonly act: string;
  readonly at: number;
  readonly until: number;
}

/** Notes that the password of an account is a given one. False: this act has done so before. */
export async function noteGiven(tx: Transaction, person: string, { act, at, until }: Given): Promise<boolean> {
  const row = { id: act, userId: person, kind: 'passwordGiven', at, expiresAt: until } as const;
  const fresh = await tx.insert(keyActs).values(row).onConflictDoNothing().returning({ id: keyActs.id });
  if (fresh.length === 0) return false;
  await tx
    .update(keyActs)
    .set({ changedAt: at })
    .where(and(standsFor(person), ne(keyActs.id, act)));
  return true;
}

/** The password is now one that its owner chose. */
export async function ownPasswordSet(authDb: Database, person: string): Promise<void> {
  await authDb.transaction({}, (tx) => tx.update(keyActs).set({ changedAt: Date.now() }).where(standsFor(person)));
}

const stands = () => and(eq(keyActs.kind, 'passwordGiven'), isNull(keyActs.changedAt));
const standsFor = (person: string) => and(eq(keyActs.userId, person), stands());

/** Whether a given password of this account stands; `expired`: nobody used it in time. */
export async function standingPassword(
  authDb: Database,
  who: { readonly person: string } | { readonly username: string },
): Promise<{ readonly expired: boolean } | null> {
  const [row] = await authDb.transaction({}, (tx) =>
    tx
      .select({ expiresAt: keyActs.expiresAt })
      .from(keyActs)
      .innerJoin(user, eq(user.id, keyActs.userId))
      .where(and(stands(), 'person' in who ? eq(user.id, who.person) : eq(user.username, who.username.toLowerCase()))),
  );
  return row === undefined ? null : { expired: (row.expiresAt ?? 0) <= Date.now() };
}

/** Takes the second factor off and ends every session: with the next sign-in a new one is set up. The same act does it once. */
export async function takeSecondFactor(authDb: Database, person: string, act: string): Promise<void> {
  const now = Date.now();
  const row = { id: act, userId: person, kind: 'secondFactorTaken', at: now, changedAt: now } as const;
  await authDb.transaction({}, async (tx) => {
    const fresh = await tx.insert(keyActs).values(row).onConflictDoNothing().returning({ id: keyActs.id });
    if (fresh.length === 0) return;
    await tx.delete(twoFactor).where(eq(twoFactor.userId, person));
    await tx
      .update(user)
      .set({ twoFactorEnabled: false, updatedAt: new Date(now) })
      .where(eq(user.id, person));
    await tx.delete(session).where(eq(session.userId, person));
  });
}

/** Ends every session of a person at once. */
export async function endSessions(authDb: Database, person: string): Promise<void> {
  await authDb.transaction({}, (tx) => tx.delete(session).where(eq(session.userId, person)));
}
