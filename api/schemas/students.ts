import { z } from 'zod';
import { code, day, idList, pageQuery, READ_REASONS, uuid } from './common.ts';

export const studentQuery = z.strictObject({
  ...pageQuery,
  org: code.optional().describe('Code of a school or class'),
  number: z.string().min(1).max(40).optional().describe('学号, exactly'),
  ids: idList.optional().describe('Up to a hundred ids, with commas: whoever of them is within reach'),
  name: z.string().min(1).max(60).optional().describe('The whole name, its pinyin or its initials'),
});

const studentLine = z.object({
  id: uuid,
  school: uuid,
  class: uuid.nullable(),
  number: z.string(),
  grade: z.int().nullable(),
  sex: z.string().nullable(),
  state: z.string(),
  name: z.string().nullable().describe('Only for those who may know it'),
});
export const studentPage = z.object({ items: z.array(studentLine), next: z.string().nullable() });

export const studentPlaces = z.object({
  items: z
    .array(
      z.object({
        since: day,
        class: z.string().nullable().describe('Code that the class had then'),
        className: z.string().nullable(),
        grade: z.int().nullable(),
        state: z.string(),
      }),
    )
    .describe('Oldest first; empty while nothing has changed since the record began'),
});

/** Opening who a child is needs a reason, in a code and where it helps in words. */
export const identityBody = z.strictObject({
  reason: z.enum(READ_REASONS),
  words: z.string().min(10).max(200).optional(),
});
export const identityAnswer = z.object({
  id: uuid,
  number: z.string().nullable().describe('The two numbers are not for hospitals'),
  name: z.string().nullable(),
  idNumber: z.string().nullable(),
  bornOn: day.nullable(),
  guardians: z.array(
    z.object({
      id: uuid,
      relation: z.string(),
      danger: z.boolean().describe('Never to be contacted'),
      name: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
});
