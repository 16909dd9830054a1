import { and, asc, count, desc, eq, gte, ilike, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Day, Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import { organisations, type RecordStateCode, records, recordVersions, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { literally } from './organisations.ts';

/** A record as lists show it. */
export const RECORD_LINE = {
  id: records.id,
  kind: records.kind,
  org: organisations.code,
  orgName: organisations.name,
  version: records.version,
  state: records.state,
  day: records.day,
  until: records.until,
  topic: records.topic,
  times: records.times,
  heads: records.heads,
  amount: records.amount,
  code: records.code,
  values: records.content,
  changedAt: records.changedAt,
};

export interface RecordFilter {
  readonly kind: string;
  /** At or below this path. */
  readonly under?: string;
  /** Days of the record, both included. */
  readonly from?: Day;
  readonly to?: Day;
  readonly topic?: string;
  readonly state?: RecordStateCode;
  /** The record that these belong to. */
  readonly subject?: string;
  /** What its code, title or name holds. */
  readonly like?: string;
}

/** `oldest`: in the order in which they were last changed, as what follows changes wants them · `newest`: as people look at them. */
export const RECORD_ORDERS = ['oldest', 'newest'] as const;
export type RecordOrder = (typeof RECORD_ORDERS)[number];

/** The last record of the page before. */
export interface RecordCursor {
  readonly at: Instant;
  readonly id: string;
}

/** Records that the asker may read, by their last change, a page at a time. */
export function listRecords(
  tx: Transaction,
  filter: RecordFilter,
  page: { readonly after: RecordCursor | null; readonly limit: number; readonly order?: RecordOrder },
) {
  const { after, order } = page;
  const [toward, beyond] = order === 'newest' ? [desc, sql`<`] : [asc, sql`>`];
  return tx
    .select(RECORD_LINE)
    .from(records)
    .innerJoin(organisations, eq(organisations.id, records.org))
    .where(
      and(
        ...matching(filter),
        after === null
          ? undefined
          : sql`(${records.changedAt}, ${records.id}) ${beyond} (${instantToText(after.at)}, ${after.id})`,
      ),
    )
    .orderBy(toward(records.changedAt), toward(records.id))
    .limit(page.limit);
}

/** What a filter asks for. Withdrawn records are left out unless they are asked for. */
function matching({ kind, under, from, to, topic, state, subject, like }: RecordFilter): readonly (SQL | undefined)[] {
  return [
    eq(records.kind, kind),
    under === undefined
      ? undefined
      : sql`${records.path} >= ${under} and ${records.path} < ${`${under.slice(0, -1)}0`}`,
    from === undefined ? undefined : gte(records.day, from),
    to === undefined ? undefined : lte(records.day, to),
    topic === undefined ? undefined : eq(records.topic, topic),
    state === undefined ? sql`${records.state} <> 'withdrawn'` : eq(records.state, state),
    subject === undefined ? undefined : eq(records.subject, subject),
    like === undefined ? undefined : called(`%${literally(like)}%`),
  ];
}

/** By what people call it: the code, or the title or name that it holds. */
function called(pattern: string): SQL | undefined {
  const { content } = records;
  return or(
    ilike(records.code, pattern),
    sql`${content} ->> 'title' ilike ${pattern}`,
    sql`${content} ->> 'name' ilike ${pattern}`,
  );
}

/** One record as it stands, with its life; null: not there, or out of the asker's reach. */
export async function recordOf(tx: Transaction, kind: string, id: string) {
  const [row] = await tx
    .select({
      ...RECORD_LINE,
      orgId: records.org,
      path: records.path,
      shared: records.shared,
      recordedBy: records.recordedBy,
      recordedAt: records.recordedAt,
      approvedBy: records.approvedBy,
      approvedAt: records.approvedAt,
      stream: records.streamId,
    })
    .from(records)
    .innerJoin(organisations, eq(organisations.id, records.org))
    .where(and(eq(records.id, id), eq(records.kind, kind)));
  return row ?? null;
}

/** The life of a record, as the asker may see it. */
export async function lifeOf(tx: Transaction, stream: string) {
  const [row] = await tx.select().from(streams).where(eq(streams.id, stream));
  return row ?? null;
}

/** Every version, the first first. */
export function versionsOf(tx: Transaction, id: string) {
  return tx
    .select({
      version: recordVersions.version,
      state: recordVersions.state,
      values: recordVersions.content,
      why: recordVersions.why,
      by: recordVersions.by,
      at: recordVersions.at,
      hash: sql<string>`encode(${recordVersions.hash}, 'hex')`,
    })
    .from(recordVersions)
    .where(eq(recordVersions.recordId, id))
    .orderBy(asc(recordVersions.version));
}

/** Who wrote the values that stand: an approval or a withdrawal writes none. */
export async function writerOf(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ by: recordVersions.by })
    .from(recordVersions)
    .where(and(eq(recordVersions.recordId, id), eq(recordVersions.state, 'recorded')))
    .orderBy(sql`${recordVersions.version} desc`)
    .limit(1);
  return row?.by ?? null;
}

/** How many records of each kind nobody has approved yet, of those that another than `person` wrote. `at`: an organisation, or all at or below a path. */
export function unapproved(
  tx: Transaction,
  at: { readonly org: string } | { readonly under: string },
  person: string,
): Promise<{ readonly kind: string; readonly count: number }[]> {
  const place =
    'org' in at
      ? eq(records.org, at.org)
      : sql`${records.path} >= ${at.under} and ${records.path} < ${`${at.under.slice(0, -1)}0`}`;
  const writer = sql`(
    select written.by from record_versions written
    where written.record_id = ${records.id} and written.state = 'recorded' order by written.version desc limit 1)`;
  return tx
    .select({ kind: records.kind, count: count() })
    .from(records)
    .where(and(eq(records.state, 'recorded'), place, sql`${writer} <> ${person}`))
    .groupBy(records.kind);
}
