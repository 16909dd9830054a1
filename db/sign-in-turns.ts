import { asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { HOUR, type Instant, MINUTE } from '#domain/instant';
import { signInFailures } from './schema/auth.ts';
import type { Transaction } from './transaction.ts';

/** Something whose failures to sign in are counted, and what they cost. */
export interface Counter {
  readonly subject: string;
  /** Failures in a row that cost no wait. */
  readonly free: number;
  /** The wait after the first one that does, ms; each further one doubles it, up to `mostMs`. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** After a success: true = all failures are forgiven; false = only this try is taken back. */
  readonly forgiving: boolean;
}

/** Failures that lie so far back no longer count; longer than any wait. */
const FORGOTTEN_MS = 30 * MINUTE;
const SWEPT_AT_ONCE = 100;

/** How long the next try waits after so many failures in a row, ms. */
function waitAfter({ free, firstMs, mostMs }: Omit<Counter, 'subject' | 'forgiving'>, failures: number): number {
  return failures <= free ? 0 : Math.min(mostMs, firstMs * 2 ** (failures - free - 1));
}

/**
 * Takes a try for all counters or for none. 0: taken, and counted as failed until `giveBack` says otherwise, so that a hundred tries at once are not a
 * hundred free ones. Otherwise the ms to wait; a try that has to wait counts for nothing.
 */
export async function takeTurn(tx: Transaction, counters: readonly Counter[], at: Instant): Promise<number> {
  const bySubject = new Map(counters.map((counter) => [counter.subject, counter]));
  const subjects = [...bySubject.keys()].sort();
  const fresh = subjects.map((subject) => ({ subject, failures: 0, lastAt: at, openAt: at }));
  await tx.insert(signInFailures).values(fresh).onConflictDoNothing();
  const { subject } = signInFailures;
  const mine = inArray(subject, subjects);
  const rows = await tx.select().from(signInFailures).where(mine).orderBy(asc(subject)).for('update');
  // Tries at the same time reach the lock in any order: an instant a little earlier than the last one is no wait.
  const wait = Math.max(...rows.map(({ openAt, lastAt }) => (openAt > lastAt ? openAt - at : 0)));
  if (wait > 0) return wait;
  for (const row of rows) {
    const failures = at - row.lastAt > FORGOTTEN_MS ? 1 : row.failures + 1;
    const counter = bySubject.get(row.subject);
    const openAt = at + (counter === undefined ? 0 : waitAfter(counter, failures));
    await tx.update(signInFailures).set({ failures, lastAt: at, openAt }).where(eq(subject, row.subject));
  }
  await sweep(tx, at);
  return 0;
}

/** The try was no failure: what it cost is given back. */
export async function giveBack(tx: Transaction, counters: readonly Counter[], succeeded: boolean): Promise<void> {
  const { subject, failures, lastAt } = signInFailures;
  for (const counter of [...counters].sort((a, b) => (a.subject < b.subject ? -1 : 1))) {
    const left = succeeded && counter.forgiving ? 0 : sql`greatest(${failures} - 1, 0)`;
    await tx.update(signInFailures).set({ failures: left, openAt: lastAt }).where(eq(subject, counter.subject));
  }
}

/** Names that nobody has are counted too: their rows go again. */
async function sweep(tx: Transaction, at: Instant): Promise<void> {
  const { subject, lastAt } = signInFailures;
  const old = tx
    .select({ subject })
    .from(signInFailures)
    .where(lt(lastAt, at - HOUR))
    .limit(SWEPT_AT_ONCE)
    .for('update', { skipLocked: true });
  await tx.delete(signInFailures).where(inArray(subject, old));
}
