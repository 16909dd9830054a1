import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import type { Clock } from '#domain/clock';
import type { Instant } from '#domain/instant';
import type { RecordColumn, RecordLines } from '#domain/record-lines';
import type { Actor } from '#domain/role';
import type { Kind } from '#programme/kind';
import { columnsOf } from '#programme/sheets/columns';
import { acts, audit, jobs } from '#db/schema/index';
import type { Context, Database, Transaction } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import type { Kept } from '#db/outcome';
import { type JobState, moveJob } from './jobs.ts';
import { type Keeper, planRecords } from './record-plan.ts';
import type { RecordRelease, RecordReport } from './record-report.ts';
import { actOf, writeRecords } from './record-write.ts';

/** What importing records is made of. `read` comes from an adapter and throws when the file as a whole cannot be read. */
export interface RecordIntake {
  readonly db: Database;
  readonly clock: Clock;
  readonly ring: Keyring;
  readonly read: (file: Buffer, columns: readonly RecordColumn[]) => Promise<RecordLines>;
}

/** Who brings a file: under whose rights rows are looked at, in whose name they are written. */
export interface Bringer {
  readonly keeper: Keeper;
  readonly actor: Actor & { readonly person: string };
  readonly context: Context;
}

export interface RecordJob {
  readonly id: string;
  readonly org: string;
  readonly state: JobState;
  readonly progress: number;
  readonly total: number | null;
  readonly report: { readonly check: RecordReport; readonly release: Omit<RecordRelease, 'report'> | null };
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
}

/** Kind of the jobs of such files. */
export const RECORD_JOB = 'records';

/** A dry run: every row read, checked and compared; nothing is written. Throws what `read` throws. */
export async function checkRecords(
  { db, clock, read }: RecordIntake,
  { keeper, context }: Bringer,
  kind: Kind,
  file: Buffer,
): Promise<RecordReport> {
  const at = await clock.now();
  const lines = await read(file, columnsOf(kind));
  const plan = await db.transaction(context, (tx) => planRecords(tx, kind, lines, keeper, at));
  return plan.report;
}

/** A file to be written, with what its releaser says beside it. */
export interface Releasing {
  readonly kind: Kind;
  readonly file: Buffer;
  readonly job: string;
  /** Take the good rows and leave the refused ones out; otherwise a refused row holds the whole file back. */
  readonly partial: boolean;
  readonly progress?: (rows: number) => void;
}

/**
 * Checks a staged file once more and writes it, in one transaction: all of it, or what the choice allows, or nothing. The same file twice changes nothing.
 * Throws what `read` and the database's door throw; then nothing was written.
 */
export async function releaseRecords(
  { db, clock, read }: RecordIntake,
  { keeper, actor, context }: Bringer,
  { kind, file, job, partial, progress = () => undefined }: Releasing,
): Promise<RecordRelease> {
  const lines = await read(file, columnsOf(kind));
  const at = await clock.now();
  return db.transaction(context, async (tx) => {
    const { writes, report } = await planRecords(tx, kind, lines, keeper, at);
    const blocked = report.refused.length > 0 && !partial;
    if (!blocked) {
      await recordRelease(tx, actor.person, job, file, at);
      await writeRecords(tx, writes, { kind, actor, job, at, progress });
    }
    const release: RecordRelease = {
      outcome: blocked ? 'refusedRows' : 'released',
      report,
      written: blocked ? 0 : writes.length,
    };
    await endJob(tx, actor, context, job, release, at);
    return release;
  });
}

/** The act under which every fact of the file stands. Two releases of one job at once: the second fails on its key. */
async function recordRelease(tx: Transaction, person: string, job: string, file: Buffer, at: Instant): Promise<void> {
  const outcome: Kept = { status: 'kept', stream: null, id: job, at };
  const digest = createHash('sha256').update(file).digest();
  await tx.insert(acts).values({ actor: person, actKey: actOf(job), digest, streamId: null, outcome, at });
}

/** Notes how far a release has come. Never goes back, and is no news of one that has ended. */
export async function noteProgress(tx: Transaction, job: string, rows: number): Promise<void> {
  await tx
    .update(jobs)
    .set({ progress: rows })
    .where(and(eq(jobs.id, job), eq(jobs.state, 'running'), lt(jobs.progress, rows)));
}

async function endJob(
  tx: Transaction,
  { person, role }: Bringer['actor'],
  { request }: Context,
  job: string,
  release: RecordRelease,
  at: Instant,
): Promise<void> {
  const { outcome, report } = release;
  await moveJob(tx, job, outcome === 'released' ? 'done' : 'held', at, release);
  const action = `releaseRecords:${report.kind}:${outcome}`;
  await tx.insert(audit).values({ at, person, role, action, reason: job, requestId: request ?? null });
}

/** The job as its own importer may see it; null when it is another's, or none. */
export async function recordJob(tx: Transaction, id: string, person: string): Promise<RecordJob | null> {
  const [row] = await tx.select().from(jobs).where(eq(jobs.id, id));
  if (row === undefined || row.kind !== RECORD_JOB || row.createdBy !== person) return null;
  const { homePath: _homePath, kind: _kind, state, report, ...rest } = row;
  // Written by stageJob and moveJob alone.
  return { ...rest, state: state as JobState, report: report as RecordJob['report'] };
}
