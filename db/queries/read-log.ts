import { and, count, desc, eq, gt, gte, inArray, like, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { audit, organisations, people, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Which lines of the read log. */
export interface ReadLogFilter {
  readonly person?: string;
  /** A case, with everything that serves it and every look at the child itself. */
  readonly caseId?: string;
  readonly from?: Instant;
  /** Not included. */
  readonly to?: Instant;
  /** exports: what left as a file · identities: who a child is · words: what somebody wrote · packets: what went to a hospital. */
  readonly only?: ReadKind;
  /** Between 22:00 and 06:00 in the schools' time. */
  readonly night?: boolean;
  /** Also what the clock and the system did by themselves; left out: only what people did. */
  readonly machine?: boolean;
  /** Only what was read of cases that the asker's place reaches: whoever audits less than the city. */
  readonly within: boolean;
}

const ACTIONS = {
  exports: ['export:%'],
  identities: ['openIdentity%', 'readIdentity%'],
  words: ['readTexts:%'],
  packets: ['readPacket%'],
  proofs: ['proveCase%'],
} as const satisfies Record<string, readonly string[]>;
export type ReadKind = keyof typeof ACTIONS;
export const READ_KINDS = Object.keys(ACTIONS) as readonly ReadKind[];

/** Lines of the read log, newest first, a page at a time; `after`: the id of the last line of the page before. */
export async function readLog(
  tx: Transaction,
  filter: ReadLogFilter,
  page: { readonly after: number | null; readonly limit: number },
) {
  const family = filter.caseId === undefined ? undefined : await familyOf(tx, filter.caseId);
  if (family === null) return [];
  return tx
    .select({
      id: audit.id,
      at: audit.at,
      person: audit.person,
      name: people.displayName,
      role: audit.role,
      action: audit.action,
      reason: audit.reason,
      student: audit.studentId,
      stream: audit.streamId,
      kind: streams.kind,
      case: sql<string | null>`case when ${streams.kind} = 'case' then ${streams.id} else ${streams.caseId} end`,
      schoolName: organisations.name,
    })
    .from(audit)
    .leftJoin(people, sql`${people.id}::text = ${audit.person}`)
    .leftJoin(streams, eq(streams.id, audit.streamId))
    .leftJoin(organisations, eq(organisations.id, streams.homeOrg))
    .where(
      and(
        ...conditions(filter),
        family === undefined ? undefined : family,
        page.after === null ? undefined : lt(audit.id, page.after),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(page.limit);
}
export type ReadLine = Awaited<ReturnType<typeof readLog>>[number];

/** By time itself or by a reaction to it; a reaction to somebody's act stands in that one's name. */
const BY_MACHINE = sql`${audit.person} in ('clock', 'system')`;

/** How many lines of the clock and the system a page leaves out: between the line before it and its last one, at most `MOST_COUNTED`. */
export async function machineLines(
  tx: Transaction,
  filter: ReadLogFilter,
  page: { readonly after: number | null; readonly last: number | null },
): Promise<number> {
  const family = filter.caseId === undefined ? undefined : await familyOf(tx, filter.caseId);
  if (family === null) return 0;
  const few = tx
    .select({ one: sql`1` })
    .from(audit)
    .leftJoin(streams, eq(streams.id, audit.streamId))
    .where(
      and(
        ...conditions({ ...filter, machine: true }),
        BY_MACHINE,
        family,
        page.after === null ? undefined : lt(audit.id, page.after),
        page.last === null ? undefined : gt(audit.id, page.last),
      ),
    )
    .limit(MOST_COUNTED);
  const [row] = await tx.select({ n: count() }).from(few.as('few'));
  return row?.n ?? 0;
}
const MOST_COUNTED = 1_000;

function conditions({ person, from, to, only, night, machine, within }: ReadLogFilter): (SQL | undefined)[] {
  return [
    machine === true ? undefined : sql`(${audit.person} is null or not ${BY_MACHINE})`,
    person === undefined ? undefined : eq(audit.person, person),
    from === undefined ? undefined : gte(audit.at, from),
    to === undefined ? undefined : lt(audit.at, to),
    only === undefined ? undefined : or(...ACTIONS[only].map((pattern) => like(audit.action, pattern))),
    night === true ? sql`extract(hour from ${audit.at} at time zone 'Asia/Shanghai') not between 6 and 21` : undefined,
    within ? sql`${streams.id} is not null` : undefined,
  ];
}

/** Null: no such case in reach. */
async function familyOf(tx: Transaction, caseId: string): Promise<SQL | undefined | null> {
  const rows = await tx
    .select({ id: streams.id, student: streams.studentId })
    .from(streams)
    .where(or(eq(streams.id, caseId), eq(streams.caseId, caseId)));
  const student = rows.find(({ id }) => id === caseId)?.student;
  if (rows.length === 0) return null;
  const ids = rows.map(({ id }) => id);
  return or(inArray(audit.streamId, ids), student == null ? undefined : eq(audit.studentId, student));
}
