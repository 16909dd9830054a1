import { z } from 'zod';
import { RECORD_DUTY_LISTS } from '#db/queries/record-duties';
import { RECORD_ORDERS } from '#db/queries/records';
import { RECORD_STATES } from '#db/schema/programme';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import { ROLES } from '#domain/role';
import { KINDS } from '#programme/kinds/index';
import { acknowledge, answers, body } from './act-fields.ts';
import { code, day, instant, pageQuery, uuid } from './common.ts';

const kind = z.enum(KINDS.map((one) => one.code) as [string, ...string[]]);

export const kindParams = z.strictObject({ kind });
export const recordParams = z.strictObject({ kind, id: uuid });

/** By field; which fields a kind has, says GET /api/records/kinds. */
const values = z.record(z.string().max(40), z.unknown()).describe('By field; GET /api/records/kinds says which');
const why = z.string().trim().min(4).max(400).describe('Why the record is changed; stands in its history');
const against = z.int().min(1).describe('The version that its author has seen');

export const keepBody = z.strictObject({ org: code.describe('Code of the organisation whose record it is'), values });
export const changeBody = z.strictObject({ against, why, values });
export const withdrawBody = z.strictObject({ against, why });
export const approveBody = z.strictObject({ against });

/** What is done to the life of a record. */
export const lifeBody = z.discriminatedUnion('act', [
  acknowledge,
  body('fulfil', {
    outcome: code.describe('One that GET /api/records/{kind}/{id} offers for the duty'),
    next: day.optional().describe('The next day, where the outcome asks for one'),
    ...answers,
  }),
]);

export const trainingParams = z.strictObject({ id: uuid });
export const attendanceBody = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[2-9A-Za-z]{8}$/),
  staffNumber: z.string().trim().min(1).max(40),
  as: z.enum(['viceHead', 'psychTeacher', 'classTeacher', 'teacher']),
});
export const attendanceCodeAnswer = z.object({
  code: z.string(),
  shownUntil: instant.describe('When the next one is to be shown'),
  takenUntil: instant.describe('Until when it is taken'),
});
export const keptAnswer = z.object({
  record: uuid,
  at: instant,
  nextDueAt: instant.nullable().describe('The next step of what is owed because of it; null: nothing is'),
});

const words = z.object({ 'zh-CN': z.string(), en: z.string() });
export const kindsAnswer = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      item: z.enum(PROGRAMME_ITEMS),
      name: words,
      natural: z.array(z.string()).describe('Fields that tell one record from another'),
      shared: z.boolean().describe('Organisations below may read it'),
      life: z.string().nullable(),
      fields: z.record(z.string(), z.unknown()),
      may: z
        .object({ record: z.boolean(), approve: z.boolean(), read: z.boolean() })
        .describe("In the asker's own place"),
    }),
  ),
});

export const recordLine = z.object({
  id: uuid,
  kind: z.string(),
  org: z.string(),
  orgName: z.string(),
  version: z.int(),
  state: z.enum(RECORD_STATES),
  day: z.string().nullable(),
  until: z.string().nullable(),
  topic: z.string().nullable(),
  times: z.int().nullable(),
  heads: z.int().nullable(),
  amount: z.int().nullable(),
  code: z.string().nullable(),
  values: z.record(z.string(), z.unknown()),
  changedAt: instant,
});
export const recordPage = z.object({ items: z.array(recordLine), next: z.string().nullable() });

const filters = {
  org: code.optional().describe('At or below this organisation'),
  from: day.optional(),
  to: day.optional(),
  topic: code.optional(),
  state: z.enum(RECORD_STATES).optional(),
  subject: uuid.optional().describe('The record that these belong to'),
  like: z.string().trim().min(1).max(40).optional().describe('What its code, title or name holds'),
};
export const recordQuery = z.strictObject({
  ...pageQuery,
  ...filters,
  order: z.enum(RECORD_ORDERS).optional().describe('By the last change; oldest when left out'),
});
export const recordExportQuery = z.strictObject(filters);

const duty = z.object({
  id: z.string(),
  kind: z.string(),
  holder: uuid,
  subject: z.string().nullable(),
  limitAt: instant,
  dueAt: instant,
  outcomes: z.array(z.object({ outcome: z.string(), words, asksDay: z.boolean() })),
});
export const recordAnswer = recordLine.extend({
  recordedBy: uuid,
  recordedAt: instant,
  approvedBy: uuid.nullable(),
  approvedAt: instant.nullable(),
  may: z
    .object({ record: z.boolean(), approve: z.boolean() })
    .describe('What the asker may do with this record: nobody approves what they wrote'),
  approvers: z.array(z.enum(ROLES)).describe('Roles that approve such records of this organisation'),
  life: z.object({ stream: uuid, open: z.boolean(), nextDueAt: instant.nullable(), duties: z.array(duty) }).nullable(),
});

export const recordDutyQuery = z.strictObject({
  ...pageQuery,
  list: z.enum(RECORD_DUTY_LISTS).default('mine'),
});
export const recordDutyPage = z.object({
  items: z.array(
    z.object({
      stream: uuid,
      id: z.string(),
      duty: z.string(),
      subject: z.string().nullable(),
      holder: uuid,
      holderName: z.string(),
      limitAt: instant.nullable(),
      dueAt: instant,
      record: uuid,
      kind: z.string(),
      code: z.string().nullable(),
      values: z.record(z.string(), z.unknown()),
      org: z.string(),
      orgName: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

export const versionsQuery = z.strictObject({
  at: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional()
    .describe('Epoch ms: the version that stood then, and those before it'),
});
export const versionsAnswer = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      state: z.enum(RECORD_STATES),
      values: z.record(z.string(), z.unknown()),
      why: z.string().nullable(),
      by: uuid,
      at: instant,
      hash: z.string(),
    }),
  ),
});

export const approvalsAnswer = z.object({
  items: z.array(z.object({ kind: z.string(), name: words, count: z.int() })),
});
