import { and, desc, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { duties, notices } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { Cursor } from './stream-list.ts';

const LINE = {
  id: notices.id,
  stream: notices.streamId,
  duty: notices.openedVersion,
  dutyKind: duties.kind,
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

/** A person's in-app notices, newest first, a page at a time. */
export function listNotices(
  tx: Transaction,
  person: string,
  page: { readonly unread: boolean; readonly after: Cursor | null; readonly limit: number },
) {
  const { unread, after, limit } = page;
  const conditions: (SQL | undefined)[] = [
    ...mine(person),
    unread ? isNull(notices.readAt) : undefined,
    after === null
      ? undefined
      : or(
          lt(notices.createdAt, after.at),
          and(sql`${notices.createdAt} = ${instantToText(after.at)}`, lt(notices.id, after.id)),
        ),
  ];
  return tx
    .select(LINE)
    .from(notices)
    .innerJoin(duties, theDuty)
    .where(and(...conditions))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit);
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
