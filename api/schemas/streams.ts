import { z } from 'zod';
import { SIGHTS } from '#api/views';
import { instant, UNCOVERED, uuid } from './common.ts';
import { aboutDuty } from './duties.ts';

const duty = z.object({
  id: z.string(),
  kind: z.string(),
  clock: z.string(),
  holder: uuid,
  called: z.array(uuid),
  openedAt: instant,
  limitAt: instant.nullable(),
  dueAt: instant,
  step: z.int(),
  acknowledged: z.object({ by: uuid, at: instant, step: z.int() }).nullable(),
  subject: z.string().nullable(),
  ...aboutDuty,
  uncovered: z.boolean().describe(UNCOVERED),
});

const child = z.object({ id: uuid.nullable(), pseudonym: z.string().nullable() });

/** A stream as one reader sees it. */
export const streamAnswer = z.object({
  id: uuid,
  kind: z.string(),
  sight: z.enum(SIGHTS),
  student: child.nullable(),
  case: uuid.nullable(),
  stage: z.string(),
  level: z.string().nullable(),
  open: z.boolean(),
  owner: uuid.nullable(),
  school: uuid,
  version: z.int(),
  personVersion: z.int().describe('What `against` names: the last version made by people'),
  policy: z.int(),
  lastAt: instant,
  nextDueAt: instant.nullable(),
  closedAt: instant.nullable(),
  head: z.string().describe('Hex SHA-256 of the last fact'),
  duties: z.array(duty),
  state: z.record(z.string(), z.unknown()).nullable(),
});

export const streamLine = z.object({
  id: uuid,
  kind: z.string(),
  student: child.nullable(),
  case: uuid.nullable(),
  stage: z.string().nullable(),
  level: z.string().nullable(),
  owner: uuid.nullable(),
  school: uuid,
  schoolName: z.string(),
  hospital: uuid.nullable(),
  version: z.int(),
  lastAt: instant,
  nextDueAt: instant.nullable(),
  closedAt: instant.nullable(),
  owed: z
    .object({ kind: z.string(), limitAt: instant.nullable() })
    .nullable()
    .optional()
    .describe('Of referrals: the duty that is waited for, and its limit'),
});
export const streamPage = z.object({ items: z.array(streamLine), next: z.string().nullable() });

/** 200 means recorded for good. */
export const recordedAnswer = z.object({
  stream: uuid,
  kind: z.string(),
  version: z.int(),
  head: z.string(),
  stage: z.string(),
  level: z.string().nullable(),
  open: z.boolean(),
  at: instant,
  nextDueAt: instant.nullable(),
  nextDuty: z.object({ id: z.string(), kind: z.string(), holder: uuid, limitAt: instant }).nullable(),
  warnings: z
    .array(z.string())
    .readonly()
    .optional()
    .describe(`calendarUncovered: a limit of it lies outside the calendar. ${UNCOVERED}`),
});

export const permittedAnswer = z.object({
  version: z.int(),
  personVersion: z.int(),
  acts: z.array(
    z.object({ act: z.string(), body: z.record(z.string(), z.unknown()).describe('JSON Schema of the body') }),
  ),
});

const entry = z.object({
  at: instant,
  by: z.string(),
  text: z.string(),
  timing: z.string().nullable(),
  followed: z.array(z.string()),
  owed: z.array(z.string()),
  clauses: z.array(z.string()),
  rows: z.array(z.object({ stream: uuid, kind: z.string(), from: z.int(), to: z.int() })),
});

export const timelineAnswer = z.object({
  sight: z.enum(SIGHTS).exclude(['duties']),
  entries: z.array(entry),
  facts: z.array(
    z.object({
      stream: uuid,
      kind: z.string(),
      version: z.int(),
      at: instant,
      actor: z.string(),
      fact: z.record(z.string(), z.unknown()),
    }),
  ),
  texts: z.record(z.string(), z.string()).describe('Words by the id that facts name; only what this reader may read'),
  heads: z.array(z.object({ stream: uuid, kind: z.string(), version: z.int(), head: z.string() })),
});
