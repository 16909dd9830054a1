import { z } from 'zod';
import { code, level } from './common.ts';

/** Answers by item number: a value, `null` = not answered, `refused` = declined. */
export const answersByItem = z
  .record(z.string().regex(/^[1-9]\d{0,2}$/), z.union([z.int(), z.null(), z.literal('refused')]))
  .refine((given) => Object.keys(given).length <= 200, 'at most 200 items');

export const instrumentParams = z.strictObject({ id: code });
export const instrumentQuery = z.strictObject({ version: code.optional() });

const instrumentSummary = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  ages: z.object({ from: z.int(), to: z.int().nullable() }),
  informant: z.string(),
  textPolicy: z.string(),
  notice: z.string(),
  verified: z.record(z.string(), z.boolean()),
  items: z.int(),
  criticalItems: z.array(z.int()),
});
export const instrumentList = z.object({ instruments: z.array(instrumentSummary) });

const itemView = z.object({
  n: z.int(),
  text: z.string().nullable().describe('null where the wording is the operator’s to import'),
  options: z.array(z.object({ value: z.number(), text: z.string().nullable() })),
});
export const instrumentView = instrumentSummary.extend({
  recall: z.string(),
  instruction: z.string().nullable(),
  form: z.array(itemView),
});

export const scoreBody = z.strictObject({
  version: code,
  answers: answersByItem,
  age: z.int().min(3).max(120).nullable().default(null).describe('Whole years; null = not known'),
});

/** An expert tries a sheet; nothing is stored. */
export const scoreAnswer = z.object({
  status: z.string(),
  total: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  band: z.string().nullable(),
  bandMin: z.string(),
  bandMax: z.string(),
  subscales: z.array(z.looseObject({})),
  criticals: z.array(z.object({ item: z.int(), meaning: z.string(), state: z.string() })),
  missing: z.array(z.int()),
  floor: z.object({
    level,
    critical: z.boolean(),
    asks: z.array(z.object({ code: z.string(), items: z.array(z.int()) })),
    reasons: z.array(z.object({ code: z.string(), level, text: z.string() })),
  }),
});
