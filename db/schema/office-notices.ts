import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { organisations, people } from './organisations.ts';

/** Why somebody is told of an appointment: it is theirs, it is at the place that they head, or they have held that office there until now. */
export const OFFICE_NOTICE_REASONS = ['own', 'head', 'shared'] as const;

/** One word to one member of staff that somebody was appointed: ids and codes, as notices of duties carry. */
export const officeNotices = pgTable(
  'office_notices',
  {
    id: uuid().primaryKey(),
    person: uuid()
      .notNull()
      .references(() => people.id), // who is told
    reason: text().$type<(typeof OFFICE_NOTICE_REASONS)[number]>().notNull(),
    appointee: uuid()
      .notNull()
      .references(() => people.id),
    role: text().notNull(),
    org: uuid()
      .notNull()
      .references(() => organisations.id),
    since: instant().notNull(), // when the office begins
    createdAt: instant('created_at').notNull(),
    readAt: instant('read_at'),
  },
  (t) => [
    check('office_notices_reason', sql`${t.reason} in ('own', 'head', 'shared')`),
    index('office_notices_unread').on(t.person, t.createdAt).where(sql`read_at is null`),
  ],
);
