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
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { STANDINGS, type Standing } from '#domain/campaign-state';
import { bytes, instant, treePath } from './columns.ts';
import { streams } from './streams.ts';
import { students } from './students.ts';

/**
 * Answer sheets, scored. Insert only; a correction is a new row that names the old one.
 * No foreign keys here on purpose: rows come by the hundred thousand, students and streams are never deleted, and
 * commit() has locked the student before it writes. Each key would cost about 5-8 µs a row.
 */
export const answers = pgTable(
  'answers',
  {
    id: uuid().primaryKey(),
    studentId: uuid('student_id').notNull(),
    homePath: treePath('home_path').notNull(), // path of the school of that time, which follows the tree: decides who reads it
    campaignId: uuid('campaign_id'), // stream of kind campaign
    instrument: text().notNull(), // PHQ-9 ...
    version: text().notNull(), // version of the instrument, as its data file says
    status: text().notNull(), // complete | partial | absent ... as score() says
    total: smallint(), // null when answers are missing: see min and max
    min: smallint(), // smallest total that the missing answers allow
    max: smallint(), // largest
    band: text(),
    floor: text(), // L0-L4, proposed by rules
    criticals: jsonb().$type<unknown>().notNull().default([]), // codes of critical items, positive or unknown
    raw: bytes(), // sealed answers by item number (AAD answers, raw, id); null where the policy keeps none
    keyVersion: integer('key_version').notNull().default(1), // data key that sealed raw
    observedAt: instant('observed_at').notNull(), // when the child answered
    at: instant().notNull(), // when it was committed; clocks run from here
    corrects: uuid(), // the sheet that this one replaces
    importId: uuid('import_id'), // job that brought it
  },
  (t) => [
    // The same sheet twice is one sheet; also serves "sheets of this student".
    uniqueIndex('answers_once').on(t.studentId, t.instrument, t.observedAt).where(sql`corrects is null`),
    index('answers_campaign').on(t.campaignId).where(sql`campaign_id is not null`),
    index('answers_corrects').on(t.corrects).where(sql`corrects is not null`),
  ],
);

/** One sign of risk from one source at one time. Always inside a case of the same student. */
export const warnings = pgTable(
  'warnings',
  {
    id: uuid().primaryKey(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    caseId: uuid('case_id').notNull(),
    source: text().notNull(), // answers | concern | import | staff ...
    sourceId: uuid('source_id'), // the sheet or concern behind it
    floor: text().notNull(), // L1-L4
    critical: boolean().notNull(),
    reasons: jsonb().$type<unknown>().notNull(), // codes
    observedAt: instant('observed_at').notNull(),
    at: instant().notNull(),
  },
  (t) => [
    foreignKey({
      name: 'warnings_case_of_student',
      columns: [t.caseId, t.studentId],
      foreignColumns: [streams.id, streams.studentId],
    }),
    index('warnings_case').on(t.caseId),
    index('warnings_student').on(t.studentId, t.at),
  ],
);

/** Which student was asked in which campaign, and what came of it. */
export const campaignInvitations = pgTable(
  'campaign_invitations',
  {
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => streams.id),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    classId: uuid('class_id').notNull(), // class under which the campaign counts this pupil, whichever they move to
    codeHash: bytes('code_hash').notNull(), // HMAC of the one-time code; the code itself is nowhere
    state: text().$type<Standing>().notNull(), // where the pupil stands; the campaign's facts count these rows
    invitedAt: instant('invited_at'),
    assentedAt: instant('assented_at'), // the pupil's own yes to being asked; null = not given, or taken back
    remindedAt: instant('reminded_at'),
    answeredAt: instant('answered_at'),
    owner: uuid(), // person who looks after a pupil who did not answer
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.studentId] }),
    uniqueIndex('campaign_invitations_code').on(t.codeHash),
    index('campaign_invitations_student').on(t.studentId),
    index('campaign_invitations_state').on(t.campaignId, t.state),
    check(
      'campaign_invitations_standing',
      sql`${t.state} in (${sql.raw(STANDINGS.map((standing) => `'${standing}'`).join(', '))})`,
    ),
  ],
);
