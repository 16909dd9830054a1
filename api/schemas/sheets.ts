import { z } from 'zod';
import { instant, READ_REASONS, uuid } from './common.ts';

/** What a child answered is opened for a reason, or not at all. */
export const sheetHeaders = z.object({
  'x-access-reason': z.enum(READ_REASONS).describe('Why the answers are opened; stands in the audit'),
});

export const sheetList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      campaign: uuid.nullable(),
      instrument: z.string(),
      version: z.string(),
      status: z.string(),
      total: z.number().nullable().describe('null when answers are missing: see min and max'),
      min: z.number().nullable(),
      max: z.number().nullable(),
      band: z.string().nullable(),
      floor: z.string().nullable().describe('Proposed by rules; no level and no diagnosis'),
      criticals: z.array(z.object({ item: z.int(), state: z.string() })),
      answers: z
        .record(z.string(), z.union([z.number(), z.null(), z.literal('refused')]))
        .nullable()
        .describe('By item number as they were given; null when they are kept no longer'),
      observedAt: instant,
      at: instant,
      corrects: uuid.nullable(),
    }),
  ),
});
