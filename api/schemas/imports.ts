import { z } from 'zod';
import { IMPORT_KINDS, RELEASE_OUTCOMES } from '#db/imports/report';
import { JOB_STATES } from '#db/imports/jobs';
import { FLOOR_REASONS } from '#domain/floor';
import { INTAKE_FAULTS, INTAKE_IGNORED } from '#domain/intake-lines';
import { code, instant, level, uuid } from './common.ts';

export const importQuery = z.strictObject({ school: code.describe('Code of the school') });
export const templateParams = z.strictObject({ kind: z.enum(IMPORT_KINDS) });

export const releaseBody = z.strictObject({
  partial: z.boolean().default(false).describe('Take the good rows, leave the refused ones out'),
  confirmCapacity: z
    .boolean()
    .default(false)
    .describe('The head has seen that more pupils need a person today than there are people'),
});

const row = z.int().describe('As a spreadsheet shows it');
const count = z.int();
const byLevel = z.record(level, count);

const answers = z.object({
  fresh: count,
  known: count,
  blank: count,
  pupils: byLevel,
  critical: byLevel,
  capacity: z.object({ interviewers: count, aDay: count, waiting: count, owed: count, over: z.boolean() }),
  consequences: z.array(z.object({ row, code: z.enum(FLOOR_REASONS), item: z.int().nullable() })).readonly(),
});

const report = z.object({
  kind: z.enum(IMPORT_KINDS),
  form: z.enum(['xlsx', 'csv']),
  rows: count,
  accepted: count,
  refused: z
    .array(
      z.object({
        row,
        faults: z.array(z.object({ column: z.string(), code: z.enum(INTAKE_FAULTS) })).readonly(),
        critical: z
          .object({ level, toPerson: z.boolean() })
          .nullable()
          .describe(
            'A positive critical answer in it: toPerson = a warning comes with the release; otherwise nobody knows whose it is',
          ),
      }),
    )
    .readonly(),
  ignored: z.array(z.object({ row, column: z.string(), code: z.enum(INTAKE_IGNORED) })).readonly(),
  roster: z
    .object({
      added: count,
      unchanged: count,
      changed: z.array(z.object({ row, columns: z.array(z.string()).readonly() })).readonly(),
    })
    .nullable(),
  answers: answers.nullable(),
});

/** An import: checked when it is uploaded, written when it is released. */
export const importAnswer = z.object({
  id: uuid,
  org: uuid,
  kind: z.string(),
  state: z.enum(JOB_STATES),
  progress: count,
  total: count.nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  check: report.nullable(),
  release: z
    .object({ outcome: z.enum(RELEASE_OUTCOMES), written: count, held: count, warnings: count })
    .nullable()
    .describe('What the last release has done'),
});
