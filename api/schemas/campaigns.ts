import { z } from 'zod';
import type { Unsealed } from '#api/plain-text';
import { ABSENTEE_OUTCOMES, type CampaignCommandOf, STANDINGS } from '#domain/campaign-state';
import { acknowledge, answers, body } from './act-fields.ts';
import { code, instant, pageQuery, uuid } from './common.ts';

export const planBody = z.strictObject({
  org: code.describe('Code of the school whose pupils are asked'),
  instrument: code,
  version: code,
  window: z.strictObject({ opensAt: instant, closesAt: instant }),
  interviewers: z.int().min(1).max(10_000),
  classes: z.array(uuid).min(1).max(500).optional().describe('All classes of the school when left out'),
});

const interviewers = z.int().min(0).max(10_000);

/** The body of each act on a campaign that people do. */
export const CAMPAIGN_BODIES = {
  acknowledge,
  countInterviewers: body('countInterviewers', { interviewers }) satisfies z.ZodType<
    Unsealed<CampaignCommandOf<'countInterviewers'>>
  >,
  open: body('open', answers),
  withdraw: body('withdraw', { reasonCode: code, ...answers }) satisfies z.ZodType<
    Unsealed<CampaignCommandOf<'withdraw'>>
  >,
  extendWindow: body('extendWindow', { closesAt: instant }) satisfies z.ZodType<
    Unsealed<CampaignCommandOf<'extendWindow'>>
  >,
  recordRefusal: body('recordRefusal', { student: uuid, of: z.enum(['student', 'guardian']) }),
  settleAbsentees: body('settleAbsentees', {
    count: z.int().min(1).max(10_000),
    outcome: z.enum(ABSENTEE_OUTCOMES),
    ...answers,
  }) satisfies z.ZodType<Unsealed<CampaignCommandOf<'settleAbsentees'>>>,
  closeAnswering: body('closeAnswering', answers) satisfies z.ZodType<Unsealed<CampaignCommandOf<'closeAnswering'>>>,
} as const;

export const responseQuery = z.strictObject({
  ...pageQuery,
  class: uuid.optional(),
  state: z.enum(STANDINGS).optional(),
});
export const responsePage = z.object({
  items: z.array(
    z.object({
      student: uuid,
      number: z.string(),
      class: uuid.nullable(),
      state: z.string(),
      invitedAt: instant.nullable(),
      answeredAt: instant.nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const codePage = z.object({
  items: z.array(z.object({ student: uuid, number: z.string(), code: z.string() })),
});
