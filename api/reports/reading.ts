import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { askerOf } from '#api/asker';
import { readCursor, writeCursor } from '#api/cursor';
import type { Parts } from '#api/parts';
import { pageSize } from '#api/schemas/common';
import type { reportQuery } from '#api/schemas/reports';
import { NotFound } from '#db/commit';
import {
  codesOf,
  freezingJob,
  keptFiles,
  listReports,
  reportHistory,
  reportLife,
  type ReportLine,
  reportLine,
  signaturesOf,
} from '#db/queries/reports';
import { placesByCode } from '#db/records/place';
import type { ReportContent } from '#db/reports/compose';
import { frozenDocument } from '#db/reports/freeze';
import { contentOf } from '#db/reports/versions';
import type { Transaction } from '#db/transaction';
import type { OfficialDocument } from '#programme/document';
import { writtenNumber } from '#programme/official-words';
import type { RecordState } from '#programme/record-state';
import { TOPICS, type Topic } from '#programme/report/topics';
import { allowedReport, mayReport } from './desk.ts';
import { shownDocument } from './shown.ts';

type Held = NonNullable<Awaited<ReturnType<typeof reportLine>>>;

export function listPage(parts: Parts, request: FastifyRequest, query: z.infer<typeof reportQuery>) {
  const { context } = askerOf(request);
  const limit = pageSize(query.limit);
  const { state } = query;
  return parts.db.transaction(context, async (tx) => {
    const filter = { ...(await under(tx, query.org)), ...(state === undefined ? {} : { state }) };
    const rows = await listReports(tx, filter, { after: readCursor(query.after), limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(shownLine),
      next: last === undefined ? null : writeCursor({ at: last.createdAt, id: last.id }),
    };
  });
}

async function under(tx: Transaction, org: string | undefined): Promise<{ under?: string }> {
  if (org === undefined) return {};
  const place = (await placesByCode(tx, [org])).get(org);
  if (place === undefined) throw new NotFound();
  return { under: place.path };
}

function shownLine({ numberWord, numberYear, numberSequence, ...line }: ReportLine) {
  const { language } = line;
  const number = { word: numberWord ?? '', year: numberYear ?? 0, sequence: numberSequence };
  return { ...line, number: numberSequence === null ? null : writtenNumber(number, language) };
}

/** One report as it stands, with everything that a person needs to write, judge and sign it. */
export async function readReport(parts: Parts, request: FastifyRequest, id: string) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const { place } = await allowedReport(tx, asker, id, 'read');
    const row = await reportLine(tx, id);
    if (row === null) throw new NotFound();
    const { content, hash } = await contentOf(tx, id, row.version);
    const { orgId: _org, path: _path, addressed, stream, freezing, wordFile, workbookFile, ...line } = row;
    const signatures = await signaturesOf(tx, id, row.version);
    return {
      ...shownLine(line),
      addressed: [...(await codesOf(tx, addressed))],
      form: content.form,
      plan: content.plan,
      hash: hash.toString('hex'),
      ...shownDocument(documentOf(row, content, signatures), content.traced, row),
      signatures,
      duties: await dutiesOf(tx, stream),
      freezing: freezing === null ? null : await shownJob(tx, freezing),
      files: wordFile === null || workbookFile === null ? null : await keptFiles(tx, wordFile, workbookFile),
      may: { write: mayReport(asker, 'record', place), sign: mayReport(asker, 'approve', place) },
    };
  });
}

/** A draft as it is; a frozen one as its bytes show it. */
export function documentOf(
  { frozenAt, numberSequence }: Pick<Held, 'frozenAt' | 'numberSequence'>,
  { document }: ReportContent,
  signatures: Awaited<ReturnType<typeof signaturesOf>>,
): OfficialDocument {
  if (frozenAt === null) return document;
  return frozenDocument(document, { frozenAt, numberSequence }, signatures.at(-1)?.name ?? '');
}

async function dutiesOf(tx: Transaction, stream: string) {
  const life = await reportLife(tx, stream);
  if (life === null || life.closedAt !== null) return [];
  // Written by commit() with the rules of records.
  const { duties } = life.state as RecordState;
  return duties.map(({ id, kind, holder, limitAt, dueAt }) => ({ id, kind, holder, limitAt, dueAt }));
}

async function shownJob(tx: Transaction, job: string) {
  const row = await freezingJob(tx, job);
  if (row === null) return null;
  const { report, ...rest } = row;
  const fault: unknown = Reflect.get(Object(report), 'fault');
  return { ...rest, fault: typeof fault === 'string' ? fault : null };
}

export function readHistory(parts: Parts, request: FastifyRequest, id: string) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    await allowedReport(tx, asker, id, 'read');
    return { items: await reportHistory(tx, id) };
  });
}

/** What a reply to a proposal may speak of. */
export function listTopics() {
  return {
    items: Object.entries(TOPICS).map(([code, topic]) => {
      const { name, item, measures, plan }: Topic = topic;
      return { code, name, item, measures: [...measures], plan };
    }),
  };
}
