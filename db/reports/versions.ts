import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { canonical } from '#db/canonical';
import { GENESIS } from '#db/chain';
import type { By } from '#db/records/write';
import { type ReportAct, reports, reportVersions } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import type { ReportContent } from './compose.ts';

export type ReportRow = typeof reports.$inferSelect;

/** A version to be: what made it, and what it holds. */
export interface NewVersion {
  readonly act: ReportAct;
  readonly block?: string;
  readonly why?: string;
  readonly content: ReportContent;
}

/** The report's row, locked. Null: not there, or out of reach. */
export async function lockReport(tx: Transaction, id: string): Promise<ReportRow | null> {
  const [row] = await tx.select().from(reports).where(eq(reports.id, id)).for('update');
  return row ?? null;
}

/** The report's row as the asker may read it, or null. */
export async function reportRow(tx: Transaction, id: string): Promise<ReportRow | null> {
  const [row] = await tx.select().from(reports).where(eq(reports.id, id));
  return row ?? null;
}

/** Which organisations may read it once it is frozen. */
export async function setAddressed(tx: Transaction, id: string, addressed: readonly string[]): Promise<void> {
  await tx
    .update(reports)
    .set({ addressed: [...addressed] })
    .where(eq(reports.id, id));
}

/** What a version holds, and its hash. Throws when the report has no such version within reach. */
export async function contentOf(
  tx: Transaction,
  report: string,
  version: number,
): Promise<{ readonly content: ReportContent; readonly hash: Buffer }> {
  const [row] = await tx
    .select({ content: reportVersions.content, hash: reportVersions.hash })
    .from(reportVersions)
    .where(and(eq(reportVersions.reportId, report), eq(reportVersions.version, version)));
  if (row === undefined) throw new Error('a report without its version');
  // Written by insertVersion alone.
  return { content: row.content as ReportContent, hash: row.hash };
}

/** Writes the next version of a draft; the row itself is moved on. */
export async function nextVersion(tx: Transaction, row: ReportRow, made: NewVersion, by: By): Promise<number> {
  const version = row.version + 1;
  const { hash } = await contentOf(tx, row.id, row.version);
  await tx.update(reports).set({ version, changedAt: by.at }).where(eq(reports.id, row.id));
  await insertReportVersion(tx, row.id, version, hash, made, by);
  return version;
}

/** Writes a version, bound to the hash of the one before it; `prev` is null for the first. */
export async function insertReportVersion(
  tx: Transaction,
  report: string,
  version: number,
  prev: Buffer | null,
  {
    act,
    block = null,
    why = null,
    content,
  }: Omit<NewVersion, 'block' | 'why'> & {
    readonly block?: string | null;
    readonly why?: string | null;
  },
  { person, at }: By,
): Promise<void> {
  const before = prev ?? GENESIS;
  const bound = { suite: 1, report, version, act, block, why, content, by: person, at, prev: before.toString('hex') };
  const hash = createHash('sha256').update(canonical(bound)).digest();
  await tx
    .insert(reportVersions)
    .values({ reportId: report, version, act, block, why, content, by: person, at, prev: before, hash });
}
