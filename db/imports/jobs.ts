import { createHash, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { importFiles, jobs, organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { type Keyring, newStudentKey, openStudentKey } from '#db/vault/keyring';
import { seal, unseal } from '#db/vault/seal';
import type { ImportReport, Release } from './report.ts';
import type { ImportSchool } from './school.ts';

/** `waiting`: checked, to be released. `held`: released but for what the head must confirm or the importer mend. */
export const JOB_STATES = ['waiting', 'running', 'held', 'done', 'failed', 'givenUp'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Stands for whoever imports at the machine itself, without an account. */
export const OPERATOR = '00000000-0000-0000-0000-000000000000';

export interface ImportJob {
  readonly id: string;
  readonly kind: string;
  readonly org: string;
  readonly state: JobState;
  readonly progress: number;
  readonly total: number | null;
  readonly report: { readonly check: ImportReport; readonly release: Omit<Release, 'report'> | null } | null;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
}

const place = (row: string, keyVersion: number) => ({ table: 'import_files', column: 'sealed', row, keyVersion });

/** A checked file on its way to becoming a job. */
export interface Checked {
  /** What kind of job it is. */
  readonly job: string;
  /** What the file holds. */
  readonly kind: string;
  readonly form: string;
  readonly rows: number;
  readonly check: object;
  readonly createdBy: string;
  readonly at: Instant;
  /** Kept sealed under a key of its own, until it is released or given up; null: released at once, nothing to keep. */
  readonly file: Buffer | null;
}

/** Notes a checked file of an organisation as a job. */
export async function stageJob(
  tx: Transaction,
  ring: Keyring,
  org: { readonly id: string; readonly path: string },
  { job, kind, form, rows, check, createdBy, at, file }: Checked,
): Promise<string> {
  const id = randomUUID();
  await tx.insert(jobs).values({
    id,
    kind: job,
    org: org.id,
    homePath: org.path,
    state: 'waiting',
    total: rows,
    report: { check, release: null },
    createdBy,
    createdAt: at,
  });
  if (file === null) return id;
  const { key, wrapped, masterKeyId, keyVersion } = newStudentKey(ring, id);
  await tx.insert(importFiles).values({
    jobId: id,
    kind,
    form,
    sha256: createHash('sha256').update(file).digest(),
    sealed: seal(key, place(id, keyVersion), file),
    wrappedKey: wrapped,
    masterKeyId,
    keyVersion,
    receivedAt: at,
  });
  return id;
}

/** Notes a checked roster or answer file of a school. */
export function noteJob(
  tx: Transaction,
  ring: Keyring,
  school: ImportSchool,
  { check, ...job }: { readonly check: ImportReport } & Pick<Checked, 'createdBy' | 'at' | 'file'>,
): Promise<string> {
  const { kind, form, rows } = check;
  return stageJob(tx, ring, school, { job: `${kind}Import`, kind, form, rows, check, ...job });
}

/** The job as the asker's rights show it; null when they do not, or when it is no import. */
export async function importJob(tx: Transaction, id: string): Promise<ImportJob | null> {
  const [row] = await tx.select().from(jobs).where(eq(jobs.id, id));
  if (row === undefined || !row.kind.endsWith('Import')) return null;
  const { homePath: _homePath, state, report, ...rest } = row;
  // Written by noteJob and endJob alone.
  return { ...rest, state: state as JobState, report: report as ImportJob['report'] };
}

/** Code of the school that a job is for. */
export async function schoolCodeOf(tx: Transaction, org: string): Promise<string | null> {
  const [row] = await tx.select({ code: organisations.code }).from(organisations).where(eq(organisations.id, org));
  return row?.code ?? null;
}

/** The bytes of a staged file; null once they are emptied. */
export async function stagedFile(tx: Transaction, ring: Keyring, job: string): Promise<Buffer | null> {
  const [row] = await tx.select().from(importFiles).where(eq(importFiles.jobId, job));
  if (row?.sealed == null || row.wrappedKey === null) return null;
  const { wrappedKey: wrapped, masterKeyId, keyVersion } = row;
  const { key } = openStudentKey(ring, job, { wrapped, masterKeyId, keyVersion });
  return unseal(key, place(job, keyVersion), row.sealed);
}

/** Moves a job on. `done` and `givenUp` empty the staged file: with its key gone, no copy of the database opens it. */
export async function moveJob(
  tx: Transaction,
  id: string,
  state: JobState,
  at: Instant,
  release: { readonly report: { readonly rows: number } } | null = null,
): Promise<void> {
  const ended = state === 'done' || state === 'givenUp';
  const { report: check, ...rest } = release ?? { report: null };
  await tx
    .update(jobs)
    .set({
      state,
      ...(ended ? { finishedAt: at } : {}),
      ...(check === null ? {} : { report: { check, release: rest }, progress: check.rows }),
    })
    .where(eq(jobs.id, id));
  if (!ended) return;
  await tx.update(importFiles).set({ sealed: null, wrappedKey: null, emptiedAt: at }).where(eq(importFiles.jobId, id));
}
