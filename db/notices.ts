import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Rhythm, rhythmOf } from '#domain/calling-hours';
import type { Instant } from '#domain/instant';
import type { Level } from '#domain/level';
import { type Clock, clockOf } from '#domain/policy';
import { mintId } from './decide-all.ts';
import { policyOf } from './queries/policy.ts';
import { contactPoints, duties, notices, streams } from './schema/index.ts';
import { uuids } from './uuids.ts';
import type { Transaction } from './transaction.ts';

export type NoticeRow = typeof notices.$inferSelect;

/** Which notice: one person, one step of one duty; all its channels. `opened` is the version of the fact that opened the duty. */
export interface NoticePlace {
  readonly stream: string;
  readonly opened: number;
  readonly step: number;
  readonly person: string;
}

const at = ({ stream, opened, step, person }: NoticePlace) =>
  and(
    eq(notices.streamId, stream),
    eq(notices.openedVersion, opened),
    eq(notices.n, 0),
    eq(notices.step, step),
    eq(notices.person, person),
  );

export interface NoticeView {
  readonly rows: readonly NoticeRow[];
  /** The duty still lives, and nobody has acknowledged this step. */
  readonly wanted: boolean;
  /** The chain behind it; null when the record does not know the duty. */
  readonly clock: Clock | null;
  /** Whether it may wake somebody. */
  readonly rhythm: Rhythm;
}

/** A notice with all its channels, and whether it is still worth sending. Rows are locked until the transaction ends. */
export async function noticeView(tx: Transaction, place: NoticePlace): Promise<NoticeView> {
  const [found] = await tx
    .select({ duty: duties, policy: streams.policyVersion, stage: streams.stage, level: streams.level })
    .from(duties)
    .innerJoin(streams, eq(streams.id, duties.streamId))
    .where(and(eq(duties.streamId, place.stream), eq(duties.openedVersion, place.opened), eq(duties.n, 0)));
  const rows = await tx.select().from(notices).where(at(place)).orderBy(notices.createdAt, notices.id).for('update');
  if (found === undefined) return { rows, wanted: false, clock: null, rhythm: 'byDay' };
  const { doneAt, acknowledgedStep, clock } = found.duty;
  const wanted = doneAt === null && !(acknowledgedStep !== null && acknowledgedStep >= place.step);
  const chain = clockOf(await policyOf(tx, found.policy), clock);
  // Written by commit() from the state: a level or none.
  const { stage, level } = found as { readonly stage: string | null; readonly level: Level | null };
  const rhythm = chain.pageEvery === null ? rhythmOf({ stage, level }) : 'atOnce';
  return { rows, wanted, clock: chain, rhythm };
}

/** What became of one channel of a notice. `nextTryAt` null settles it. */
export interface NoticeChange {
  readonly state: string;
  readonly nextTryAt: Instant | null;
  readonly sentAt?: Instant;
}

/** Writes one channel, new or known; a channel sent again is unread again. */
export async function setChannel(
  tx: Transaction,
  place: NoticePlace,
  channel: string,
  template: string,
  change: NoticeChange,
  now: Instant,
): Promise<void> {
  const sent = change.sentAt === undefined ? {} : { sentAt: change.sentAt, readAt: null };
  const values = { state: change.state, settled: change.nextTryAt === null, nextTryAt: change.nextTryAt, ...sent };
  await tx
    .insert(notices)
    .values({
      ...values,
      id: mintId(place.stream, `${place.opened}/${place.step}/${place.person}/${channel}`, 0),
      streamId: place.stream,
      openedVersion: place.opened,
      n: 0,
      step: place.step,
      person: place.person,
      channel,
      template,
      attempts: change.sentAt === undefined ? 0 : 1,
      createdAt: now,
    })
    .onConflictDoUpdate({
      target: [notices.streamId, notices.openedVersion, notices.n, notices.step, notices.person, notices.channel],
      set: { ...values, ...(change.sentAt === undefined ? {} : { attempts: sql`${notices.attempts} + 1` }) },
    });
}

/** Nothing more is tried for this notice. */
export async function settleNotice(tx: Transaction, place: NoticePlace, state: string): Promise<void> {
  await tx
    .update(notices)
    .set({ settled: true, nextTryAt: null, state })
    .where(and(at(place), eq(notices.settled, false)));
}

/** Tells the live connections of these people that there is something to read. */
export async function announce(tx: Transaction, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await tx.execute(
    sql`select pg_notify('xinqiao_notice', person::text) from unnest(${uuids([...new Set(people)])}) as person`,
  );
}

/** The ways in which a member of staff can be reached besides in-app, with the sealed address of each. */
export async function staffAddresses(
  tx: Transaction,
  person: string,
  channels: readonly string[],
): Promise<readonly { readonly channel: string; readonly address: Buffer }[]> {
  if (channels.length === 0) return [];
  return tx
    .select({ channel: contactPoints.channel, address: contactPoints.address })
    .from(contactPoints)
    .where(and(eq(contactPoints.personId, person), inArray(contactPoints.channel, [...channels])));
}
