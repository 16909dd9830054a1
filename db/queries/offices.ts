import { sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Office } from '#domain/named-staff';
import type { PersonId } from '#domain/role';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';

/** Appointments in force of a member of staff, none when the account is closed; null: nobody has this id. */
export async function officesOf(tx: Transaction, person: PersonId, at: Instant): Promise<readonly Office[] | null> {
  const now = instantToText(at);
  const rows = await tx.execute<{ role: Office['role'] | null; kind: string; place: string }>(sql`
    select o.role, o.kind, o.place from people p left join lateral (
      select a.role, o.kind, case when o.kind in ('committee', 'centre') then beside.path else o.path end as place
      from appointments a join organisations o on o.id = a.org_id left join organisations beside on beside.id = o.parent_id
      where a.person_id = p.id and p.disabled_at is null
        and a.valid_from <= ${now}::timestamptz and (a.valid_to is null or a.valid_to > ${now}::timestamptz)) o on true
    where p.id = ${person}`);
  if (rows.length === 0) return null;
  return rows.flatMap(({ role, kind, place }) => (role === null ? [] : [{ role, kind, place }]));
}
