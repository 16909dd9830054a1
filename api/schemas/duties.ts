import { z } from 'zod';
import { MOST_COUNTED, WORKLISTS } from '#db/queries/worklist';
import { codeList, instant, level, pageQuery, UNCOVERED, uuid } from './common.ts';

export const dutyQuery = z.strictObject({
  ...pageQuery,
  list: z.enum(WORKLISTS).default('mine'),
  kind: codeList.optional().describe('One kind of duty, or several with commas'),
  level: level.optional(),
});

export const dutyPage = z.object({
  items: z.array(
    z.object({
      stream: uuid,
      streamKind: z.string(),
      case: uuid.nullable(),
      record: z
        .object({ kind: z.string(), id: uuid })
        .nullable()
        .describe('What a stream of the kind `record` is the life of: a record by its kind, or a `report`'),
      id: z.string().describe('What `answers` names'),
      kind: z.string(),
      clock: z.string(),
      holder: uuid,
      holderName: z.string(),
      subject: z.string().nullable(),
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
