import { z } from 'zod';
import { CONSENT_KINDS } from '#db/consents';
import { text } from './act-fields.ts';
import { code, instant, uuid } from './common.ts';

export const consentBody = z
  .strictObject({
    kind: z.enum(CONSENT_KINDS).default('referral'),
    guardian: uuid.describe('Who gives it; never one flagged as a danger'),
    hospitals: z.array(code).max(20).default([]).describe('Codes of the hospitals that a referral may go to'),
    evidence: text.describe('What shows it: where the signed paper lies, what was said in the call'),
    until: instant.nullable().default(null),
  })
  .refine(({ kind, hospitals }) => kind !== 'referral' || hospitals.length > 0, {
    path: ['hospitals'],
    message: 'a consent to referral names its hospitals',
  });

export const consentParams = z.strictObject({ id: uuid, consent: uuid });
export const keptAnswer = z.object({ consent: uuid, at: instant });

export const consentList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      kind: z.string(),
      hospitals: z.array(z.string()),
      guardian: uuid.nullable(),
      recordedBy: uuid.nullable(),
      givenAt: instant,
      until: instant.nullable(),
      revokedAt: instant.nullable(),
      live: z.boolean(),
      evidence: z.string().nullable().describe('Only for those who may read texts'),
    }),
  ),
});
