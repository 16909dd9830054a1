import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Sql } from 'postgres';
import { ConnectionLost, UnknownOutcome } from '#db/errors';
import type { Database, Transaction } from '#db/transaction';

/** Two organisations that must never meet. */
export const TENANTS = { one: randomUUID(), other: randomUUID() } as const;

/**
 * A table of marks for tests of lost connections. `org` is what the database took the writer for, `meant` is what the writer
 * said it was; a row where they differ was written in another's transaction.
 */
export async function makeMarks(admin: Sql): Promise<void> {
  await admin.unsafe(`create table marks (key uuid primary key, org uuid not null default nullif(current_setting('app.org', true), '')::uuid,
    meant uuid not null);
    alter table marks enable row level security; alter table marks force row level security;
    create policy own on marks to xinqiao_api using (org = nullif(current_setting('app.org', true), '')::uuid);
    grant select, insert on marks to xinqiao_api`);
  await admin`insert into marks (key, org, meant) select gen_random_uuid(), org, org from unnest(${Object.values(TENANTS)}::uuid[]) org`;
}

/** What one may see that is not one's own. */
export async function foreignSeen(tx: Transaction, org: string): Promise<number> {
  const rows = await tx.execute(sql`select org from marks where org <> ${org}`);
  return rows.length;
}

export function mark(tx: Transaction, key: string, org: string) {
  return tx.execute(sql`insert into marks (key, meant) values (${key}, ${org}) on conflict do nothing`);
}

/** Rows that stand under an organisation which did not mean to write them. */
export async function misplaced(admin: Sql): Promise<number> {
  const [found] = await admin<{ n: number }[]>`select count(*)::int as n from marks where org <> meant`;
  return found?.n ?? Number.NaN;
}

export interface Tally {
  readonly acknowledged: string[];
  unknown: number;
  lost: number;
  foreign: number;
}

/** Writers that mark until told to stop; each asks again under the same key until it is told that it is done. */
export function startWriters(database: Database, count: number) {
  const tally: Tally = { acknowledged: [], unknown: 0, lost: 0, foreign: 0 };
  let stopped = false;
  const write = async (org: string) => {
    while (!stopped) {
      const key = randomUUID();
      for (let known = false; !known; ) known = await attempt(database, org, key, tally);
    }
  };
  const running = Array.from({ length: count }, (_one, n) => write(n % 2 === 0 ? TENANTS.one : TENANTS.other));
  return {
    tally,
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

async function attempt(database: Database, org: string, key: string, tally: Tally): Promise<boolean> {
  try {
    await database.transaction({ org }, async (tx) => {
      await mark(tx, key, org);
      tally.foreign += await foreignSeen(tx, org);
    });
    tally.acknowledged.push(key);
    return true;
  } catch (error) {
    if (error instanceof UnknownOutcome) tally.unknown += 1;
    else if (error instanceof ConnectionLost) tally.lost += 1;
    else throw error;
    return false;
  }
}
