import { z } from 'zod';
import { day, instant, uuid } from './common.ts';

const name = z.string().trim().min(1).max(40);
/** Both ends included. */
const run = z.strictObject({ name, from: day, to: day });
/** As many as a year can hold. */
const MOST_RUNS = 60;

export const yearParams = z.strictObject({ year: z.string().regex(/^20\d\d$/) });

export const yearBody = z.strictObject({
  source: z.string().trim().min(2).max(200).describe('The document that the list was taken from'),
  holidays: z.array(run).max(MOST_RUNS),
  makeUpDays: z.array(z.strictObject({ name, day })).max(MOST_RUNS).describe('Weekend days on which school is held'),
  terms: z
    .array(run)
    .max(MOST_RUNS)
    .nullable()
    .describe('When school is held; every other day of the year is vacation. null = the terms of the office above'),
});

export const yearEntered = z.object({ org: uuid, year: z.int(), enteredAt: instant, job: uuid });

export const yearAnswer = z.object({
  org: uuid,
  year: z.int(),
  source: z.string(),
  enteredAt: instant,
  holidays: z.array(z.object({ name: z.string(), day })),
  makeUpDays: z.array(z.object({ name: z.string(), day })),
  terms: z.array(z.object({ name: z.string(), from: day, to: day })).nullable(),
  recalculation: z
    .object({ job: uuid, state: z.string(), streams: z.int() })
    .nullable()
    .describe('How far open streams have heard of it'),
});

export const calendarQuery = z.strictObject({ from: day, to: day });
export const calendarAnswer = z.object({
  days: z.array(z.object({ day, kind: z.string(), name: z.string() })).describe('As they hold at the own place'),
  years: z
    .array(z.object({ org: uuid, year: z.int(), source: z.string(), enteredAt: instant }))
    .describe('Lists that hold there, the city first'),
  coveredFrom: day,
  coveredTo: day,
  warnings: z.array(z.enum(['calendarEnds'])).describe('calendarEnds: fewer than 60 days are left of the last year'),
});
