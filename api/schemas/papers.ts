import { z } from 'zod';
import { PAPER_KINDS } from '#domain/papers/paper';
import { LANGUAGES } from '#domain/scale';

/** Masked unless asked for: a name in full is an opening of who the child is, and stands in the audit as one. */
export const summaryQuery = z.strictObject({ name: z.enum(['masked', 'full']).default('masked') });

const line = z.object({ label: z.string().nullable(), text: z.string() });

/** A paper as it reads, in the reader's language: the page that is printed is drawn from it, and the Word file says the same. */
export const paperAnswer = z.object({
  kind: z.enum(PAPER_KINDS),
  language: z.enum(LANGUAGES),
  title: z.string(),
  to: z.string().nullable(),
  about: z.array(line),
  opening: z.string().nullable(),
  sections: z.array(z.object({ title: z.string(), lines: z.array(line) })),
  closing: z.string().nullable(),
  from: z.string(),
  day: z.string(),
  foot: z.string().describe('On every page: whose copy it is, from when, and what may be done with it'),
});
