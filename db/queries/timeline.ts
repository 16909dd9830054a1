import { and, asc, eq, inArray, or } from 'drizzle-orm';
import type { Policy } from '#domain/policy';
import type { Post, Role, Side } from '#domain/role';
import type { StreamId, StreamKind } from '#domain/stream';
import type { TimelineFact, TimelineSource } from '#domain/timeline';
import type { TimelinePerson } from '#domain/timeline/people';
import { appointments, organisations, people, streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { eventsOf, factsIn } from './facts.ts';
import { policyOf } from './policy.ts';

export interface TimelineAsked {
  /** The case; its referrals, follow-up and returns come with it. */
  readonly caseId: StreamId;
  /** Only these streams, for a reader who may not see all. */
  readonly only?: readonly StreamId[];
  /** Whether staff and hospitals are named besides their role. */
  readonly names: boolean;
}

/** What the story of a case is told from, as far as the asker's rights reach; null when the case is out of reach. */
export async function timelineSource(tx: Transaction, asked: TimelineAsked): Promise<TimelineSource | null> {
  const { caseId, only, names } = asked;
  const own = or(and(eq(streams.id, caseId), eq(streams.kind, 'case')), eq(streams.caseId, caseId));
  const rows = await tx
    .select({ id: streams.id, kind: streams.kind, policy: streams.policyVersion })
    .from(streams)
    .where(only === undefined ? own : and(own, inArray(streams.id, [...only])))
    .orderBy(asc(streams.id));
  if (rows.length === 0) return null;
  const events = await eventsOf(
    tx,
    rows.map((row) => row.id),
  );
  const policies = new Map<StreamId, Policy>();
  for (const row of rows) policies.set(row.id, await policyOf(tx, row.policy));
  const facts = rows.flatMap(({ id, kind }) =>
    factsIn(events.get(id) ?? []).map((fact): TimelineFact => ({ ...fact, kind: kind as StreamKind })),
  );
  return {
    facts,
    people: await staffIn(tx, facts, names),
    hospitals: names ? await hospitalNames(tx) : new Map(),
    policyOf: (stream) => policies.get(stream) as Policy,
  };
}

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
/** Of two appointments of one person, the one that chains of call know. */
const UNKNOWN_POST = 1;

/** Everybody of the staff whom the facts name; ids of children and guardians find nobody there. */
async function staffIn(
  tx: Transaction,
  facts: readonly TimelineFact[],
  names: boolean,
): Promise<ReadonlyMap<string, TimelinePerson>> {
  const ids = new Set(
    facts.flatMap(({ actor, fact }) => [...`${actor} ${JSON.stringify(fact)}`.matchAll(UUID)].map(([id]) => id)),
  );
  if (ids.size === 0) return new Map();
  const rows = await tx
    .select({
      id: people.id,
      name: people.displayName,
      side: people.side,
      role: appointments.role,
      post: appointments.post,
    })
    .from(people)
    .innerJoin(appointments, eq(appointments.personId, people.id))
    .where(inArray(people.id, [...ids]))
    .orderBy(asc(appointments.validFrom), asc(appointments.id));
  const rank = (row: { post: string | null }) => (row.post === null ? UNKNOWN_POST : 0);
  return new Map(
    rows
      .toSorted((a, b) => rank(b) - rank(a))
      .map(({ id, name, side, role, post }) => [
        id,
        { role: role as Role, post: post as Post | null, side: side as Side, name: names ? name : null },
      ]),
  );
}

async function hospitalNames(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ code: organisations.code, name: organisations.name })
    .from(organisations)
    .where(eq(organisations.kind, 'hospital'));
  return new Map(rows.map(({ code, name }) => [code, name]));
}
