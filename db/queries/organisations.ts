import { and, asc, eq, gt, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Region code that no administration uses: the demonstration city's. */
const DEMO_CITY = '999000';

/** Whether this database holds the demonstration city, in which nobody is real. */
export async function isDemoCity(tx: Transaction): Promise<boolean> {
  const rows = await tx.select({ id: organisations.id }).from(organisations).where(eq(organisations.code, DEMO_CITY));
  return rows.length > 0;
}

const LINE = {
  id: organisations.id,
  parent: organisations.parentId,
  kind: organisations.kind,
  code: organisations.code,
  name: organisations.name,
  path: organisations.path,
  side: organisations.side,
};

export interface OrganisationFilter {
  readonly parent?: string;
  readonly kind?: string;
  readonly code?: string;
  /** What the name holds or the code begins with. */
  readonly like?: string;
  /** At or below this path. */
  readonly under?: string;
}

/** A text as a pattern that means nothing but itself. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** The tree, a page at a time in the order of codes; what has closed is left out. */
export async function listOrganisations(
  tx: Transaction,
  { parent, kind, code, like, under }: OrganisationFilter,
  page: { readonly afterCode: string | undefined; readonly limit: number },
) {
  const conditions: (SQL | undefined)[] = [
    isNull(organisations.validTo),
    parent === undefined ? undefined : eq(organisations.parentId, parent),
    kind === undefined ? undefined : eq(organisations.kind, kind),
    code === undefined ? undefined : eq(organisations.code, code),
    like === undefined
      ? undefined
      : or(ilike(organisations.name, `%${literally(like)}%`), ilike(organisations.code, `${literally(like)}%`)),
    under === undefined
      ? undefined
      : sql`${organisations.path} >= ${under} and ${organisations.path} < ${`${under.slice(0, -1)}0`}`,
    page.afterCode === undefined ? undefined : gt(organisations.code, page.afterCode),
  ];
  return tx
    .select(LINE)
    .from(organisations)
    .where(and(...conditions))
    .orderBy(asc(organisations.code))
    .limit(page.limit);
}

/** One organisation, or null. */
export async function organisationOf(tx: Transaction, id: string) {
  const [row] = await tx.select(LINE).from(organisations).where(eq(organisations.id, id));
  return row ?? null;
}

/** One organisation that is still there, by its public code, or null. */
export async function organisationByCode(tx: Transaction, code: string) {
  const [row] = await tx
    .select(LINE)
    .from(organisations)
    .where(and(eq(organisations.code, code), isNull(organisations.validTo)));
  return row ?? null;
}

/** Names of organisations, by their public codes. */
export async function organisationNames(
  tx: Transaction,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ code: organisations.code, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.code, [...codes]));
  return new Map(rows.map(({ code, name }) => [code, name]));
}
