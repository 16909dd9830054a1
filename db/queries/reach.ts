import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Relation } from '#domain/permission';
import type { StreamId, StreamKind } from '#domain/stream';
import { duties, streams, students } from '#db/schema/index';
import type { StreamRow } from '#db/stream-row';
import { type Answered, type Call, callIn, type Transaction } from '#db/transaction';
import { openRows } from '#db/working-set';

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

/** What can() asks before an act, as a call: how the asker stands to a stream that row-level security lets them see. stoodIn() reads the answer. */
export function standing(kind: StreamKind, id: StreamId, person: string): Call {
  return { text: STANDING, parameters: [id, kind, person] };
}

const STANDING = `select s.student_id, p.path, s.home_path, s.other_org, s.stage, exists (select from duties d
    where d.stream_id = s.id and d.done_at is null and (d.holder = $3 or d.called @> array[$3]::uuid[])) as duty
  from streams s left join students p on p.id = s.student_id where s.id = $1 and s.kind = $2`;

/** Null as with reachStream(). */
export function stoodIn(
  [row]: readonly Answered[],
  stand: Stand,
): { readonly student: string | null; readonly relation: Relation } | null {
  if (row === undefined) return null;
  const {
    student_id: student,
    path,
    home_path: homePath,
    other_org: otherOrg,
    stage,
    duty,
  } = row as unknown as StoodRow;
  return { student, relation: relationOf({ homePath, otherOrg, stage }, path, stand, duty) };
}

/**
 * The same for a stream that may be hidden from the asker, to judge one act by; what is read this way never leaves, and the caller refuses as for a stream
 * that is not there. The row stays open for the length of the transaction.
 */
export async function standingUnseen(tx: Transaction, kind: StreamKind, id: StreamId, stand: Stand) {
  await openRows(tx, null, [id]);
  return stoodIn(await callIn(tx, standing(kind, id, stand.person)), stand);
}

/** The stream itself, for what can be said of it without a look at it. */
export async function reachUnseen(tx: Transaction, kind: StreamKind, id: StreamId, stand: Stand) {
  await openRows(tx, null, [id]);
  return reachStream(tx, kind, id, stand);
}

interface StoodRow {
  readonly student_id: string | null;
  readonly path: string | null;
  readonly home_path: string;
  readonly other_org: string | null;
  readonly stage: string | null;
  readonly duty: boolean;
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

function relationOf(
  row: Pick<StreamRow, 'homePath' | 'otherOrg' | 'stage'>,
  studentPath: string | null,
  { org, path }: Stand,
  duty: boolean,
): Relation {
  const below = (place: string | null) => place?.startsWith(path) === true;
  return {
    // The child's own place, or the place where the stream is kept.
    place: below(studentPath) || below(row.homePath),
    hospital: row.otherOrg === org && row.stage !== 'draft',
    duty,
  };
}
