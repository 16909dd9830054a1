import { z } from 'zod';
import { LINK_PURPOSES } from '#domain/guardian-link';
import { code, instant, uuid } from './common.ts';
import { paperAnswer } from './papers.ts';

export const linkBody = z
  .strictObject({
    guardian: uuid.describe('Whose link it is; never one flagged as a danger'),
    purpose: z.enum(LINK_PURPOSES),
    hospitals: z.array(code).max(20).default([]).describe('referral: codes of the hospitals that are asked for'),
    days: z.int().min(1).max(90).default(14).describe('How long it opens'),
  })
  .refine(({ purpose, hospitals }) => (purpose === 'referral') === hospitals.length > 0, {
    path: ['hospitals'],
    message: 'hospitals are named for a referral, and for nothing else',
  });
export const linkAnswer = z.object({
  link: uuid,
  path: z.string().describe('Address of the page, below the one of the server'),
  code: z.string().describe('To be told by another way than the address'),
  until: instant,
});
export const linkList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      guardian: uuid,
      purpose: z.enum(LINK_PURPOSES),
      madeBy: uuid,
      madeAt: instant,
      until: instant,
      failures: z.int().describe('Wrong codes since the last right one'),
      openedAt: instant.nullable(),
      revokedAt: instant.nullable(),
      live: z.boolean(),
    }),
  ),
});
export const linkParams = z.strictObject({ id: uuid, link: uuid });
export const linkEnded = z.object({ link: uuid, at: instant });

export const tokenParams = z.strictObject({ token: z.string().max(64) });
const digits = z.string().max(20).describe('The six digits that the school told');
export const codeBody = z.strictObject({ code: digits });
export const guardianSays = z.strictObject({
  code: digits,
  text: z.string().max(20).describe('Version of what was read'),
});
export const takeBackBody = z.strictObject({ code: digits, consent: uuid });

const helpLines = z.array(z.object({ name: z.string(), number: z.string() }));

/** What a guardian is shown: their own child, plain words, nothing of a level, an answer or a note. */
export const guardianAnswer = z.object({
  purpose: z.enum(LINK_PURPOSES),
  until: instant,
  child: z.object({
    school: z.string(),
    group: z.string().nullable(),
    number: z.string().describe('The last three signs of the school number'),
  }),
  asked: z
    .object({ version: z.string(), title: z.string(), lines: z.array(z.string()), hospitals: z.array(z.string()) })
    .nullable()
    .describe('The consent that is asked; null where none is'),
  consents: z.array(
    z.object({
      id: uuid,
      kind: z.string(),
      hospitals: z.array(z.string()),
      givenAt: instant,
      until: instant.nullable(),
      revokedAt: instant.nullable(),
      live: z.boolean(),
    }),
  ),
  appointments: z.array(z.object({ at: instant, place: z.string() })),
  talkBy: instant.nullable().describe('Until when the school gets in touch'),
  back: z
    .object({
      stage: z.string(),
      papers: z.array(z.object({ paper: z.string(), there: z.boolean() })),
      nextDate: instant.nullable(),
      appealUntil: instant.nullable(),
      letter: paperAnswer.nullable().describe('What the school has decided, to read and to print; null: nothing yet'),
    })
    .nullable()
    .describe('The way back to class, where the child is on it'),
  schoolLine: z.string().nullable().describe('The number of the school, where it has told one (A5)'),
  helpLines,
});
