import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { people } from './organisations.ts';
import { streams } from './streams.ts';

/** An act that a named person owes by a deadline, with a chain behind it. Live while done_at is null. */
export const duties = pgTable(
  'duties',
  {
    streamId: uuid('stream_id')
      .notNull()
      .references(() => streams.id),
    openedVersion: integer('opened_version').notNull(), // version of the fact that opened it
    n: integer().notNull().default(0), // number among those opened by that fact (one so far)
    kind: text().notNull(), // what is owed
    clock: text().notNull(), // row of the policy's table of clocks
    holder: uuid()
      .notNull()
      .references(() => people.id), // who owes it now
    called: uuid().array().notNull().default(sql`'{}'::uuid[]`), // everybody the chain has called besides
    subject: text(), // what it is about, when not the stream itself (an id or a code, never a text)
    openedAt: instant('opened_at').notNull(),
    limitAt: instant('limit_at'), // the promise to the child; null = a duty without one
    dueAt: instant('due_at').notNull(), // the chain's next step, never one that has passed
    step: integer().notNull().default(0), // steps taken
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: uuid('acknowledged_by'),
    acknowledgedStep: integer('acknowledged_step'), // pages of this step have stopped
    pausedAt: instant('paused_at'), // clock stopped for a listed reason; never for L4 or critical clocks
    doneAt: instant('done_at'),
    doneBy: text('done_by'), // actor as in events
    rhythm: boolean().notNull().default(false), // belongs to the care's own rhythm: does not stand against closing
  },
  (t) => [
    primaryKey({ columns: [t.streamId, t.openedVersion, t.n] }),
    index('duties_worklist').on(t.holder, t.dueAt).where(sql`done_at is null`),
    index('duties_called').using('gin', t.called).where(sql`done_at is null`),
    index('duties_live').on(t.streamId, t.dueAt).where(sql`done_at is null`),
  ],
);

/** One message about one step of one duty to one person by one channel, and what became of it. */
export const notices = pgTable(
  'notices',
  {
    id: uuid().primaryKey(),
    streamId: uuid('stream_id')
      .notNull()
      .references(() => streams.id),
    openedVersion: integer('opened_version').notNull(),
    n: integer().notNull(),
    step: integer().notNull(),
    audience: text().notNull().default('staff'), // staff | guardian | student: which table `person` points into
    person: uuid().notNull(), // people.id, guardians.id or students.id
    channel: text().notNull(), // inApp | mail | sms | chat
    template: text().notNull(), // code of a neutral text
    state: text().notNull(), // waiting | sent | delivered | read | failed ...
    settled: boolean().notNull().default(false), // nothing more is tried
    attempts: integer().notNull().default(0),
    createdAt: instant('created_at').notNull(),
    nextTryAt: instant('next_try_at'), // null exactly when settled
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
  },
  (t) => [
    unique('notices_once').on(t.streamId, t.openedVersion, t.n, t.step, t.person, t.channel),
    foreignKey({
      name: 'notices_duty',
      columns: [t.streamId, t.openedVersion, t.n],
      foreignColumns: [duties.streamId, duties.openedVersion, duties.n],
    }),
    check('notices_settled_or_tried', sql`${t.settled} = (${t.nextTryAt} is null)`),
    index('notices_unsettled').on(t.nextTryAt).where(sql`not settled`),
    index('notices_person').on(t.person, t.createdAt),
  ],
);
