import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, instant, treePath } from './columns.ts';
import { organisations } from './organisations.ts';
import { students } from './students.ts';

/** A thing with a life: campaign, case, referral, follow-up, return, record. Written by db/commit.ts alone. */
export const streams = pgTable(
  'streams',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(), // StreamKind of domain/stream
    studentId: uuid('student_id').references(() => students.id), // null for campaigns and records
    caseId: uuid('case_id'), // the case that a referral, follow-up or return serves
    requestId: uuid('request_id'), // referral: the one request behind its Tasks
    accepted: boolean().notNull().default(false), // referral: set at accept, cleared at 4.0 and 6.0
    homeOrg: uuid('home_org').notNull(), // who owns it (a school, or the county or city of a campaign)
    homePath: treePath('home_path').notNull(), // path of home_org, kept equal by a composite foreign key
    otherOrg: uuid('other_org').references(() => organisations.id), // hospital asked, or receiver of a hand-over
    owner: uuid(), // person who answers for it
    level: text(), // projection of the state for lists
    stage: text(), // projection of the state for lists; 'draft' hides a referral from its hospital
    version: integer().notNull(), // version of the last fact; the first fact is 1
    headHash: bytes('head_hash').notNull(), // hash of that fact
    state: jsonb().$type<unknown>().notNull(), // fold of the facts
    policyVersion: integer('policy_version').notNull(),
    personVersion: integer('person_version').notNull().default(0), // last version made by a person, a warning or a reflected act
    lastAt: instant('last_at').notNull(), // time never goes back within a stream
    nextDueAt: instant('next_due_at'), // earliest next step of a live duty; null exactly when closed
    closedAt: instant('closed_at'),
    woken: integer().notNull().default(0), // version that its workflow was last told of
    rewokenAt: instant('rewoken_at'), // when the relay last pushed a late clock (machine time)
  },
  (t) => [
    check('streams_always_a_duty', sql`(${t.closedAt} is null) = (${t.nextDueAt} is not null)`),
    check('streams_kind', sql`${t.kind} in ('campaign', 'case', 'referral', 'followUp', 'return', 'record')`),
    check('streams_student_or_none', sql`(${t.studentId} is null) = (${t.kind} in ('campaign', 'record'))`),
    check('streams_version_positive', sql`${t.version} >= 1`),
    uniqueIndex('streams_one_open_case').on(t.studentId).where(sql`kind = 'case' and closed_at is null`),
    uniqueIndex('streams_one_open_follow_up').on(t.studentId).where(sql`kind = 'followUp' and closed_at is null`),
    uniqueIndex('streams_one_accepted_referral').on(t.requestId).where(sql`kind = 'referral' and accepted`),
    foreignKey({
      name: 'streams_home',
      columns: [t.homeOrg, t.homePath],
      foreignColumns: [organisations.id, organisations.path],
    }).onUpdate('cascade'),
    // A stream that serves a case is about the same student.
    unique('streams_id_student').on(t.id, t.studentId),
    foreignKey({
      name: 'streams_case_of_student',
      columns: [t.caseId, t.studentId],
      foreignColumns: [t.id, t.studentId],
    }),
    index('streams_unwoken').on(t.nextDueAt).where(sql`woken < version`),
    index('streams_open').on(t.nextDueAt).where(sql`closed_at is null`),
    index('streams_open_home').on(t.homePath, t.kind).where(sql`closed_at is null`),
    index('streams_student').on(t.studentId),
    index('streams_other_org').on(t.otherOrg).where(sql`other_org is not null`),
    index('streams_case').on(t.caseId).where(sql`case_id is not null`),
    index('streams_request').on(t.requestId).where(sql`request_id is not null`),
  ],
);

/** Facts, chained per stream (db/chain.ts). Insert only. */
export const events = pgTable(
  'events',
  {
    streamId: uuid('stream_id')
      .notNull()
      .references(() => streams.id),
    version: integer().notNull(),
    act: text(), // act_key under which it was committed; null = nobody asked (a clock's fact)
    actor: text().notNull(), // person's uuid, or the role that stands for it: clock | system | student | guardian
    type: text().notNull(), // past tense, e.g. referralAccepted
    at: instant().notNull(),
    bytes: bytes().notNull(), // canonical JSON; exactly what was hashed
    prev: bytes().notNull(), // hash of version - 1; 32 zero bytes for version 1
    hash: bytes().notNull(), // SHA-256 of bytes
  },
  (t) => [primaryKey({ columns: [t.streamId, t.version] })],
);

/** Every act that was asked under a key, refusals too. The same key answers the same. Insert only. */
export const acts = pgTable(
  'acts',
  {
    actor: text().notNull(), // person's uuid, or clock, system, student:<id>: what app.actor names
    actKey: text('act_key').notNull(), // Idempotency-Key; for reactions <stream>@<version>
    digest: bytes().notNull(), // HMAC of the canonical request, taken before its texts were sealed
    streamId: uuid('stream_id').references(() => streams.id), // null: refused before a stream was found
    outcome: jsonb().$type<unknown>().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.actKey] }), index('acts_stream').on(t.streamId)],
);
