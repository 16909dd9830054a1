import { z } from 'zod';
import { ASSESSED } from '#programme/assessment/indicator';
import { REVIEW_STAGES } from '#programme/assessment/review-state';
import { acknowledge, answers, body } from './act-fields.ts';
import { code, day, instant, pageQuery, uuid } from './common.ts';

const words = z.object({ 'zh-CN': z.string(), en: z.string() });
const writtenWords = z.strictObject({ 'zh-CN': z.string().max(80), en: z.string().max(80) });
const mark = z.number().min(-1e9).max(1e9);

const indicator = z.strictObject({
  code: z.string().max(40),
  name: writtenWords,
  formula: z
    .string()
    .max(2_000)
    .describe('Plain decimals, figures by name, + - * /, comparisons, ? :, min max clamp round ratio'),
  weight: z.number().min(0).max(100).describe('Points of 100; all weights together are 100'),
  direction: z.enum(['higher', 'lower']).describe('Whether more is better'),
  fullMark: mark.describe('The measured value that earns all points'),
  zeroMark: mark.describe('The measured value that earns none'),
  evidence: z
    .strictObject({ records: z.number().min(0).max(100_000), files: z.number().min(0).max(1_000) })
    .describe('What must lie behind points before they count'),
});
const setFields = {
  code: z.string().max(40),
  assesses: z.enum(ASSESSED),
  indicators: z.array(indicator).max(100),
};
export const setBody = z.strictObject({
  against: z.int().min(0).describe('The last version that its author has seen; 0: none'),
  ...setFields,
});
const keptSet = z.object({
  version: z.int(),
  code: z.string(),
  assesses: z.enum(ASSESSED),
  indicators: z.array(
    z.object({
      code: z.string(),
      name: words,
      formula: z.string(),
      weight: z.number(),
      direction: z.enum(['higher', 'lower']),
      fullMark: z.number(),
      zeroMark: z.number(),
      evidence: z.object({ records: z.number(), files: z.number() }),
    }),
  ),
  publishedBy: uuid.nullable().describe('null: it came with the programme'),
  publishedAt: instant.nullable(),
});
export const setsAnswer = z.object({
  figures: z.array(z.object({ figure: z.string(), name: words })).describe('What a formula may name'),
  items: z.array(keptSet),
});
export const setKept = z.object({ code: z.string(), version: z.int(), at: instant });

const subject = {
  assesses: z.enum(ASSESSED),
  org: code.describe('The county or school; of a head the school'),
  set: z.string().max(40).optional().describe('Code of the indicators; named like what is assessed when left out'),
  version: z.int().min(1).optional().describe('The latest when left out'),
  from: day,
  to: day.describe('Last day, included; not ahead'),
};
const reason = z.string().trim().min(4).max(2_000);
const comments = z
  .record(z.string().max(40), z.string().trim().min(1).max(2_000))
  .describe('By the code of the indicator');
const assessors = z.array(uuid).max(20).default([]).describe('Who judged or entered what the score rests on');
const appealUntil = day.describe('Last day for appeals');

export const previewBody = z.strictObject(subject);
export const publishBody = z.strictObject({
  ...subject,
  person: uuid.optional().describe('The head, as a person'),
  appealUntil,
  assessors,
  comments: comments.default({}),
});

export const assessmentAct = z.discriminatedUnion('act', [
  acknowledge,
  body('appeal', { indicator: code, reason }),
  body('decideAppeal', {
    ...answers,
    indicator: code,
    outcome: z.enum(['upheld', 'dismissed']),
    points: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .default(null)
      .describe('What the line earns from now on, when upheld'),
    reason,
  }),
  body('freeze', answers),
  body('correct', { reason, appealUntil, assessors, comments: comments.optional() }),
]);

const ground = z.object({
  figure: z.string(),
  value: z.number(),
  query: z.string(),
  records: z.int(),
  files: z.array(z.string()),
});
const decision = z.object({ by: uuid, outcome: z.enum(['upheld', 'dismissed']) });
const line = z.object({
  indicator: z.string(),
  weight: z.number(),
  state: z.enum(['scored', 'notAssessable']),
  measured: z.number().nullable().optional().describe('null: an appeal gave the points'),
  points: z.number().optional(),
  obstacle: z.record(z.string(), z.unknown()).optional().describe('Why it could not be assessed'),
  grounds: z.array(ground),
});
const scored = {
  set: z.string(),
  setVersion: z.int(),
  points: z.number(),
  outOf: z.number().describe('Sum of the weights that were assessed; never projected to 100'),
};
export const previewAnswer = z.object({ ...scored, lines: z.array(line) });

const shown = {
  id: uuid,
  org: z.string(),
  orgName: z.string(),
  assesses: z.enum(ASSESSED),
  person: uuid.nullable(),
  from: z.string(),
  to: z.string(),
  stage: z.enum(REVIEW_STAGES),
  revision: z.int(),
  appealUntil: instant,
  ...scored,
  version: z.int(),
  changedAt: instant,
};
export const assessmentPage = z.object({ items: z.array(z.object(shown)), next: z.string().nullable() });
export const assessmentQuery = z.strictObject({
  ...pageQuery,
  org: code.optional().describe('At or below this organisation'),
  assesses: z.enum(ASSESSED).optional(),
  from: day.optional().describe('Its period begins on this day or later'),
  to: day.optional(),
});
export const assessmentAnswer = z.object({
  ...shown,
  lines: z.array(
    line.extend({
      name: words.nullable(),
      formula: z.string().nullable(),
      comment: z.string().nullable(),
      appeal: z.object({ by: uuid, at: instant, decision: decision.nullable() }).nullable(),
    }),
  ),
  duties: z
    .array(
      z.object({
        id: z.string(),
        kind: z.string(),
        holder: uuid,
        called: z.array(uuid).describe('Called because of it; they may act like the holder'),
        subject: z.string().nullable(),
        limitAt: instant,
      }),
    )
    .describe('Who owes what by when'),
});
export const assessmentKept = z.object({ assessment: uuid, at: instant, nextDueAt: instant.nullable() });
export const assessmentVersions = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      why: z.string().nullable(),
      by: uuid,
      at: instant,
      hash: z.string(),
      stage: z.enum(REVIEW_STAGES),
      revision: z.int(),
      points: z.number(),
      outOf: z.number(),
    }),
  ),
});
export const behindQuery = z.strictObject({ ...pageQuery, figure: z.string().max(80) });
export const behindAnswer = z.object({
  figure: z.string(),
  name: words,
  kept: z.number().nullable().describe('As the score rests on it'),
  now: z.number().nullable().describe('As the records say today; null: they do not say'),
  items: z.array(z.looseObject({ id: uuid, kind: z.string(), org: z.string() })),
  next: z.string().nullable(),
});
