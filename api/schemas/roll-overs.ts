import { z } from 'zod';
import { JOB_STATES } from '#db/imports/jobs';
import { TURN_OUTCOMES } from '#db/schema/index';
import { ROLL_FAULTS } from '#programme/roll-plan';
import { code, day, instant, level, pageQuery, uuid } from './common.ts';

const grade = z.int().min(1).max(12);

export const rollOverBody = z.strictObject({
  schoolYear: z.int().min(2000).max(2100).describe('First calendar year of the school year that begins'),
  day: day.optional().describe('From this day on; 1 September when left out'),
  graduating: z
    .array(grade)
    .min(1)
    .max(12)
    .optional()
    .describe('Grades that leave the school; the last ones of its stage when left out'),
  opens: z
    .array(z.strictObject({ grade, classes: z.int().min(0).max(60) }))
    .max(12)
    .default([])
    .describe(
      'How many classes a grade is to have in all; a grade that would be left empty is opened with as many as it had. For one school',
    ),
  exceptions: z
    .array(
      z.strictObject({
        student: uuid,
        stays: z
          .enum(['repeats', 'onLeave'])
          .nullable()
          .default(null)
          .describe(
            '`repeats`: the grade once more; `onLeave`: on leave, neither taught nor asked; null: another class',
          ),
        class: code
          .nullable()
          .default(null)
          .describe('Code, afterwards, of the class; null: the one of the same grade and number'),
      }),
    )
    .max(2_000)
    .default([])
    .describe('Pupils who do not go the way of their class. For one school'),
});

export const rollOver = z.object({
  id: uuid,
  org: uuid,
  state: z
    .enum(JOB_STATES)
    .describe(
      '`waiting`: looked at, to be released; `held`: released, but for schools that are refused or have changed',
    ),
  schoolYear: z.int(),
  day,
  checked: z.boolean().describe('Every school has been looked at'),
  progress: z.int(),
  total: z.int().describe('Schools'),
  outcomes: z.record(z.string(), z.int()).describe('How many schools stand where'),
  createdAt: instant,
  finishedAt: instant.nullable(),
});

const label = z.object({ code: z.string(), name: z.string(), grade: z.int() });
const count = z.int();

export const rollOverSchools = z.object({
  items: z.array(
    z.object({
      school: uuid,
      code: z.string(),
      outcome: z
        .enum(TURN_OUTCOMES)
        .describe(
          '`done`: nothing is left for this year; `refused`: something cannot be, so nothing is done; `stale`: it is no longer what was looked at',
        ),
      classes: z.array(
        z.object({
          act: z.enum(['goesUp', 'graduates', 'done', 'opens']),
          class: uuid.nullable(),
          from: label.nullable(),
          to: label,
        }),
      ),
      counts: z.object({
        goesUp: count,
        graduates: count,
        repeats: count,
        onLeave: count,
        placed: count,
        done: count,
      }),
      pupils: z
        .array(z.object({ student: uuid, act: z.string(), class: z.string().nullable(), grade: z.int().nullable() }))
        .describe('Who does not go the way of the class'),
      graduates: z.array(uuid),
      faults: z.array(z.object({ code: z.enum(ROLL_FAULTS), class: z.string().nullable(), student: uuid.nullable() })),
      records: z
        .int()
        .describe(
          'Lessons entered from the day on under a code that its class loses: they belong to whoever has the code then',
        ),
      turnedAt: instant.nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const leavers = z.object({
  items: z.array(
    z.object({
      case: uuid,
      student: uuid,
      number: z.string(),
      level: level.nullable(),
      owner: uuid.nullable(),
      ownerName: z.string().nullable(),
      receiver: uuid.nullable().describe('Who was asked to take it over and has not answered'),
      receiverName: z.string().nullable(),
      next: z
        .object({ kind: z.string(), holder: uuid, dueAt: instant })
        .nullable()
        .describe('The next act that is owed for the student'),
    }),
  ),
  next: z.string().nullable(),
});

export const schoolsQuery = z.strictObject({ ...pageQuery, after: code.optional() });
export const leaversQuery = z.strictObject({ ...pageQuery, after: uuid.optional() });
