import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { PersonId, Role } from '#domain/role';
import { instantToText } from '#db/schema/columns';
import { type OFFICE_NOTICE_REASONS, officeNotices, organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** An office that was given. */
export interface Given {
  readonly appointee: PersonId;
  readonly role: Role;
  readonly org: string;
  readonly path: string;
  readonly since: Instant;
}

interface Told extends Record<string, unknown> {
  readonly person: PersonId;
  readonly reason: (typeof OFFICE_NOTICE_REASONS)[number];
}

const MOST = 50;

/**
 * Tells of an appointment, with it: whoever was appointed, the head of the place (for a class the school's), and whoever has held that office there until it
 * begins. Each once, for the first of these reasons.
 */
export async function tellOfOffice(tx: Transaction, given: Given, at: Instant): Promise<void> {
  const { appointee, role, org, path, since } = given;
  const told = await tx.execute<Told>(sql`
    select distinct on (person) person, reason from (
      select ${appointee}::uuid as person, 'own' as reason, 0 as n
      union all
      select a.person_id, case when a.org_id = ${org} and a.role = ${role} then 'shared' else 'head' end, 1
        from appointments a join organisations o on o.id = a.org_id
        where a.valid_from <= ${instantToText(since)} and (a.valid_to is null or a.valid_to >= ${instantToText(since)})
          and (a.org_id = ${org} and a.role = ${role} or a.role = 'schoolHead' and o.kind = 'school' and starts_with(${path}, o.path))
    ) who join people p on p.id = who.person and p.disabled_at is null
    order by person, n`);
  const rows = told.map(({ person, reason }) => ({ id: randomUUID(), person, reason }));
  const values = rows.map((row) => ({ ...row, appointee, role, org, since, createdAt: at, readAt: null }));
  if (values.length > 0) await tx.insert(officeNotices).values(values);
  // To their open screens, as something of their own that moved (api/live-moves.ts).
  for (const { id, person } of rows)
    await tx.execute(sql`select pg_notify('xinqiao_moved', ${JSON.stringify({ person, ids: [id] })})`);
}

/** What this person was told and has not read, newest first. */
export function unreadOfficeNotices(tx: Transaction, person: PersonId) {
  const { id, reason, appointee, role, since, createdAt } = officeNotices;
  return tx
    .select({ id, reason, appointee, role, orgName: organisations.name, since, createdAt })
    .from(officeNotices)
    .innerJoin(organisations, eq(organisations.id, officeNotices.org))
    .where(and(eq(officeNotices.person, person), isNull(officeNotices.readAt)))
    .orderBy(desc(createdAt), desc(id))
    .limit(MOST);
}

/** False: it is nobody's or another's. */
export async function readOfficeNotice(tx: Transaction, person: PersonId, id: string, at: Instant): Promise<boolean> {
  const rows = await tx
    .update(officeNotices)
    .set({ readAt: sql`coalesce(${officeNotices.readAt}, ${instantToText(at)})` })
    .where(and(eq(officeNotices.person, person), eq(officeNotices.id, id)))
    .returning({ id: officeNotices.id });
  return rows.length > 0;
}
