import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { Level } from '#domain/level';
import { SHARED_DUTIES } from '#domain/referral-sharing';
import type { StreamKind } from '#domain/stream';
import { instantToText } from '#db/schema/columns';
import { duties, organisations, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

export interface StreamFilter {
  readonly kind: StreamKind;
  readonly open: boolean;
  readonly levels?: readonly Level[];
  readonly stage?: string;
  /** At or below this place. */
  readonly under?: string;
  /** Only streams with a step that should have come before this instant. */
  readonly lateAt?: Instant;
  /** Only streams that this organisation was asked for. */
  readonly askedOf?: string;
  readonly student?: string;
  /** Only referrals that a hospital left unanswered until their limit. */
  readonly silent?: boolean;
}

/** Open streams by their next step (`next`), by level and then their next step, or the longest untouched first (`last`). */
export const STREAM_ORDERS = ['next', 'level', 'last'] as const;
export type StreamOrder = (typeof STREAM_ORDERS)[number];

export interface StreamLine {
  readonly id: string;
  readonly kind: string;
  readonly studentId: string | null;
  readonly caseId: string | null;
  readonly stage: string | null;
  readonly level: string | null;
  readonly owner: string | null;
  readonly homeOrg: string;
  readonly homeName: string;
  readonly otherOrg: string | null;
  readonly version: number;
  readonly lastAt: Instant;
  readonly nextDueAt: Instant | null;
  readonly closedAt: Instant | null;
}

/** Where the next page begins: the instant and id of the last line of this one. */
export interface Cursor {
  readonly at: Instant;
  readonly id: string;
  /** Of that line; only lists in the order of levels go on from it. */
  readonly level?: string;
}

const LINE = {
  id: streams.id,
  kind: streams.kind,
  studentId: streams.studentId,
  caseId: streams.caseId,
  stage: streams.stage,
  level: streams.level,
  owner: streams.owner,
  homeOrg: streams.homeOrg,
  homeName: organisations.name,
  otherOrg: streams.otherOrg,
  version: streams.version,
  lastAt: streams.lastAt,
  nextDueAt: streams.nextDueAt,
  closedAt: streams.closedAt,
};

/** Streams in the asker's reach, a page at a time: open ones by their next step, the closed ones last closed first. */
export function listStreams(
  tx: Transaction,
  filter: StreamFilter,
  page: { readonly after: Cursor | null; readonly limit: number; readonly order?: StreamOrder },
): Promise<readonly StreamLine[]> {
  const { order = 'next' } = page;
  const open = filter.open;
  return tx
    .select(LINE)
    .from(streams)
    .innerJoin(organisations, eq(organisations.id, streams.homeOrg))
    .where(and(...streamConditions(filter), page.after === null ? undefined : beyond(open, order, page.after)))
    .orderBy(...orderOf(open, order))
    .limit(page.limit);
}

/** What a referral waits for next, and until when. */
export interface Owed {
  readonly kind: string;
  readonly limitAt: Instant | null;
}

/** The next limit of each of these referrals among the duties that both sides know; those that wait for nothing are not in it. */
export async function owedOf(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Owed>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([duties.streamId], { stream: duties.streamId, kind: duties.kind, limitAt: duties.limitAt })
    .from(duties)
    .where(
      and(
        inArray(duties.streamId, [...ids]),
        isNull(duties.doneAt),
        inArray(duties.kind, [...SHARED_DUTIES, 'referralConsent']),
      ),
    )
    .orderBy(asc(duties.streamId), asc(duties.limitAt));
  return new Map(rows.map(({ stream, ...owed }) => [stream, owed]));
}

/** The filter as conditions on streams. */
export function streamConditions({
  kind,
  open,
  levels,
  stage,
  under,
  lateAt,
  askedOf,
  student,
  silent,
}: StreamFilter): (SQL | undefined)[] {
  return [
    eq(streams.kind, kind),
    open ? isNull(streams.closedAt) : isNotNull(streams.closedAt),
    levels === undefined ? undefined : inArray(streams.level, [...levels]),
    stage === undefined ? undefined : eq(streams.stage, stage),
    // A range, so that the index on the place answers; '0' follows '/'.
    under === undefined
      ? undefined
      : sql`${streams.homePath} >= ${under} and ${streams.homePath} < ${`${under.slice(0, -1)}0`}`,
    lateAt === undefined ? undefined : lt(streams.nextDueAt, lateAt),
    askedOf === undefined ? undefined : and(eq(streams.otherOrg, askedOf), sql`${streams.stage} <> 'draft'`),
    student === undefined ? undefined : eq(streams.studentId, student),
    silent === true ? sql`${streams.state} ->> 'onSilence' <> 'nothing'` : undefined,
  ];
}

function orderOf(open: boolean, order: StreamOrder): SQL[] {
  if (!open) return [desc(streams.closedAt), asc(streams.id)];
  if (order === 'last') return [asc(streams.lastAt), asc(streams.id)];
  return [...(order === 'level' ? [desc(streams.level)] : []), asc(streams.nextDueAt), asc(streams.id)];
}

function beyond(open: boolean, order: StreamOrder, { at, id, level = 'L0' }: Cursor): SQL | undefined {
  const instant = instantToText(at);
  if (open && order === 'last') return sql`(${streams.lastAt}, ${streams.id}) > (${instant}::timestamptz, ${id}::uuid)`;
  if (open && order === 'level') {
    const later = sql`(${streams.nextDueAt}, ${streams.id}) > (${instant}::timestamptz, ${id}::uuid)`;
    return or(lt(streams.level, level), and(eq(streams.level, level), later));
  }
  if (open) return or(gt(streams.nextDueAt, at), and(sql`${streams.nextDueAt} = ${instant}`, gt(streams.id, id)));
  return or(lt(streams.closedAt, at), and(sql`${streams.closedAt} = ${instant}`, gt(streams.id, id)));
}
