import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns.ts';
import { jobs } from './records.ts';

/**
 * A file between its dry run and its release: sealed as a whole, since it holds names and answers. Once it is released or given up the bytes and their key
 * are emptied; what was refused stays in the job's report, by row and code.
 */
export const importFiles = pgTable('import_files', {
  jobId: uuid('job_id')
    .primaryKey()
    .references(() => jobs.id),
  kind: text().notNull(), // roster | answers
  form: text().notNull(), // xlsx | csv
  sha256: bytes().notNull(), // of the file as it came
  sealed: bytes(), // null = emptied
  wrappedKey: bytes('wrapped_key'),
  masterKeyId: text('master_key_id').notNull(),
  keyVersion: integer('key_version').notNull(),
  receivedAt: instant('received_at').notNull(),
  emptiedAt: instant('emptied_at'),
});
