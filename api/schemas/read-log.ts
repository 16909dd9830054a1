import { z } from 'zod';
import { READ_KINDS, type ReadKind } from '#db/queries/read-log';
import { instant, uuid } from './common.ts';

const number = z.string().regex(/^\d{1,16}$/);

export const readLogQuery = z.strictObject({
  person: uuid.optional(),
  case: uuid.optional().describe('With everything that serves it, and every look at the child'),
  from: number.optional().describe('Epoch ms'),
  to: number.optional().describe('Epoch ms, not included'),
  only: z.enum(READ_KINDS as [ReadKind, ...ReadKind[]]).optional(),
  night: z.enum(['true']).optional().describe('Between 22:00 and 06:00'),
  after: number.optional().describe('Id of the last line of the page before'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional(),
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
