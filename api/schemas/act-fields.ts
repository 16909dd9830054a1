import { z } from 'zod';
import { PlainText } from '#api/plain-text';
import { code, instant, uuid } from './common.ts';

/** Words that go to the vault. Kept exactly as they came: markup is text, nothing is ever run or stripped. */
export const text = z
  .string()
  .min(1)
  .max(8_000)
  .transform((words) => new PlainText(words));
export const note = text.nullable().default(null);
export const codes = z.array(code).max(40);

/** The duty that an act fulfils: its id from the view. */
export const answers = { answers: z.string().regex(/^\d{1,9}$/) };
export const mayAnswer = { answers: answers.answers.optional() };
/** The last version made by people that its author has seen. */
export const against = { against: z.int().min(0) };
export const naming = { ...mayAnswer, against: against.against.optional() };

export const happenedAt = instant;
export const guardian = uuid.nullable().default(null);
/** Under an emergency basis the asker answers for it; nobody enters another's name. */
export const basis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consent'), consent: uuid, hospitals: z.array(code).min(1).max(20) }),
  z.strictObject({ kind: z.literal('emergency'), by: uuid.describe('The person who asks') }),
  z.strictObject({ kind: z.literal('awaited') }),
]);

/** The body of one act: its name and its own fields, nothing else. */
export function body<A extends string, S extends z.ZodRawShape>(act: A, fields: S) {
  return z.strictObject({ act: z.literal(act), ...fields });
}

export const acknowledge = body('acknowledge', { duty: answers.answers });
