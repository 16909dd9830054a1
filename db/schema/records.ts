import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Run } from '#domain/calendar-list';
import { bytes, instant, treePath } from './columns.ts';
import { organisations } from './organisations.ts';

/** Long work that a person watches: imports, exports. */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(), // rosterImport | answerImport | ledgerExport ...
    org: uuid().notNull(), // organisation it is for
    homePath: treePath('home_path').notNull(), // path of that organisation
    state: text().notNull(), // waiting | running | done | refused | failed
    progress: integer().notNull().default(0), // rows done
    total: integer(), // rows in all; null = not known yet
    report: jsonb().$type<unknown>(), // counts, refused rows by number and code; no personal values
    createdBy: uuid('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    index('jobs_home').on(t.homePath, t.createdAt),
    index('jobs_open').on(t.kind, t.createdAt).where(sql`state in ('waiting', 'running')`),
  ],
);

/** Every change and every read of a minor's record. Insert only; no foreign keys, it outlives all. */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    person: text(), // actor as in events; null = not signed in
    role: text(),
    action: text().notNull(), // e.g. readCase, exportLedger, courierAddress
    studentId: uuid('student_id'),
    streamId: uuid('stream_id'),
    fileId: uuid('file_id'),
    reason: text(), // a code, or the purpose that the reader chose
    requestId: text('request_id'),
  },
  (t) => [
    index('audit_student').on(t.studentId, t.at),
    index('audit_stream').on(t.streamId),
    index('audit_file').on(t.fileId).where(sql`file_id is not null`),
    index('audit_person').on(t.person, t.at),
    // Lines come in the order of time and never move: a few blocks tell where a day lies.
    index('audit_at').using('brin', t.at),
  ],
);

/** Thresholds, limits, chains and gates as one signed document per version. Insert only. */
export const policies = pgTable('policies', {
  version: integer().primaryKey(),
  document: jsonb().$type<unknown>().notNull(),
  sha256: bytes().notNull(), // of the document's canonical bytes
  inForceFrom: instant('in_force_from').notNull(),
  signedBy: jsonb('signed_by').$type<unknown>().notNull(), // who signed it, with which role and when
});

/**
 * Days that one organisation says are not what their weekday says. The city's list holds for everybody; a county or a
 * school adds its own. A holiday within a vacation has a row for each.
 */
export const calendarDays = pgTable(
  'calendar_days',
  {
    org: uuid()
      .notNull()
      .references(() => organisations.id),
    day: date({ mode: 'string' }).notNull(), // YYYY-MM-DD at +08:00
    kind: text().notNull(), // holiday | makeUp | vacation
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.day, t.kind] })],
);

/** Years whose days were entered. A deadline in a year that the city has not entered counts every weekday and warns. */
export const calendarYears = pgTable(
  'calendar_years',
  {
    org: uuid()
      .notNull()
      .references(() => organisations.id),
    year: integer().notNull(),
    source: text().notNull(), // published | entered, or the document it was taken from
    terms: jsonb().$type<readonly Run[]>(), // when school is held; null = the terms of the organisation above
    enteredBy: text('entered_by'),
    enteredAt: instant('entered_at').notNull(), // later than every list before: the latest one stamps the calendar
  },
  (t) => [primaryKey({ columns: [t.org, t.year] }), index('calendar_years_entered').on(t.enteredAt)],
);
