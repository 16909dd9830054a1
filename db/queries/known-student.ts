import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Relation } from '#domain/permission';
import { duties, streams, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { Stand } from './reach.ts';

type StudentRow = typeof students.$inferSelect;

interface KnownStudent {
  readonly row: StudentRow;
  readonly relation: Relation;
  /** What is open with the asker's hospital. */
  readonly referral: string | null;
}

/** A student whom row-level security lets the asker know of, and how the asker stands to the child; null otherwise. */
export async function knownStudent(
  tx: Transaction,
  id: string,
  { person, org, path }: Stand,
): Promise<KnownStudent | null> {
  const [row] = await tx.select().from(students).where(eq(students.id, id));
  if (row === undefined) return null;
  const [referred] = await tx
    .select({ id: streams.id })
    .from(streams)
    .where(
      and(
        eq(streams.studentId, id),
        eq(streams.otherOrg, org),
        isNull(streams.closedAt),
        sql`${streams.stage} <> 'draft'`,
      ),
    )
    .limit(1);
  const [owed] = await tx
    .select({ n: duties.n })
    .from(duties)
    .innerJoin(streams, eq(streams.id, duties.streamId))
    .where(
      and(
        eq(streams.studentId, id),
        isNull(duties.doneAt),
        or(eq(duties.holder, person), sql`${duties.called} @> array[${person}]::uuid[]`),
      ),
    )
    .limit(1);
  const relation = { place: row.path.startsWith(path), hospital: referred !== undefined, duty: owed !== undefined };
  return { row, relation, referral: referred?.id ?? null };
}
