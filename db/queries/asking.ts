import { and, asc, eq, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { ROLES, type Role, type Side } from '#domain/role';
import { instantToText } from '#db/schema/columns';
import { appointments, organisations, people } from '#db/schema/index';
import type { Answered, Transaction } from '#db/transaction';

/** A person in one appointment. */
export interface Asking {
  readonly person: string;
  readonly displayName: string;
  readonly appointment: string;
  readonly role: Role;
  readonly side: Side;
  readonly org: string;
  readonly orgName: string;
  readonly orgKind: string;
  readonly path: string;
}

function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role);
}

/** A row of app.signed_in; nobody's appointment is none. */
export function askingIn(row: Answered): readonly Asking[] {
  const { appointment, role, side, person } = row;
  if (appointment === null || !isRole(String(role))) return [];
  const { display_name: displayName, org, org_name: orgName, org_kind: orgKind, path } = row;
  const texts = { person, displayName, appointment, role, org, orgName, orgKind, path };
  // Each of them is text in that function's table.
  return [{ ...(texts as Omit<Asking, 'side'>), side: side === 'health' ? 'health' : 'education' }];
}

/** The appointments of a person in force at `at`, first one first; none when the account is disabled or nobody's. */
export async function askingsOf(tx: Transaction, person: string, at: Instant): Promise<readonly Asking[]> {
  const now = instantToText(at);
  const rows = await tx
    .select({
      displayName: people.displayName,
      side: people.side,
      appointment: appointments.id,
      role: appointments.role,
      org: organisations.id,
      orgName: organisations.name,
      orgKind: organisations.kind,
      path: organisations.path,
    })
    .from(appointments)
    .innerJoin(people, eq(people.id, appointments.personId))
    .innerJoin(organisations, eq(organisations.id, appointments.orgId))
    .where(
      and(
        eq(people.id, person),
        sql`(${people.disabledAt} is null or ${people.disabledAt} > ${now})`,
        sql`${appointments.validFrom} <= ${now} and (${appointments.validTo} is null or ${appointments.validTo} > ${now})`,
      ),
    )
    .orderBy(asc(appointments.priority), asc(appointments.validFrom), asc(appointments.id));
  return rows.flatMap(({ role, side, ...row }) =>
    isRole(role) ? [{ ...row, person, role, side: side === 'health' ? 'health' : 'education' }] : [],
  );
}
