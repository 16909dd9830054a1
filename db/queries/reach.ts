import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Relation } from '#domain/permission';
import type { StreamId, StreamKind } from '#domain/stream';
import { duties, streams, students } from '#db/schema/index';
import type { StreamRow } from '#db/stream-row';
import type { Transaction } from '#db/transaction';

/** Where the asker stands in the tree. */
export interface Stand {
  readonly person: string;
  readonly org: string;
  readonly path: string;
}

/** A stream that row-level security lets the asker see, and how the asker stands to it. */
export interface Reached {
  readonly row: StreamRow;
  readonly relation: Relation;
}

/** Null: no such stream, or none that this asker may know of; the two are told alike. */
export async function reachStream(
  tx: Transaction,
  kind: StreamKind,
  id: StreamId,
  stand: Stand,
): Promise<Reached | null> {
  const [found] = await tx
    .select({ row: streams, studentPath: students.path })
    .from(streams)
    .leftJoin(students, eq(students.id, streams.studentId))
    .where(and(eq(streams.id, id), eq(streams.kind, kind)));
  if (found === undefined) return null;
  const { row, studentPath } = found;
  const { rowCount } = await liveDuty(tx, id, stand.person);
  return { row, relation: relationOf(row, studentPath, stand, rowCount > 0) };
}

async function liveDuty(tx: Transaction, id: StreamId, person: string): Promise<{ readonly rowCount: number }> {
  const rows = await tx
    .select({ n: duties.n })
    .from(duties)
    .where(
      and(
        eq(duties.streamId, id),
        isNull(duties.doneAt),
        or(eq(duties.holder, person), sql`${duties.called} @> array[${person}]::uuid[]`),
      ),
    )
    .limit(1);
  return { rowCount: rows.length };
}

function relationOf(row: StreamRow, studentPath: string | null, { org, path }: Stand, duty: boolean): Relation {
  const below = (place: string | null) => place?.startsWith(path) === true;
  return {
    // The child's own place, or the place where the stream is kept.
    place: below(studentPath) || below(row.homePath),
    hospital: row.otherOrg === org && row.stage !== 'draft',
    duty,
  };
}
