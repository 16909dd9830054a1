import { asc, eq, sql } from 'drizzle-orm';
import type { Day } from '#domain/instant';
import { organisationChanges } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { OrganisationFilter } from './organisations.ts';
import { literally } from './organisations.ts';

export interface OrganisationLine {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly path: string;
  readonly side: string;
}

/** The tree as it stood on a civil day: before a change, what it tells hung where it came from; what a merger ended was still there; a class was called as in its year. Steps of a path are today's. */
const treeOn = (day: Day) => sql`with recursive standing as (
    select o.id, o.kind, coalesce(l.code, o.code) as code, coalesce(l.name, o.name) as name, o.side, substring(o.path from '([^/]+)/$') as step, coalesce((select c.from_parent from organisation_changes c
      where c.org = o.id and c.day > ${day} order by c.day limit 1), o.parent_id) as parent
    from organisations o left join lateral app.class_called(o.id, ${day}) l on o.kind = 'class'
    where o.valid_from < (${day}::date + 1)::timestamp at time zone interval '+08:00'
      and (o.valid_to is null or o.valid_to >= (${day}::date + 1)::timestamp at time zone interval '+08:00')),
  tree as (
    select s.*, '/' || s.step || '/' as path from standing s where s.parent is null
    union all select s.*, t.path || s.step || '/' from standing s join tree t on s.parent = t.id)
  select id, parent, kind, code, name, path, side from tree`;

/** As `listOrganisations`, on a day. */
export async function listOrganisationsOn(
  tx: Transaction,
  day: Day,
  { parent, kind, code, like, under }: OrganisationFilter,
  page: { readonly afterCode: string | undefined; readonly limit: number },
): Promise<readonly OrganisationLine[]> {
  const conditions = [
    ...(parent === undefined ? [] : [sql`parent = ${parent}`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(code === undefined ? [] : [sql`code = ${code}`]),
    ...(like === undefined ? [] : [sql`(name ilike ${`%${literally(like)}%`} or code ilike ${`${literally(like)}%`})`]),
    ...(under === undefined ? [] : [sql`starts_with(path, ${under})`]),
    ...(page.afterCode === undefined ? [] : [sql`code > ${page.afterCode}`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`;
  return tx.execute<OrganisationLine & Record<string, unknown>>(
    sql`${treeOn(day)}${where} order by code limit ${page.limit}`,
  );
}

/** One organisation as it stood on a day; null: it was not there. */
export async function organisationOn(tx: Transaction, day: Day, id: string): Promise<OrganisationLine | null> {
  const [row] = await tx.execute<OrganisationLine & Record<string, unknown>>(sql`${treeOn(day)} where id = ${id}`);
  return row ?? null;
}

/** What has become of an organisation, oldest first. */
export async function changesOf(tx: Transaction, org: string) {
  const { id, act, day, fromParent, toParent, because, why, recordedBy, recordedAt } = organisationChanges;
  return tx
    .select({ id, act, day, from: fromParent, to: toParent, because, why, recordedBy, recordedAt })
    .from(organisationChanges)
    .where(eq(organisationChanges.org, org))
    .orderBy(asc(day), asc(recordedAt));
}
