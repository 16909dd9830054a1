import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { CaseState } from '#domain/case-state';
import { duties, people, rollOverSchools, streams, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/**
 * Open cases within the asker's reach of the pupils whom a roll-over lets go, planned or done: who answers for each, who was asked to take it over, and what is
 * owed next. By case, a page at a time.
 */
export async function casesLeft(
  tx: Transaction,
  job: string,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const { after, limit } = page;
  const receiver = sql<string | null>`${streams.state} #>> '{handOver,to}'`;
  const rows = await tx
    .select({
      case: streams.id,
      student: students.id,
      number: students.number,
      level: sql<CaseState['level'] | null>`${streams.level}`,
      owner: streams.owner,
      ownerName: people.displayName,
      receiver,
      receiverName: sql<string | null>`(select p.display_name from ${people} p where p.id = (${receiver})::uuid)`,
    })
    .from(rollOverSchools)
    .innerJoin(students, sql`${students.id} = any(${rollOverSchools.leaving})`)
    .innerJoin(streams, and(eq(streams.studentId, students.id), eq(streams.kind, 'case'), isNull(streams.closedAt)))
    .leftJoin(people, eq(people.id, streams.owner))
    .where(and(eq(rollOverSchools.jobId, job), after === undefined ? undefined : gt(streams.id, after)))
    .orderBy(asc(streams.id))
    .limit(limit);
  const owed = await Promise.all(
    rows.map(({ case: id }) =>
      tx
        .select({ kind: duties.kind, holder: duties.holder, dueAt: duties.dueAt })
        .from(duties)
        .where(and(eq(duties.streamId, id), isNull(duties.doneAt)))
        .orderBy(asc(duties.dueAt))
        .limit(1),
    ),
  );
  return rows.map((row, index) => ({ ...row, next: owed[index]?.[0] ?? null }));
}
