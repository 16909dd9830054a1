import { z } from 'zod';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import { HOURS_STATES } from '#programme/curriculum-year';
import { GAP_CODES } from '#programme/gaps';
import { code, pageQuery, uuid } from './common.ts';

const words = z.object({ 'zh-CN': z.string(), en: z.string() });
const org = code.optional().describe("With everything below it; the asker's own place when left out");
const year = z
  .string()
  .regex(/^20\d\d$/)
  .optional()
  .describe('School year by its first calendar year; the present one when left out');

const gap = z.enum(GAP_CODES);
/** Where the next page of gaps begins, as JSON. */
export const gapKey = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }
  })
  .pipe(z.strictObject({ code, gap, record: uuid }));

export const gapsQuery = z.strictObject({ ...pageQuery, org, gap: gap.optional() });
export const gapsAnswer = z.object({
  items: z.array(
    z.object({
      gap,
      item: z.enum(PROGRAMME_ITEMS),
      kind: z.string().describe('The kind of record that ends it'),
      topic: z.string().nullable().describe('Its topic, where only one will do'),
      mayMend: z.boolean().describe('Whether the asker keeps such records there'),
      name: words,
      rule: words.describe('When it is one'),
      act: words.describe('What ends it'),
      org: z.string(),
      orgName: z.string(),
      since: z.string().describe('Civil day'),
      record: uuid.nullable(),
      amount: z.int().nullable().describe('How many, where the gap counts something'),
      person: z
        .object({ id: uuid, name: z.string() })
        .nullable()
        .describe('Who is to act; null: nobody at all is there'),
    }),
  ),
  next: z.string().nullable(),
});
export const gapCountsQuery = z.strictObject({ org });
export const gapCountsAnswer = z.object({
  org: z.string(),
  orgName: z.string(),
  parts: z
    .array(z.object({ org: z.string(), orgName: z.string(), total: z.int(), gaps: z.record(z.string(), z.int()) }))
    .describe('The place itself and each one right below it, with all that lies under that'),
});

const state = z.enum(Object.keys(HOURS_STATES) as [keyof typeof HOURS_STATES]);
export const hoursQuery = z.strictObject({ ...pageQuery, org, year, state: state.optional() });
export const hoursAnswer = z.object({
  year: z.int(),
  left: z.number().describe('Share of the school days that lie ahead'),
  rule: words,
  counts: z.record(z.string(), z.int()).describe('Classes by state, over the whole place'),
  items: z.array(
    z.object({
      class: z.string(),
      name: z.string(),
      school: z.string(),
      grade: z.int().nullable(),
      asked: z.int(),
      planned: z.int().nullable(),
      taught: z.int(),
      forecast: z.int().describe('Taught, and what the rest of the school days hold as planned'),
      state,
    }),
  ),
  next: z.string().nullable(),
});

export const coverageQuery = z.strictObject({ ...pageQuery, org, year });
export const coverageAnswer = z.object({
  year: z.int(),
  rules: z.object({ teachers: words, staff: words, grades: words }),
  items: z.array(
    z.object({
      school: z.string(),
      name: z.string(),
      teachers: z.int().nullable(),
      trained: z.int().describe('Teachers who came to a training in this school year, each once'),
      pupils: z.int().nullable(),
      fullTime: z.int(),
      partTime: z.int(),
      pupilsPerFullTime: z.int().nullable(),
      grades: z.int(),
      gradesCovered: z.int(),
    }),
  ),
  next: z.string().nullable(),
});
