import { z } from 'zod';
import { READ_KINDS, type ReadKind } from '#db/queries/read-log';
import { UNUSUAL_SIGNS } from '#domain/unusual-reading';
import { day, instant, uuid } from './common.ts';

const number = z.string().regex(/^\d{1,16}$/);

const filters = {
  person: uuid.optional(),
  case: uuid.optional().describe('With everything that serves it, and every look at the child'),
  from: number.optional().describe('Epoch ms'),
  to: number.optional().describe('Epoch ms, not included'),
  only: z.enum(READ_KINDS as [ReadKind, ...ReadKind[]]).optional(),
  night: z.enum(['true']).optional().describe('Between 22:00 and 06:00'),
  machine: z.enum(['true']).optional().describe('Also what the clock and the system did by themselves'),
};
export const readLogQuery = z.strictObject({
  ...filters,
  after: number.optional().describe('Id of the last line of the page before'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional(),
});

export const readLogExportQuery = z.strictObject(filters);

/** Days on which somebody read much, read at night or took many files away. */
export const unusualAnswer = z.object({
  since: instant,
  limits: z
    .object({ children: z.int(), night: z.int(), exports: z.int() })
    .describe('From how many on a day stands here'),
  items: z.array(
    z.object({
      person: uuid,
      name: z.string().nullable(),
      role: z.string().nullable(),
      day,
      children: z.int().describe('Whose record, words, packet or identity was opened'),
      night: z.int().describe('Of these, between 22:00 and 06:00'),
      exports: z.int(),
      signs: z.array(z.enum(UNUSUAL_SIGNS)),
    }),
  ),
});

export const readLogPage = z.object({
  items: z.array(
    z.object({
      id: z.int(),
      at: instant,
      person: z.string().nullable(),
      name: z.string().nullable(),
      role: z.string().nullable(),
      action: z.string(),
      reason: z.string().nullable(),
      student: z.string().nullable().describe('Another name of the child'),
      stream: uuid.nullable(),
      kind: z.string().nullable(),
      case: uuid.nullable(),
      schoolName: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
  machine: z.int().describe('Lines of the clock and the system that this page leaves out, at most 1,000'),
});

/** What was looked at, and everything wrong with it; no finding = as it was written. */
export const proofAnswer = z.object({
  case: uuid,
  streams: z.array(z.object({ id: uuid, kind: z.string(), facts: z.int(), head: z.string() })),
  receipts: z.int(),
  findings: z.array(
    z.object({
      stream: uuid,
      kind: z.string().nullable(),
      fault: z.string(),
      version: z.int().nullable().describe('The row; null: about the whole chain'),
      title: z.string().describe('The same in words'),
    }),
  ),
});

/** The lines of an exported case, as `GET /api/cases/{id}/export` gives them. */
export const exportedCase = z.strictObject({ content: z.string().min(1).max(16_000_000) });
