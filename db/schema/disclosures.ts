import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { DisclosureKind } from '#domain/disclosure';
import { instant } from './columns.ts';
import { organisations } from './organisations.ts';
import { streams } from './streams.ts';
import { students } from './students.ts';

/** What left the house, when, to whom, on which ground. Insert only. */
export const disclosures = pgTable(
  'disclosures',
  {
    id: uuid().primaryKey(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    streamId: uuid('stream_id').notNull(), // the case or referral behind it
    version: integer().notNull(), // the fact with which it left, or which was opened
    what: text().$type<DisclosureKind>().notNull(),
    fields: jsonb().$type<readonly string[]>().notNull(), // codes of what it held, never contents
    toKind: text('to_kind').notNull(), // hospital | police | civilAffairs | educationBureau | 120 | 110
    recipient: uuid().references(() => organisations.id), // the hospital; null: one that the record does not name
    ground: text().notNull(), // consent:<id> | emergency | law
    actor: text().notNull(), // as in events: who sent it, or who opened it
    at: instant().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'disclosures_stream_of_student',
      columns: [t.streamId, t.studentId],
      foreignColumns: [streams.id, streams.studentId],
    }),
    // The same thing leaves once, however often it is looked at.
    uniqueIndex('disclosures_once').on(t.streamId, t.version, t.what),
    index('disclosures_student').on(t.studentId, t.at),
    // How many packets a hospital got in a week.
    index('disclosures_sent').on(t.recipient, t.at).where(sql`what = 'referralSent'`),
  ],
);
