import { z } from 'zod';
import { instant } from './common.ts';
import { answersByItem } from './instruments.ts';

/** A one-time code as it was typed: spaces, hyphens and small letters are taken as meant. */
export const answeringParams = z.strictObject({ code: z.string().max(64) });

const helpLines = z.array(z.object({ name: z.string(), number: z.string() }));

/** What a page shows whatever else it knows. */
export const helpAnswer = z.object({ helpLines });

/** What a phone is shown: the form and the help lines. No name, no score, no level (N07). */
export const formAnswer = z.object({
  state: z
    .enum(['awaitsConsent', 'notYet', 'asksAssent', 'open', 'refused', 'answered', 'closed'])
    .describe(
      'A sheet is taken in every one of them. `awaitsConsent`: younger than 14 and no guardian has consented; `asksAssent`: the pupil has not agreed yet',
    ),
  title: z.string(),
  recall: z.string(),
  instruction: z.string().nullable(),
  instrument: z.string(),
  version: z.string(),
  notice: z.string().describe('What the pupil is told before agreeing: who asks, who reads it, that no is an answer'),
  items: z
    .array(
      z.object({ n: z.int(), text: z.string(), options: z.array(z.object({ value: z.number(), text: z.string() })) }),
    )
    .describe('Empty in every state but `open`'),
  helpLines,
});

export const assentBody = z.strictObject({
  agrees: z.boolean().describe('false is kept as a refusal, and nothing else'),
});

export const sheetBody = z.strictObject({
  version: z.string().max(20),
  answers: answersByItem,
  answeredAt: instant.describe('When the last item was answered, by the phone; never later than now'),
});

/** A sheet that is still being filled in. */
export const soFarBody = z.strictObject({ version: z.string().max(20), answers: answersByItem, answeredAt: instant });

/** The same thanks for everybody, whatever was answered. */
export const thanksAnswer = z.object({ thanks: z.string(), helpLines });

/** Whoever asks for somebody now is not kept waiting by a header: without a key each call is a new wish. */
export const nowHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/)
    .optional(),
});
export const nowAnswer = z.object({ told: z.string(), helpLines });
