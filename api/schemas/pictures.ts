import { z } from 'zod';
import { PICTURE_CODES, PICTURE_FORMS } from '#programme/pictures';
import { code, day, instant } from './common.ts';

const words = z.object({ 'zh-CN': z.string(), en: z.string() });
const picture = {
  code: z.enum(PICTURE_CODES),
  title: words,
  rule: words.describe('What the numbers are and how they are counted'),
  unit: words,
  form: z.enum(PICTURE_FORMS),
  overDays: z.boolean().describe('Whether it is over the days asked for; otherwise as things stand now'),
  compares: z.boolean().describe('Whether the same days a year before can be asked for to be set beside it'),
};

export const picturesAnswer = z.object({ items: z.array(z.object(picture)) });
export const pictureParams = z.strictObject({ picture: picture.code });
export const pictureQuery = z.strictObject({
  org: code.optional().describe("With everything below it; the asker's own place when left out"),
  from: day.describe('First day, included'),
  to: day.describe('Last day, included'),
});
export const pictureAnswer = z.object({
  ...picture,
  org: z.string(),
  orgName: z.string(),
  from: day.describe('First day that was counted: above the schools children are counted over whole school years'),
  to: day,
  at: instant.describe('When this was true'),
  protected: z.boolean().describe('Numbers of 1 to 9 children, and those that would give them away, are null'),
  columns: z.array(z.object({ code: z.string(), name: words })),
  rows: z.array(
    z.object({
      code: z.string(),
      name: words,
      org: z.string().nullable().describe('An organisation that can be looked at more closely'),
      values: z.array(z.int().nullable()),
    }),
  ),
});
