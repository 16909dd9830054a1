import { z } from 'zod';
import { JOB_STATES } from '#db/imports/jobs';
import { RECORD_OUTCOMES } from '#db/imports/record-report';
import { ROW_FAULT_CODES, ROW_IGNORED } from '#programme/fault-words';
import { instant, uuid } from './common.ts';

export const recordReleaseBody = z.strictObject({
  partial: z.boolean().default(false).describe('Take the good rows, leave the refused ones out'),
});

const row = z.int().describe('As a spreadsheet shows it');
const count = z.int();
const why = z.object({ 'zh-CN': z.string(), en: z.string() });

const check = z.object({
  kind: z.string(),
  form: z.enum(['xlsx', 'csv']),
  rows: count.describe('Below the titles'),
  accepted: count,
  added: count,
  changed: z.array(row).readonly().describe('Rows that make a new version of a record'),
  unchanged: count,
  refused: z
    .array(
      z.object({
        row,
        faults: z.array(z.object({ column: z.string(), code: z.enum(ROW_FAULT_CODES), why })).readonly(),
      }),
    )
    .readonly(),
  ignored: z.array(z.object({ row, code: z.enum(ROW_IGNORED) })).readonly(),
});

/** A file of records: checked when it is uploaded, written when it is released. */
export const recordImportAnswer = z.object({
  id: uuid,
  org: uuid,
  state: z.enum(JOB_STATES),
  progress: count.describe('Records written so far; rows of the file once it has ended'),
  total: count.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  check,
  release: z
    .object({ outcome: z.enum(RECORD_OUTCOMES), written: count })
    .nullable()
    .describe('What the last release has done'),
});
