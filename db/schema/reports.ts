import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
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
import type { Language } from '#domain/scale';
import type { DocumentKind } from '#programme/document';
import { bytes, instant, treePath } from './columns.ts';
import { files } from './files.ts';
import { organisations } from './organisations.ts';
import { streams } from './streams.ts';

/** draft: being written · submitted: waits for the first signature · signed: for the second · frozen: signed by two, its bytes kept. */
export const REPORT_STATES = ['draft', 'submitted', 'signed', 'frozen', 'withdrawn'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** What made a version of a draft. */
export const REPORT_ACTS = ['drafted', 'edited', 'added', 'dropped', 'formed', 'refreshed', 'returned'] as const;
export type ReportAct = (typeof REPORT_ACTS)[number];

export const SIGNATURE_STEPS = ['first', 'second'] as const;
export type SignatureStep = (typeof SIGNATURE_STEPS)[number];

/** Annual reports and replies to proposals, as they stand now. What a frozen one says never changes: a correction is another row that names it. */
export const reports = pgTable(
  'reports',
  {
    id: uuid().primaryKey(),
    kind: text().$type<DocumentKind>().notNull(),
    org: uuid().notNull(), // who reports
    path: treePath().notNull(), // path of org, kept equal by a composite foreign key
    language: text().$type<Language>().notNull(),
    from: date('from_day', { mode: 'string' }).notNull(), // both days included
    to: date('to_day', { mode: 'string' }).notNull(),
    edition: integer().notNull(), // 1, 2 after one correction ...
    corrects: uuid().references((): AnyPgColumn => reports.id), // the frozen one that it takes the place of
    why: text(), // reason of the correction
    supersededBy: uuid('superseded_by').references((): AnyPgColumn => reports.id),
    state: text().$type<ReportState>().notNull(),
    version: integer().notNull(), // the last one of its versions
    addressed: uuid().array().notNull(), // organisations that may read it once it is frozen
    dueOn: date('due_on', { mode: 'string' }).notNull(), // to be handed in by
    streamId: uuid('stream_id')
      .notNull()
      .references(() => streams.id), // its life: the duties to draft it and to sign it
    numberWord: text('number_word'), // 心教报〔2025〕3号: word, year, sequence; given with the last signature
    numberYear: integer('number_year'),
    numberSequence: integer('number_sequence'),
    freezing: uuid(), // the last job that froze it, or tried to
    wordFile: uuid('word_file').references(() => files.id),
    workbookFile: uuid('workbook_file').references(() => files.id),
    createdBy: uuid('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    frozenAt: instant('frozen_at'),
  },
  (t) => [
    foreignKey({
      name: 'reports_org_path',
      columns: [t.org, t.path],
      foreignColumns: [organisations.id, organisations.path],
    }).onUpdate('cascade'),
    index('reports_place').on(t.path, t.createdAt),
    index('reports_files').on(t.wordFile, t.workbookFile).where(sql`word_file is not null`),
    uniqueIndex('reports_corrected_once').on(t.corrects).where(sql`corrects is not null and state <> 'withdrawn'`),
    // One report over one period is under way or in force; replies are told apart by what they answer.
    uniqueIndex('reports_once')
      .on(t.org, t.kind, t.from, t.to, t.language, t.edition)
      .where(sql`state <> 'withdrawn' and kind <> 'proposalReply'`),
    uniqueIndex('reports_number')
      .on(t.org, t.numberWord, t.numberYear, t.numberSequence)
      .where(sql`number_sequence is not null`),
    check('reports_state', sql`${t.state} in ('draft', 'submitted', 'signed', 'frozen', 'withdrawn')`),
    check('reports_period', sql`${t.from} <= ${t.to}`),
    check(
      'reports_correction',
      sql`(${t.corrects} is null) = (${t.why} is null) and (${t.corrects} is null) = (${t.edition} = 1)`,
    ),
    check(
      'reports_frozen',
      sql`(${t.state} = 'frozen') = (${t.frozenAt} is not null) and (${t.state} = 'frozen') = (${t.wordFile} is not null)
        and (${t.state} = 'frozen') = (${t.workbookFile} is not null) and (${t.state} = 'frozen') = (${t.numberSequence} is not null)`,
    ),
  ],
);

/** Every version of a draft with its author, chained by hash: the document, the figures with the versions of their rules and the number of their rows. Insert only. */
export const reportVersions = pgTable(
  'report_versions',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    version: integer().notNull(),
    act: text().$type<ReportAct>().notNull(),
    block: text(), // the block that was written
    why: text(), // why it was returned
    content: jsonb().$type<unknown>().notNull(), // ReportContent of db/reports
    by: uuid().notNull(),
    at: instant().notNull(),
    prev: bytes().notNull(), // hash of version - 1; 32 zero bytes for version 1
    hash: bytes().notNull(), // SHA-256 of prev and the canonical JSON of the rest
  },
  (t) => [primaryKey({ columns: [t.reportId, t.version] })],
);

/** Who signed which version. Insert only: what was signed and then returned is signed anew, on the version that follows. */
export const reportSignatures = pgTable(
  'report_signatures',
  {
    reportId: uuid('report_id').notNull(),
    version: integer().notNull(),
    step: text().$type<SignatureStep>().notNull(),
    person: uuid().notNull(),
    role: text().notNull(),
    name: text().notNull(), // as it was on that day
    hash: bytes().notNull(), // of the version
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reportId, t.version, t.step] }),
    // Two steps are two people.
    uniqueIndex('report_signatures_two').on(t.reportId, t.version, t.person),
    foreignKey({
      name: 'report_signatures_version',
      columns: [t.reportId, t.version],
      foreignColumns: [reportVersions.reportId, reportVersions.version],
    }),
    check('report_signatures_step', sql`${t.step} in ('first', 'second')`),
  ],
);
