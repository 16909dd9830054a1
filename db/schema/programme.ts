import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Values } from '#programme/field';
import { bytes, instant, treePath } from './columns.ts';
import { organisations } from './organisations.ts';
import { streams } from './streams.ts';

export const RECORD_STATES = ['recorded', 'approved', 'withdrawn'] as const;
export type RecordStateCode = (typeof RECORD_STATES)[number];

/**
 * Records of the programme around the cases, as they stand now: one row a record, its values as JSON and those that lists and figures ask for once more as
 * columns (programme/field.ts says which). Nothing about a pupil stands here.
 */
export const records = pgTable(
  'records',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(), // Kind of programme/kinds
    org: uuid().notNull(), // whose record it is
    path: treePath().notNull(), // path of org, kept equal by a composite foreign key
    version: integer().notNull(), // version in force
    state: text().$type<RecordStateCode>().notNull(),
    shared: boolean().notNull(), // organisations below may read it
    natural: bytes().notNull(), // SHA-256 of what tells it from others of its kind: nothing stands twice
    day: date({ mode: 'string' }), // when it was, or from when it holds
    until: date({ mode: 'string' }), // until when it holds, that day included
    topic: text(),
    times: integer(),
    heads: integer(),
    amount: integer(),
    person: text(), // number or name of a member of staff; never a pupil
    subject: uuid(), // another record, such as the training of an attendance
    code: text(), // what people call it: a number, a title, a class
    content: jsonb().$type<Values>().notNull(),
    streamId: uuid('stream_id').references(() => streams.id), // its life, while it has one
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
  },
  (t) => [
    foreignKey({
      name: 'records_org_path',
      columns: [t.org, t.path],
      foreignColumns: [organisations.id, organisations.path],
    }).onUpdate('cascade'),
    uniqueIndex('records_natural').on(t.kind, t.natural).where(sql`state <> 'withdrawn'`),
    index('records_place').on(t.kind, t.path, t.day),
    index('records_topic').on(t.kind, t.topic, t.day),
    index('records_subject').on(t.subject).where(sql`subject is not null`),
    index('records_code').on(t.kind, t.code).where(sql`code is not null`),
    uniqueIndex('records_stream').on(t.streamId).where(sql`stream_id is not null`),
    check('records_state', sql`${t.state} in ('recorded', 'approved', 'withdrawn')`),
    check('records_counts', sql`coalesce(${t.times}, 0) >= 0 and coalesce(${t.heads}, 0) >= 0`),
    check('records_order', sql`${t.until} is null or ${t.day} is null or ${t.until} >= ${t.day}`),
  ],
);

/** Every version that a record had, chained by hash: a change is a new row with its reason, never a change of an old one. Insert only. */
export const recordVersions = pgTable(
  'record_versions',
  {
    recordId: uuid('record_id')
      .notNull()
      .references(() => records.id),
    version: integer().notNull(),
    state: text().$type<RecordStateCode>().notNull(),
    content: jsonb().$type<Values>().notNull(),
    why: text(), // reason of the change; null for the first version
    by: uuid().notNull(),
    at: instant().notNull(),
    bytes: bytes().notNull(), // canonical JSON; exactly what was hashed
    prev: bytes().notNull(), // hash of version - 1; 32 zero bytes for version 1
    hash: bytes().notNull(), // SHA-256 of prev and bytes
  },
  (t) => [primaryKey({ columns: [t.recordId, t.version] }), index('record_versions_at').on(t.recordId, t.at)],
);
