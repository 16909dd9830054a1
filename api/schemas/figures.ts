import { z } from 'zod';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import { code, day, pageQuery } from './common.ts';
import { recordLine } from './records.ts';

const period = {
  from: day.describe('First day, included'),
  to: day.describe('Last day, included'),
  org: code.optional().describe("With everything below it; the asker's own place when left out"),
};
export const figureQuery = z.strictObject(period);
export const figureRowsQuery = z.strictObject({ ...period, ...pageQuery });
export const figureParams = z.strictObject({ code });

const words = z.object({ 'zh-CN': z.string(), en: z.string() });
const figure = z.object({
  code: z.string(),
  item: z.enum(PROGRAMME_ITEMS),
  name: words,
  rule: words.describe('How it is counted'),
  unit: words,
  version: z.string().describe('Of the rule'),
  value: z.int(),
  shown: z.string().describe('As a sentence prints it'),
  rows: z.int().describe('Records behind it'),
  unapproved: z.int().describe('Of these, how many nobody has approved'),
});
export const differencesAnswer = z.object({
  code: z.string(),
  now: z.int(),
  last: z.int().describe('Over the same days a year before'),
  came: z.int().describe('Records that count now and did not then'),
  went: z.int().describe('Records that counted then and do not now'),
  before: z.object({ from: z.string(), to: z.string() }),
  items: z.array(
    recordLine.extend({
      side: z.enum(['came', 'went']),
      adds: z.int().nullable().describe('What it adds to the figure; null where people are counted once'),
    }),
  ),
  next: z.string().nullable(),
});
export const figuresAnswer = z.object({
  scope: z.object({ org: z.string(), name: z.string(), from: z.string(), to: z.string() }),
  items: z.array(figure),
});
