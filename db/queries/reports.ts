import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '#domain/instant';
import {
  files,
  jobs,
  organisations,
  type ReportState,
  reports,
  reportSignatures,
  reportVersions,
  streams,
} from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { RecordCursor } from './records.ts';

const LINE = {
  id: reports.id,
  kind: reports.kind,
  org: organisations.code,
  orgName: organisations.name,
  language: reports.language,
  from: reports.from,
  to: reports.to,
  edition: reports.edition,
  corrects: reports.corrects,
  why: reports.why,
  supersededBy: reports.supersededBy,
  state: reports.state,
  version: reports.version,
  dueOn: reports.dueOn,
  numberWord: reports.numberWord,
  numberYear: reports.numberYear,
  numberSequence: reports.numberSequence,
  createdBy: reports.createdBy,
  createdAt: reports.createdAt,
  changedAt: reports.changedAt,
  frozenAt: reports.frozenAt,
};
export type ReportLine = Awaited<ReturnType<typeof listReports>>[number];

export interface ReportFilter {
  /** At or below this path. */
  readonly under?: string;
  readonly state?: ReportState;
}

/** Reports that the asker may read, the newest first, a page at a time. */
export function listReports(
  tx: Transaction,
  { under, state }: ReportFilter,
  { after, limit }: { readonly after: RecordCursor | null; readonly limit: number },
) {
  const conditions: (SQL | undefined)[] = [
    under === undefined
      ? undefined
      : sql`${reports.path} >= ${under} and ${reports.path} < ${`${under.slice(0, -1)}0`}`,
    state === undefined ? undefined : eq(reports.state, state),
    after === null ? undefined : beyond(after.at, after.id),
  ];
  return tx
    .select(LINE)
    .from(reports)
    .innerJoin(organisations, eq(organisations.id, reports.org))
    .where(and(...conditions))
    .orderBy(desc(reports.createdAt), asc(reports.id))
    .limit(limit);
}

function beyond(at: Instant, id: string): SQL | undefined {
  return or(lt(reports.createdAt, at), and(eq(reports.createdAt, at), sql`${reports.id} > ${id}`));
}

/** One report with everything that stands in its row; null: not there, or out of reach. */
export async function reportLine(tx: Transaction, id: string) {
  const [row] = await tx
    .select({
      ...LINE,
      orgId: reports.org,
      path: reports.path,
      addressed: reports.addressed,
      stream: reports.streamId,
      freezing: reports.freezing,
      wordFile: reports.wordFile,
      workbookFile: reports.workbookFile,
    })
    .from(reports)
    .innerJoin(organisations, eq(organisations.id, reports.org))
    .where(eq(reports.id, id));
  return row ?? null;
}

/** Who signed the version that stands, the first signature first. */
export function signaturesOf(tx: Transaction, report: string, version: number) {
  return tx
    .select({
      step: reportSignatures.step,
      person: reportSignatures.person,
      role: reportSignatures.role,
      name: reportSignatures.name,
      at: reportSignatures.at,
    })
    .from(reportSignatures)
    .where(and(eq(reportSignatures.reportId, report), eq(reportSignatures.version, version)))
    .orderBy(asc(reportSignatures.step));
}

/** How a report came to be what it is, the first version first. */
export function reportHistory(tx: Transaction, report: string) {
  return tx
    .select({
      version: reportVersions.version,
      act: reportVersions.act,
      block: reportVersions.block,
      why: reportVersions.why,
      by: reportVersions.by,
      at: reportVersions.at,
      hash: sql<string>`encode(${reportVersions.hash}, 'hex')`,
    })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, report))
    .orderBy(asc(reportVersions.version));
}

/** The bytes of a frozen report by their ids, without the bytes. */
export async function keptFiles(tx: Transaction, word: string, workbook: string) {
  const book = alias(files, 'book');
  const shape = (of: typeof files | typeof book) => ({
    file: of.id,
    sha256: sql<string>`encode(${of.sha256}, 'hex')`,
    size: of.size,
  });
  const [row] = await tx
    .select({ word: shape(files), workbook: shape(book) })
    .from(files)
    .innerJoin(book, eq(book.id, workbook))
    .where(eq(files.id, word));
  return row ?? null;
}

/** Codes of organisations by their ids. */
export async function codesOf(tx: Transaction, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ code: organisations.code })
    .from(organisations)
    .where(inArray(organisations.id, [...ids]))
    .orderBy(asc(organisations.code));
  return rows.map(({ code }) => code);
}

/** The stream of a report as the asker may see it; null for who may not. */
export async function reportLife(tx: Transaction, stream: string) {
  const [row] = await tx
    .select({ state: streams.state, closedAt: streams.closedAt })
    .from(streams)
    .where(eq(streams.id, stream));
  return row ?? null;
}

/** A job that freezes, or froze; null for who may not see it. */
export async function freezingJob(tx: Transaction, job: string) {
  const [row] = await tx
    .select({ state: jobs.state, progress: jobs.progress, total: jobs.total, report: jobs.report })
    .from(jobs)
    .where(eq(jobs.id, job));
  return row ?? null;
}
