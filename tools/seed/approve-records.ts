import { and, asc, desc, eq } from 'drizzle-orm';
import { pages } from '#db/pages';
import { insertMany } from '#db/insert-many';
import { type By, versionRow } from '#db/records/write';
import { records, recordVersions } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { updateMany } from '#db/update-many';
import type { DemoCity } from './types.ts';

const A_PAGE = 2_000;

/** What a head of the demo city still has to look at: so many of the newest of these kinds at each school whose head has an account. */
const LEFT = { activity: 2, certificate: 1 } as const;

/** Approves the records of a kind of which the seed has just written all, but for what the heads are left. `by`: a second person, above everybody. */
export async function approveRecords(tx: Transaction, kind: string, city: DemoCity, by: By): Promise<void> {
  const { id, org, content } = records;
  const rows = await tx
    .select({ id, org, content, hash: recordVersions.hash })
    .from(records)
    .innerJoin(recordVersions, and(eq(recordVersions.recordId, id), eq(recordVersions.version, 1)))
    .where(and(eq(records.kind, kind), eq(records.version, 1)))
    .orderBy(desc(records.day), asc(id));
  const left = new Map(headed(city).map((school) => [school, leftOf(kind)]));
  const approved = rows.filter((row) => {
    const more = left.get(row.org) ?? 0;
    left.set(row.org, more - 1);
    return more <= 0;
  });
  for (const page of pages(approved, A_PAGE)) {
    const moved = {
      version: 2,
      state: 'approved',
      changedAt: by.at,
      approvedBy: by.person,
      approvedAt: by.at,
    } as const;
    await updateMany(
      tx,
      records,
      'id',
      page.map((row) => ({ id: row.id, ...moved })),
    );
    await insertMany(
      tx,
      recordVersions,
      page.map((row) => versionRow({ ...moved, id: row.id, content: row.content, why: null }, row.hash, by)),
    );
  }
}

function headed({ accounts }: DemoCity): readonly string[] {
  return accounts.flatMap(({ role, org }) => (role === 'schoolHead' ? [org] : []));
}

function leftOf(kind: string): number {
  return kind in LEFT ? LEFT[kind as keyof typeof LEFT] : 0;
}
