import { z } from 'zod';
import { SIGNS } from '#domain/sign';
import { instant, uuid } from './common.ts';

export const concernBody = z.strictObject({
  student: uuid,
  signs: z.array(z.enum(SIGNS)).min(1).max(SIGNS.length).describe('`now` = danger at this moment'),
  note: z.string().min(1).max(8_000).nullable().default(null),
  observedAt: instant.optional().describe('When it was seen; now when left out'),
});

/** What the child's level is stays with those who may read the case. */
export const concernAnswer = z.object({
  recorded: z.literal(true),
  at: instant,
  receipt: z.string().describe('Head of the chain after it was recorded'),
  case: uuid.nullable().describe('The case it opened or joined, for those who may read it'),
});
