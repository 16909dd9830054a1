import { z } from 'zod';
import { day, instant, level, uuid } from './common.ts';

const answer = z.union([z.int(), z.literal('refused'), z.null()]);
const coded = { code: z.string(), at: instant, title: z.string() };

/** The one page for a hospital. A field that did not go with it is null and stands under `withheld` with the reason. */
export const packetAnswer = z.object({
  referral: uuid,
  sentAt: instant.nullable().describe('null: a draft, as it would go now'),
  name: z.string().nullable(),
  sex: z.string().nullable(),
  birthDate: day.nullable(),
  reason: z.string().nullable(),
  urgency: z.object({ level, title: z.string() }).nullable(),
  criticalAnswers: z
    .array(
      z.object({
        instrument: z.string(),
        version: z.string(),
        item: z.int(),
        meaning: z.string().nullable(),
        state: z.string(),
        answer,
        observedAt: instant,
      }),
    )
    .nullable(),
  safetyFacts: z.array(z.object(coded)).nullable(),
  stepsTaken: z.array(z.object({ ...coded, detail: z.string().nullable() })).nullable(),
  answersSummary: z
    .array(
      z.object({
        instrument: z.string(),
        version: z.string(),
        observedAt: instant,
        status: z.string(),
        total: z.int().nullable(),
        min: z.int().nullable(),
        max: z.int().nullable(),
        band: z.string().nullable(),
      }),
    )
    .nullable(),
  interviewFindings: z
    .array(
      z.object({ kind: z.string(), at: instant, findings: z.array(z.string()), instrument: z.string().nullable() }),
    )
    .nullable(),
  schoolContact: z
    .object({
      name: z.string().nullable(),
      school: z.string().nullable(),
      phone: z.string().nullable().describe('The line that the school keeps for such calls (A5)'),
    })
    .nullable(),
  guardianContact: z
    .object({ relation: z.string(), name: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
  withheld: z.array(z.object({ field: z.string(), because: z.string(), title: z.string(), why: z.string() })),
});
