import { z } from 'zod';
import { STREAM_ORDERS } from '#db/queries/stream-list';
import { code, level, pageQuery, READ_REASONS } from './common.ts';
import { streamLine } from './streams.ts';

const filters = {
  level: level.optional(),
  stage: z
    .string()
    .regex(/^[A-Za-z]{1,40}$/)
    .optional(),
  org: code.optional().describe('Code of a school or county: only cases there'),
  late: z.enum(['true', 'false']).optional().describe('Only cases with a step that should have come'),
};
export const ledgerQuery = z.strictObject({
  ...pageQuery,
  ...filters,
  order: z
    .enum(STREAM_ORDERS)
    .default('next')
    .describe('By the next step; by level, then the next step; the longest untouched first'),
});
export const exportQuery = z.strictObject(filters);
/** What leaves the house leaves under a reason. */
export const exportHeaders = z.object({ 'x-access-reason': z.enum(READ_REASONS) });

export const ledgerPage = z.object({
  total: z.int().describe('Open cases that the filters find'),
  byLevel: z.record(z.string(), z.int()),
  items: z.array(streamLine),
  next: z.string().nullable(),
});
