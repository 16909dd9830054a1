import { createHash } from 'node:crypto';
import { asc } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { decimalsAsText } from '#programme/assessment/decimals';
import type { IndicatorSet } from '#programme/assessment/indicator';
import { INDICATOR_SETS } from '#programme/assessment/sets/index';
import { canonical } from '#db/canonical';
import { indicatorSets } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** A version of indicators, with whoever published it; null: it came with the programme. */
interface KeptSet {
  readonly set: IndicatorSet;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
}

/** Every version of every set, the oldest of each first. */
export async function keptSets(tx: Transaction): Promise<readonly KeptSet[]> {
  const rows = await tx.select().from(indicatorSets).orderBy(asc(indicatorSets.code), asc(indicatorSets.version));
  return [
    ...INDICATOR_SETS.map((set) => ({ set, publishedBy: null, publishedAt: null })),
    ...rows.map(({ document, publishedBy, publishedAt }) => ({ set: document, publishedBy, publishedAt })),
  ];
}

/** One version; the latest of that code when none is named. Null: there is none. */
export async function indicatorSet(tx: Transaction, code: string, version?: number): Promise<IndicatorSet | null> {
  const known = (await keptSets(tx)).map(({ set }) => set).filter((set) => set.code === code);
  return (version === undefined ? known : known.filter((set) => set.version === version)).at(-1) ?? null;
}

/** Keeps the next version. */
export async function insertSet(tx: Transaction, set: IndicatorSet, by: { person: string; at: Instant }) {
  const sha256 = createHash('sha256')
    .update(canonical(decimalsAsText(set)))
    .digest();
  await tx.insert(indicatorSets).values({
    code: set.code,
    version: set.version,
    document: set,
    sha256,
    publishedBy: by.person,
    publishedAt: by.at,
  });
}
