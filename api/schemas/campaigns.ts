import { z } from 'zod';
import type { Unsealed } from '#api/plain-text';
import { ABSENTEE_OUTCOMES, type CampaignCommandOf, STANDINGS } from '#domain/campaign-state';
import { acknowledge, answers, body } from './act-fields.ts';
import { code, instant, pageQuery, uuid } from './common.ts';
import { answersByItem } from './instruments.ts';

export const planBody = z.strictObject({
  org: code.describe('Code of the school whose pupils are asked'),
  instrument: code,
  version: code,
  window: z.strictObject({ opensAt: instant, closesAt: instant }),
  interviewers: z.int().min(1).max(10_000).describe('People who can speak with pupils on one day'),
  classes: z.array(uuid).min(1).max(500).optional().describe('All classes of the school when left out'),
});

const interviewers = z.int().min(0).max(10_000);

/** The body of each act on a campaign that people do. Who is moved by it is counted from the pupils' rows, never told by the asker. */
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
  invitePage: body('invitePage', {
    class: uuid,
    most: z
      .int()
      .min(1)
      .max(10_000)
      .default(10_000)
      .describe('The first so many by number; the whole class when left out'),
  }),
  handAbsentees: body('handAbsentees', { class: uuid }),
  settleAbsentees: body('settleAbsentees', {
    students: z.array(uuid).min(1).max(500),
    outcome: z.enum(ABSENTEE_OUTCOMES),
    ...answers,
  }),
  closeAnswering: body('closeAnswering', answers),
} as const;

/** What people ask for on a campaign, as the schemas have let it through. */
export type CampaignAsked = {
  [A in keyof typeof CAMPAIGN_BODIES]: z.infer<(typeof CAMPAIGN_BODIES)[A]>;
}[keyof typeof CAMPAIGN_BODIES];

export const refusalBody = z.strictObject({ student: uuid, of: z.enum(['student', 'guardian']) });
/** Written down, and nothing else (N18). */
export const refusalAnswer = z.object({ recorded: z.literal(true), at: instant });

export const responseQuery = z.strictObject({
  ...pageQuery,
  class: uuid.optional(),
  state: z.enum(STANDINGS).optional(),
  awaitsConsent: z.literal('true').optional().describe('Only pupils who may not be asked before a guardian consents'),
});
const awaitsConsent = z
  .boolean()
  .describe('Younger than 14, and no guardian has consented to screening: the pupil is not asked yet');
export const responsePage = z.object({
  items: z.array(
    z.object({
      student: uuid,
      number: z.string(),
      class: uuid.describe('The class under which the campaign counts the pupil'),
      state: z.enum(STANDINGS),
      invitedAt: instant.nullable(),
      answeredAt: instant.nullable(),
      owner: uuid.nullable().describe('Who looks after a pupil who did not answer'),
      awaitsConsent,
      away: z.boolean().describe('At home on a leave: neither invited nor reminded'),
    }),
  ),
  next: z.string().nullable(),
});

/** A sheet that was filled in on paper. */
export const paperBody = z.strictObject({
  student: uuid,
  version: code,
  answers: answersByItem,
  answeredAt: instant.describe('When the pupil answered; never later than now'),
});
export const paperAnswer = z.object({
  recorded: z.literal(true),
  sheet: uuid,
  at: instant,
  case: uuid.nullable().describe('The case that it opened or joined, for those who may read it'),
});

export const codeQuery = z.strictObject({ class: uuid });
export const codePage = z.object({
  items: z.array(
    z.object({ student: uuid, number: z.string(), state: z.enum(STANDINGS), awaitsConsent, code: z.string() }),
  ),
});

/** What is asked, and between which instants. */
const plan = {
  instrument: z.string(),
  instrumentVersion: z.string(),
  window: z.object({ opensAt: instant, closesAt: instant }),
};
const counted = { size: z.int(), ...Object.fromEntries(STANDINGS.map((standing) => [standing, z.int()])) };
const counts = z.object(counted as { size: z.ZodInt } & Record<(typeof STANDINGS)[number], z.ZodInt>);
const awaitingConsent = z
  .int()
  .describe('How many have neither answered nor refused and may not be asked before a guardian consents');
export const completionAnswer = z.object({
  campaign: uuid,
  stage: z.string(),
  ...plan,
  interviewers: z.int(),
  total: counts.extend({ awaitingConsent }),
  classes: z.array(counts.extend({ awaitingConsent, class: uuid, name: z.string() })),
  today: z
    .object({ capacity: z.int(), room: z.int(), refused: z.string().nullable(), because: z.string().nullable() })
    .describe('How many may be invited today, how many are left, and why none may be when none may'),
});
export const completionQuery = z.strictObject({ ...pageQuery, open: z.enum(['true', 'false']).default('true') });
export const completionPage = z.object({
  items: z.array(counts.extend({ campaign: uuid, school: uuid, schoolName: z.string(), stage: z.string(), ...plan })),
  next: z.string().nullable(),
});
