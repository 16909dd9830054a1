import { z } from 'zod';
import type { Unsealed } from '#api/plain-text';
import { CHANNELS, CONTACT_OUTCOMES } from '#domain/case-commands';
import { ASSESSMENTS } from '#domain/case-state';
import { FOLLOW_UP_SIGNS, type RecordFollowUp, type RecordTrace, TRACE_SOURCES } from '#domain/follow-up-state';
import { acknowledge, answers, body, guardian, happenedAt, naming, note } from './act-fields.ts';
import { uuid } from './common.ts';

/** The body of each act on a follow-up. */
export const FOLLOW_UP_BODIES = {
  acknowledge,
  recordFollowUp: body('recordFollowUp', {
    ...naming,
    outcome: z.enum(CONTACT_OUTCOMES),
    channel: z.enum(CHANNELS),
    assessment: z.enum(ASSESSMENTS).nullable().default(null),
    signs: z.array(z.enum(FOLLOW_UP_SIGNS)).max(FOLLOW_UP_SIGNS.length),
    sheet: uuid.nullable().default(null),
    guardian,
    happenedAt,
    note,
  }) satisfies z.ZodType<Unsealed<RecordFollowUp>>,
  recordTrace: body('recordTrace', {
    ...answers,
    source: z.enum(TRACE_SOURCES),
    guardian,
    found: z.boolean(),
    note,
  }) satisfies z.ZodType<Unsealed<RecordTrace>>,
} as const;
