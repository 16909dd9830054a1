import { type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText, textToInstant } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { literally } from './organisations.ts';

export interface StaffFilter {
  /** At or below this path: the asker's own, or a place below it. */
  readonly path: string;
  /** Whoever has no office at all is shown too. */
  readonly unplaced: boolean;
  readonly person?: string;
  readonly like?: string;
  readonly role?: string;
  /** In office, with an end before this instant. */
  readonly endsBefore?: Instant;
  /** An account that was closed. */
  readonly closed?: boolean;
}

export interface StaffOffice {
  readonly id: string;
  readonly role: string;
  readonly post: string | null;
  readonly priority: number;
  readonly org: string;
  readonly orgCode: string;
  /** Of a class with its school: every school has a class 1. */
  readonly orgName: string;
  readonly orgKind: string;
  readonly path: string;
  readonly from: Instant;
  readonly until: Instant | null;
}

export interface StaffLine {
  readonly person: string;
  readonly displayName: string;
  readonly side: string;
  readonly disabledAt: Instant | null;
  readonly offices: readonly StaffOffice[];
}

type Row = Record<string, unknown> & {
  readonly person: string;
  readonly display_name: string;
  readonly side: string;
  readonly disabled_at: string | null;
  readonly offices: readonly (Omit<StaffOffice, 'from' | 'until'> & {
    readonly from: string;
    readonly until: string | null;
  })[];
};

/** Members of staff by name, a page at a time (`after`: the last one of the page before), each with every appointment below the path, the latest first; those that are over too. */
export async function listStaff(
  tx: Transaction,
  filter: StaffFilter,
  page: { readonly after: string | undefined; readonly limit: number },
  at: Instant,
): Promise<readonly StaffLine[]> {
  const { after } = page;
  const rows = await tx.execute<Row>(sql`
    select p.id as person, p.display_name, p.side, p.disabled_at::text, coalesce(o.offices, '[]') as offices
    from people p left join lateral (
      select jsonb_agg(jsonb_build_object('id', a.id, 'role', a.role, 'post', a.post, 'priority', a.priority, 'org', o.id, 'orgCode', o.code,
          'orgName', coalesce((select s.name || ' ' from organisations s where s.id = o.parent_id and o.kind = 'class'), '') || o.name, 'orgKind', o.kind, 'path', o.path, 'from', a.valid_from::text, 'until', a.valid_to::text)
          order by a.valid_to desc nulls first, a.valid_from desc, a.id) as offices
      from appointments a join organisations o on o.id = a.org_id
      where a.person_id = p.id and o.path >= ${filter.path} and o.path < app.after(${filter.path})) o on true
    where ${conditions(filter, at)}
      ${after === undefined ? sql`` : sql`and (p.display_name, p.id) > (select l.display_name, l.id from people l where l.id = ${after})`}
    order by p.display_name, p.id limit ${page.limit}`);
  return rows.map(({ display_name: displayName, disabled_at: closed, offices, ...row }) => ({
    person: row.person,
    side: row.side,
    displayName,
    disabledAt: closed === null ? null : textToInstant(closed),
    offices: offices.map(({ from, until, ...office }) => ({
      ...office,
      from: textToInstant(from),
      until: until === null ? null : textToInstant(until),
    })),
  }));
}

function conditions({ path, unplaced, person, like, role, endsBefore, closed }: StaffFilter, at: Instant): SQL {
  const now = sql`${instantToText(at)}::timestamptz`;
  const open = sql`(a.valid_to is null or a.valid_to > ${now})`;
  const office = (more: SQL) => sql`exists (select from appointments a join organisations o on o.id = a.org_id
    where a.person_id = p.id and o.path >= ${path} and o.path < app.after(${path}) and ${more})`;
  const placed =
    role === undefined && endsBefore === undefined
      ? unplaced
        ? sql`(${office(sql`true`)} or not exists (select from appointments a where a.person_id = p.id))`
        : office(sql`true`)
      : office(
          sql.join(
            [
              open,
              ...(role === undefined ? [] : [sql`a.role = ${role}`]),
              ...(endsBefore === undefined ? [] : [sql`a.valid_to <= ${instantToText(endsBefore)}::timestamptz`]),
            ],
            sql` and `,
          ),
        );
  const named = like === undefined ? sql`true` : sql`p.display_name ilike ${`%${literally(like)}%`}`;
  return sql.join(
    [
      placed,
      named,
      ...(person === undefined ? [] : [sql`p.id = ${person}`]),
      ...(closed === undefined ? [] : [closed ? sql`p.disabled_at is not null` : sql`p.disabled_at is null`]),
    ],
    sql` and `,
  );
}
