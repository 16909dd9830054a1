import { and, asc, count, eq, gt, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { SHARED_DUTIES } from '#domain/referral-sharing';
import { instantToText } from '#db/schema/columns';
import { duties, organisations, people, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/**
 * mine: held by or called to the asker · team: of others, in the asker's reach · overdue: in reach and past their limit · waiting: of others, on cases that
 * the asker owns · unclaimed: in reach, called at least once, and nobody has said that they have it.
 */
export const WORKLISTS = ['mine', 'team', 'overdue', 'waiting', 'unclaimed'] as const;
export type Worklist = (typeof WORKLISTS)[number];

export interface WorklistFilter {
  readonly list: Worklist;
  readonly person: string;
  readonly at: Instant;
  /** None: every kind. */
  readonly kinds?: readonly string[];
  /** The asker is a hospital's: of referrals, only what it owes or waits for. */
  readonly ofHospital?: boolean;
  readonly level?: string;
}

/** Where the next page begins: due instant, stream, and the version that opened the last duty of this page. */
export interface DutyCursor {
  readonly at: Instant;
  readonly stream: string;
  readonly opened: number;
}

const LINE = {
  stream: duties.streamId,
  opened: duties.openedVersion,
  kind: duties.kind,
  clock: duties.clock,
  holder: duties.holder,
  holderName: people.displayName,
  called: duties.called,
  subject: duties.subject,
  openedAt: duties.openedAt,
  limitAt: duties.limitAt,
  dueAt: duties.dueAt,
  step: duties.step,
  acknowledgedAt: duties.acknowledgedAt,
  streamKind: streams.kind,
  case: streams.caseId,
  studentId: streams.studentId,
  level: streams.level,
  stage: streams.stage,
  policyVersion: streams.policyVersion,
  owner: streams.owner,
  school: streams.homeOrg,
  schoolName: organisations.name,
};

/** Live duties by their next step, a page at a time. */
export function worklist(
  tx: Transaction,
  filter: WorklistFilter,
  page: { readonly after: DutyCursor | null; readonly limit: number },
) {
  const { kinds = [], level } = filter;
  const conditions: (SQL | undefined)[] = [
    ...live(filter),
    kinds.length === 0 ? undefined : inArray(duties.kind, [...kinds]),
    level === undefined ? undefined : eq(streams.level, level),
    page.after === null ? undefined : beyond(page.after),
  ];
  return tx
    .select(LINE)
    .from(duties)
    .innerJoin(streams, eq(streams.id, duties.streamId))
    .innerJoin(people, eq(people.id, duties.holder))
    .innerJoin(organisations, eq(organisations.id, streams.homeOrg))
    .where(and(...conditions))
    .orderBy(asc(duties.dueAt), asc(duties.streamId), asc(duties.openedVersion))
    .limit(page.limit);
}
export type DutyLine = Awaited<ReturnType<typeof worklist>>[number];

/** Beyond it a count says no more than "many": it is read at a glance. */
export const MOST_COUNTED = 1_000;

/** How many live duties each list holds, up to {@link MOST_COUNTED}. */
export async function worklistCounts(
  tx: Transaction,
  filter: Omit<WorklistFilter, 'list' | 'kinds' | 'level'>,
): Promise<Readonly<Record<Worklist, number>>> {
  const counts: Partial<Record<Worklist, number>> = {};
  for (const list of WORKLISTS) {
    const some = tx
      .select({ one: duties.n })
      .from(duties)
      .innerJoin(streams, eq(streams.id, duties.streamId))
      .where(and(...live({ ...filter, list })))
      .limit(MOST_COUNTED)
      .as('some');
    const [row] = await tx.select({ n: count() }).from(some);
    counts[list] = row?.n ?? 0;
  }
  return counts as Record<Worklist, number>; // every list was counted
}

function live(filter: WorklistFilter): (SQL | undefined)[] {
  return [
    isNull(duties.doneAt),
    belongsTo(filter),
    filter.ofHospital === true ? or(ne(streams.kind, 'referral'), inArray(duties.kind, [...SHARED_DUTIES])) : undefined,
  ];
}

function belongsTo({ list, person, at }: WorklistFilter): SQL | undefined {
  switch (list) {
    case 'mine':
      return or(eq(duties.holder, person), sql`${duties.called} @> array[${person}]::uuid[]`);
    case 'team':
      return ne(duties.holder, person);
    case 'overdue':
      return lt(duties.limitAt, at);
    case 'waiting':
      return and(ne(duties.holder, person), eq(streams.owner, person));
    case 'unclaimed':
      return and(isNull(duties.acknowledgedAt), gt(duties.step, 0));
  }
}

function beyond({ at, stream, opened }: DutyCursor): SQL {
  return sql`(${duties.dueAt}, ${duties.streamId}, ${duties.openedVersion}) > (${instantToText(at)}::timestamptz, ${stream}::uuid, ${opened}::int)`;
}
