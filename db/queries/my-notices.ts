import { and, desc, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { duties, notices, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { aboutDuties } from './duty-about.ts';
import { recordsOfLives } from './record-duties.ts';
import type { Cursor } from './stream-list.ts';

const LINE = {
  id: notices.id,
  stream: notices.streamId,
  duty: notices.openedVersion,
  kind: duties.kind,
  subject: duties.subject,
  streamKind: streams.kind,
  case: streams.caseId,
  stage: streams.stage,
  level: streams.level,
  student: streams.studentId,
  holder: duties.holder,
  called: duties.called,
  step: notices.step,
  template: notices.template,
  createdAt: notices.createdAt,
  attempts: notices.attempts,
  readAt: notices.readAt,
  limitAt: duties.limitAt,
};

const mine = (person: string) => [
  eq(notices.person, person),
  eq(notices.audience, 'staff'),
  eq(notices.channel, 'inApp'),
];
const theDuty = and(
  eq(duties.streamId, notices.streamId),
  eq(duties.openedVersion, notices.openedVersion),
  eq(duties.n, notices.n),
);

/** A person's in-app notices, newest first, a page at a time: each with where its duty stands, as far as the person may still see that. */
export async function listNotices(
  tx: Transaction,
  person: string,
  page: { readonly unread: boolean; readonly after: Cursor | null; readonly limit: number },
) {
  const { unread, after, limit } = page;
  const conditions: (SQL | undefined)[] = [
    ...mine(person),
    // What somebody has done meanwhile calls nobody any more.
    ...(unread ? [isNull(notices.readAt), isNull(duties.doneAt)] : []),
    after === null
      ? undefined
      : or(
          lt(notices.createdAt, after.at),
          and(sql`${notices.createdAt} = ${instantToText(after.at)}`, lt(notices.id, after.id)),
        ),
  ];
  const rows = await tx
    .select(LINE)
    .from(notices)
    .innerJoin(duties, theDuty)
    .leftJoin(streams, eq(streams.id, notices.streamId))
    .where(and(...conditions))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit);
  const lives = rows.filter(({ streamKind }) => streamKind === 'record').map(({ stream }) => stream);
  const records = await recordsOfLives(tx, lives);
  const about = await aboutDuties(tx, rows);
  return rows.map(({ subject, kind, student, holder, called, ...row }) => ({
    ...row,
    student: holder === person || called.includes(person) ? student : null,
    dutyKind: kind,
    record: records.get(row.stream) ?? null,
    ...about({ stream: row.stream, kind, subject }),
  }));
}

/** Marks a notice of this person read; its workflow sees that and goes no further. False: it is nobody's or another's. */
export async function readNotice(tx: Transaction, person: string, id: string, at: Instant): Promise<boolean> {
  const rows = await tx
    .update(notices)
    .set({
      readAt: sql`coalesce(${notices.readAt}, ${instantToText(at)})`,
      state: 'read',
      settled: true,
      nextTryAt: null,
    })
    .where(and(...mine(person), eq(notices.id, id)))
    .returning({ id: notices.id });
  return rows.length > 0;
}
