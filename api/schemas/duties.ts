import { z } from 'zod';
import { MOST_COUNTED, WORKLISTS } from '#db/queries/worklist';
import { SIGNED } from '#domain/duty-about';
import { codeList, instant, level, pageQuery, UNCOVERED, uuid } from './common.ts';

export const dutyQuery = z.strictObject({
  ...pageQuery,
  list: z.enum(WORKLISTS).default('mine'),
  kind: codeList.optional().describe('One kind of duty, or several with commas'),
  level: level.optional(),
});

/** What a duty is about besides its stream. */
export const aboutDuty = {
  signs: z
    .object({ decision: z.enum(SIGNED), level: level.nullable().describe('That it would lead to') })
    .nullable()
    .describe('What a duty asks somebody to sign'),
  watches: z
    .object({ kind: z.string(), id: uuid })
    .nullable()
    .describe('The stream that a duty asks somebody to look at'),
};

/** What a stream of the kind `record` is the life of. */
export const recordOfStream = z
  .object({ kind: z.string(), id: uuid })
  .nullable()
  .describe('What a stream of the kind `record` is the life of: a record by its kind, or a `report`');

export const dutyPage = z.object({
  items: z.array(
    z.object({
      stream: uuid,
      streamKind: z.string(),
      case: uuid.nullable(),
      record: recordOfStream,
      id: z.string().describe('What `answers` names'),
      kind: z.string(),
      clock: z.string(),
      holder: uuid,
      holderName: z.string(),
      subject: z.string().nullable(),
      ...aboutDuty,
      openedAt: instant,
      limitAt: instant.nullable(),
      dueAt: instant,
      overdue: z.boolean(),
      mine: z.boolean().describe('Held by the asker, or the asker was called to it'),
      uncovered: z.boolean().describe(UNCOVERED),
      step: z.int(),
      acknowledgedAt: instant.nullable(),
      level: z.string().nullable(),
      stage: z.string().nullable(),
      student: uuid.nullable(),
      owner: uuid.nullable().describe('Of the case'),
      school: uuid,
      schoolName: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

const counted = z.int().max(MOST_COUNTED);
/** How many duties each list holds; the greatest number means that many or more. */
export const dutyCounts = z.object({
  mine: counted,
  team: counted,
  overdue: counted,
  waiting: counted,
  unclaimed: counted,
});
