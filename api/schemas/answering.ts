import { z } from 'zod';
import { instant } from './common.ts';
import { answersByItem } from './instruments.ts';

/** A one-time code: letters and digits that cannot be mistaken for each other. */
export const answeringParams = z.strictObject({ code: z.string().regex(/^[A-HJ-NP-Z2-9]{8,16}$/i) });

const helpLines = z.array(z.object({ name: z.string(), number: z.string() }));

/** What a phone is shown: the form and the help lines. No name, no score, no level (N07). */
export const formAnswer = z.object({
  state: z.enum(['open', 'answered', 'closed']),
  title: z.string(),
  recall: z.string(),
  instruction: z.string().nullable(),
  instrument: z.string(),
  version: z.string(),
  items: z.array(
    z.object({ n: z.int(), text: z.string(), options: z.array(z.object({ value: z.number(), text: z.string() })) }),
  ),
  helpLines,
});

export const sheetBody = z.strictObject({
  version: z.string().max(20),
  answers: answersByItem,
  answeredAt: instant.describe('When the last item was answered, by the phone; never later than now'),
});

/** The same thanks for everybody, whatever was answered. */
export const thanksAnswer = z.object({ thanks: z.string(), helpLines });

export const nowBody = z.strictObject({});
export const comingAnswer = z.object({ coming: z.string(), helpLines });
