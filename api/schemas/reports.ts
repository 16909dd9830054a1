import { z } from 'zod';
import { REPORT_ACTS, REPORT_STATES, SIGNATURE_STEPS } from '#db/schema/reports';
import { DOCUMENT_FAULTS } from '#programme/document-fault';
import { DOCUMENT_KINDS, type DocumentKind } from '#programme/document';
import { TOPIC_CODES } from '#programme/report/topics';
import { code, day, instant, pageQuery, uuid } from './common.ts';

const KIND_CODES = Object.keys(DOCUMENT_KINDS) as [DocumentKind, ...DocumentKind[]];
/** One line of the form. What it may hold, the document says. */
const line = z.string().min(1).max(200);
/** Taken as it is and judged by the document, which says what is wrong with it and where. */
const text = z.string().max(20_000).describe('With {{code}} for each figure; a figure is nowhere to be typed');
const why = z.string().trim().min(4).max(400);
const against = z.int().min(1).describe('The version that its author has seen');

const reportForm = z.strictObject({
  addressees: z.array(line).max(20).default([]),
  word: z.string().max(20).default('').describe("The organ's word in the number, such as 心教报"),
  contact: z.strictObject({ name: line, phone: line }).nullable().default(null),
  copies: z
    .array(z.strictObject({ to: line, count: z.int().min(1).max(999).optional() }))
    .max(20)
    .default([]),
  office: line.nullable().default(null).describe('The office that prints it'),
  marks: z
    .strictObject({ result: z.enum(['A', 'B', 'C']), public: z.boolean() })
    .nullable()
    .default(null)
    .describe('Of a reply: result and whether it may be published'),
});
const topics = z.array(z.enum(TOPIC_CODES)).max(TOPIC_CODES.length).default([]);
const replyPlan = z.strictObject({
  proposal: z.strictObject({ meeting: line, number: z.int().min(1).max(99_999), title: line }),
  topics: topics.describe('Told before any question'),
  questions: z
    .array(z.strictObject({ number: z.int().min(1).max(99), text: line, topics }))
    .max(50)
    .default([])
    .describe('As the proposal numbers them; one without topics stays open until somebody answers it'),
});
const addressed = z.array(code).max(300).default([]).describe('Organisations that may read it once it is frozen');
const common = {
  org: code.describe('Code of the organisation that reports'),
  from: day,
  to: day,
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  dueOn: day.describe('To be handed in by'),
  addressed,
  form: reportForm.prefault({}),
};
export const beginBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('annual'), ...common }),
  z.strictObject({ kind: z.literal('proposalReply'), plan: replyPlan, ...common }),
]);
export const blockParams = z.strictObject({ id: uuid, block: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) });
export const blockBody = z.strictObject({ against, text });
export const newBlockBody = z.strictObject({
  against,
  after: z.string().max(40).describe('Id of the block that it follows'),
  kind: z.enum(['paragraph', 'point']),
  text,
});
export const formBody = z.strictObject({ against, addressed, form: reportForm });
export const planBody = z.strictObject({ against, plan: replyPlan });
export const againstBody = z.strictObject({ against });
export const returnBody = z.strictObject({ against, why: why.describe('Stands in its history') });
export const correctionBody = z.strictObject({ why: why.describe('Stands in the new version'), dueOn: day });
export const noBody = z.strictObject({});
export const reportQuery = z.strictObject({
  ...pageQuery,
  org: code.optional().describe('At or below this organisation'),
  state: z.enum(REPORT_STATES).optional(),
});

const words = z.object({ 'zh-CN': z.string(), en: z.string() });
const reportLine = z.object({
  id: uuid,
  kind: z.enum(KIND_CODES),
  org: z.string(),
  orgName: z.string(),
  language: z.enum(['zh-CN', 'en']),
  from: z.string(),
  to: z.string(),
  edition: z.int(),
  corrects: uuid.nullable(),
  why: z.string().nullable().describe('Why it corrects the other'),
  supersededBy: uuid.nullable(),
  state: z.enum(REPORT_STATES),
  version: z.int(),
  dueOn: z.string(),
  number: z.string().nullable(),
  createdBy: uuid,
  createdAt: instant,
  changedAt: instant,
  frozenAt: instant.nullable(),
});
export const reportPage = z.object({ items: z.array(reportLine), next: z.string().nullable() });

const fault = z.object({ pointer: z.string(), code: z.enum(DOCUMENT_FAULTS), figure: z.string().optional() });
const figure = z.object({
  code: z.string(),
  value: z.number().nullable(),
  shown: z.string(),
  unit: z.string(),
  name: words.nullable(),
  rule: words.nullable().describe('How it is counted; null for what is no count, such as hours asked for'),
  version: z.string().nullable().describe('Of the rule'),
  rows: z.int().nullable().describe('Records behind it'),
  unapproved: z.int().nullable(),
  opens: z.string().nullable().describe('Its rows'),
});
const block = z.object({
  id: z.string(),
  kind: z.enum(['heading', 'paragraph', 'point', 'table', 'chart']),
  number: z.string().describe('As it is numbered: 一、, 一是'),
  level: z.int().nullable(),
  text: z.string().nullable().describe('As it reads'),
  editable: z.string().nullable().describe('With placeholders, as an edit takes it'),
  open: z.string().nullable().describe('What somebody still has to write'),
  own: z.boolean().describe('Added by a person, so it can be dropped'),
  table: z.string().nullable(),
});
const table = z.object({
  code: z.string(),
  title: z.string(),
  definition: z.string(),
  unit: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  figures: z.array(z.array(z.string().nullable())).describe('Code of the figure in each cell; null for words'),
});
const kept = z.object({ file: uuid, sha256: z.string(), size: z.int() });
export const reportAnswer = reportLine
  .extend({
    addressed: z.array(z.string()),
    form: z.unknown(),
    plan: z.unknown(),
    lines: z.unknown().describe('The parts of the official form as they read'),
    hash: z.string().describe('Of the version'),
    blocks: z.array(block),
    figures: z.array(figure),
    tables: z.array(table),
    faults: z.array(fault).describe('What keeps it from being signed'),
    signatures: z.array(
      z.object({ step: z.enum(SIGNATURE_STEPS), person: uuid, role: z.string(), name: z.string(), at: instant }),
    ),
    duties: z.array(z.object({ id: z.string(), kind: z.string(), holder: uuid, limitAt: instant, dueAt: instant })),
    freezing: z
      .object({ state: z.string(), progress: z.int(), total: z.int().nullable(), fault: z.string().nullable() })
      .nullable()
      .describe('The last job that froze it, or tried to'),
    files: z.object({ word: kept, workbook: kept }).nullable().describe('Of a frozen one: what was signed'),
    may: z.object({ write: z.boolean(), sign: z.boolean() }),
  })
  .meta({ id: 'Report', description: 'A report as it stands, with all that is needed to write, judge and sign it' });
export const versionPage = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      act: z.enum(REPORT_ACTS),
      block: z.string().nullable(),
      why: z.string().nullable(),
      by: uuid,
      at: instant,
      hash: z.string(),
    }),
  ),
});
const shownFigure = z.object({ value: z.number().nullable(), shown: z.string(), unit: z.string() }).nullable();
export const movedAnswer = z.object({
  items: z.array(z.object({ code: z.string(), was: shownFigure, now: shownFigure })),
});
export const topicsAnswer = z.object({
  items: z.array(z.object({ code: z.string(), name: words, item: z.string(), measures: z.array(words), plan: words })),
});
