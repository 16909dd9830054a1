import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { duties, organisations, people, records, reports, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** mine: held by or called to the asker · all: in the asker's reach · overdue: of these, past their limit. */
export const RECORD_DUTY_LISTS = ['mine', 'all', 'overdue'] as const;
export type RecordDutyList = (typeof RECORD_DUTY_LISTS)[number];

const LINE = {
  stream: duties.streamId,
  opened: duties.openedVersion,
  duty: duties.kind,
  subject: duties.subject,
  holder: duties.holder,
  holderName: people.displayName,
  limitAt: duties.limitAt,
  dueAt: duties.dueAt,
  record: records.id,
  kind: records.kind,
  code: records.code,
  values: records.content,
  org: organisations.code,
  orgName: organisations.name,
};

/** What is owed because of records, by its next step, a page at a time: the records lie beside, so that each line opens one. */
export function recordDuties(
  tx: Transaction,
  { list, person, at }: { readonly list: RecordDutyList; readonly person: string; readonly at: Instant },
  page: { readonly after: { readonly at: Instant; readonly id: string } | null; readonly limit: number },
) {
  const { after } = page;
  const chosen = {
    mine: or(eq(duties.holder, person), sql`${duties.called} @> array[${person}]::uuid[]`),
    all: undefined,
    overdue: lt(duties.limitAt, at),
  };
  const [stream = '', opened = '0'] = after?.id.split('/') ?? [];
  return tx
    .select(LINE)
    .from(duties)
    .innerJoin(streams, eq(streams.id, duties.streamId))
    .innerJoin(records, eq(records.streamId, streams.id))
    .innerJoin(people, eq(people.id, duties.holder))
    .innerJoin(organisations, eq(organisations.id, records.org))
    .where(
      and(
        eq(streams.kind, 'record'),
        isNull(duties.doneAt),
        chosen[list],
        after === null
          ? undefined
          : sql`(${duties.dueAt}, ${duties.streamId}, ${duties.openedVersion})
              > (${instantToText(after.at)}, ${stream}, ${Number(opened)})`,
      ),
    )
    .orderBy(asc(duties.dueAt), asc(duties.streamId), asc(duties.openedVersion))
    .limit(page.limit);
}

/** What a life belongs to: a record by its kind, or a `report`. */
export interface RecordOfLife {
  readonly kind: string;
  readonly id: string;
}

/** What these streams of records are the lives of, by stream; those out of reach are left out. */
export async function recordsOfLives(
  tx: Transaction,
  lives: readonly string[],
): Promise<ReadonlyMap<string, RecordOfLife>> {
  if (lives.length === 0) return new Map();
  const ofKind = { stream: records.streamId, kind: records.kind, id: records.id };
  const found = await tx
    .select(ofKind)
    .from(records)
    .where(inArray(records.streamId, [...lives]));
  const drawn = await tx
    .select({ stream: reports.streamId, id: reports.id })
    .from(reports)
    .where(inArray(reports.streamId, [...lives]));
  return new Map([
    ...found.map(({ stream, ...of }) => [stream ?? '', of] as const),
    ...drawn.map(({ stream, id }) => [stream, { kind: 'report', id }] as const),
  ]);
}
