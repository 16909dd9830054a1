import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { appointments, organisations, people } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

export interface ColleagueFilter {
  /** At this place, below it or above it. */
  readonly path: string;
  readonly ids?: readonly string[];
  readonly roles?: readonly string[];
}

/** Members of staff in office at `at`, by name: whom an act can name. A person with two appointments comes twice. */
export function listColleagues(tx: Transaction, { path, ids, roles }: ColleagueFilter, at: Instant, limit: number) {
  const now = instantToText(at);
  return tx
    .select({
      person: people.id,
      displayName: people.displayName,
      role: appointments.role,
      org: organisations.id,
      orgName: organisations.name,
    })
    .from(appointments)
    .innerJoin(people, eq(people.id, appointments.personId))
    .innerJoin(organisations, eq(organisations.id, appointments.orgId))
    .where(
      and(
        isNull(people.disabledAt),
        lte(appointments.validFrom, at),
        or(isNull(appointments.validTo), gt(appointments.validTo, sql`${now}::timestamptz`)),
        // Whoever is asked for by id is named wherever they work: a chain of call reaches across the tree.
        ids === undefined
          ? or(sql`starts_with(${organisations.path}, ${path})`, sql`starts_with(${path}, ${organisations.path})`)
          : inArray(people.id, [...ids]),
        roles === undefined ? undefined : inArray(appointments.role, [...roles]),
      ),
    )
    .orderBy(asc(people.displayName), asc(people.id), asc(appointments.role))
    .limit(limit);
}
