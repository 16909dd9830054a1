import type { Instant } from '#domain/instant';
import { commitMany } from '#db/commit-many';
import { DatabaseError } from '#db/errors';
import { insertMany } from '#db/insert-many';
import { audit } from '#db/schema/index';
import type { Context, Transaction } from '#db/transaction';
import { type Intake, plan, type Planned } from './check.ts';
import { moveJob, noteJob, OPERATOR } from './jobs.ts';
import type { Release } from './report.ts';
import { writeRoster, type WrittenRoster } from './roster-write.ts';
import { isUrgent } from './sheet-report.ts';
import { sheetsAsMany, SheetsMoved } from './sheet-write.ts';

/** What whoever releases a file says beside it. */
export interface ReleaseChoice {
  /** Take the good rows and leave the refused ones out; otherwise a refused row holds the file back. */
  readonly partial: boolean;
  /** The head has seen that more pupils need a person today than there are people. */
  readonly confirmCapacity: boolean;
}

/**
 * Checks a file once more and writes it in one transaction: all of it, or what the choice allows. Sheets at L3 and L4 and critical answers in refused rows are
 * committed whatever holds the rest back. The same file released twice changes nothing. `job`: the staged file's; without one, a job is noted for the record.
 * Throws what checkFile() throws, SheetsMoved when the record moved under it, and what the database's door throws; then nothing was written.
 */
export async function releaseFile(
  intake: Intake,
  context: Context,
  school: string,
  file: Buffer,
  choice: ReleaseChoice,
  job?: string,
): Promise<Release & { readonly job: string }> {
  const planned = await plan(intake, context, school, file);
  const now = await intake.clock.now();
  const by = context.person ?? OPERATOR;
  const id =
    job ??
    (await intake.db.transaction(context, (tx) =>
      noteJob(tx, intake.ring, planned.school, { check: planned.report, createdBy: by, at: now, file: null }),
    ));
  const blocked = blockedBy(planned, choice);
  const release = await (planned.kind === 'roster'
    ? releaseRoster(intake, context, planned, blocked, id, now)
    : releaseSheets(intake, context, planned, blocked, id, now));
  return { ...release, job: id };
}

function blockedBy(
  { report }: Planned,
  { partial, confirmCapacity }: ReleaseChoice,
): Exclude<Release['outcome'], 'released'> | null {
  if (report.refused.length > 0 && !partial) return 'refusedRows';
  return report.answers?.capacity.over === true && !confirmCapacity ? 'overCapacity' : null;
}

async function releaseRoster(
  intake: Intake,
  context: Context,
  { plan: made, school, report }: Extract<Planned, { kind: 'roster' }>,
  blocked: ReturnType<typeof blockedBy>,
  job: string,
  at: Instant,
): Promise<Release> {
  const wanted = made.added.length + made.changed.length;
  const release: Release = {
    outcome: blocked ?? 'released',
    report,
    written: blocked === null ? wanted : 0,
    held: blocked === null ? 0 : wanted,
    warnings: 0,
  };
  await intake.db.transaction(context, async (tx) => {
    if (blocked === null) {
      const written = await writeRoster(tx, made, { ring: intake.ring, school, at, job, spell: intake.spell });
      await auditRoster(tx, context, written, job, at);
    }
    await endJob(tx, context, job, release, at);
  });
  return release;
}

async function releaseSheets(
  intake: Intake,
  context: Context,
  { plan: made, report }: Extract<Planned, { kind: 'answers' }>,
  blocked: ReturnType<typeof blockedBy>,
  job: string,
  now: Instant,
): Promise<Release> {
  const sheets = blocked === null ? made.fresh : made.fresh.filter(isUrgent);
  const { person, role } = auditedAs(context);
  const writing = { sheets, concerns: made.concerns, job, ring: intake.ring, person, role };
  const many = sheetsAsMany(writing, now);
  const release = {
    outcome: blocked ?? ('released' as const),
    report,
    written: sheets.length,
    held: made.fresh.length - sheets.length,
  };
  let fresh = 0;
  const committed = commitMany(intake.db, intake.clock, context, {
    ...many,
    beside: async (tx, joined, at) => {
      fresh = joined.length;
      await endJob(tx, context, job, { ...release, warnings: fresh }, at);
    },
  });
  await committed.catch((error: unknown) => {
    const twice = error instanceof DatabaseError && SHEET_KEYS.has(error.constraint ?? '');
    throw twice ? new SheetsMoved() : error;
  });
  return { ...release, warnings: fresh };
}

/** One sheet of a pupil at a moment, and one of an identity. */
const SHEET_KEYS = new Set(['answers_once', 'answers_pkey']);

function auditedAs({ person, role }: Context): { readonly person: string; readonly role: string } {
  return { person: person ?? OPERATOR, role: role ?? 'operator' };
}

async function endJob(tx: Transaction, context: Context, job: string, release: Release, at: Instant): Promise<void> {
  await moveJob(tx, job, release.outcome === 'released' ? 'done' : 'held', at, release);
  const { person, role } = auditedAs(context);
  await tx.insert(audit).values({
    at,
    person,
    role,
    action: `releaseImport:${release.outcome}`,
    reason: job,
    requestId: context.request ?? null,
  });
}

/** A line for each pupil who came or changed. */
async function auditRoster(tx: Transaction, context: Context, written: WrittenRoster, job: string, at: Instant) {
  const line = { at, ...auditedAs(context), reason: job };
  await insertMany(tx, audit, [
    ...written.added.map((studentId) => ({ ...line, action: 'addPupil', studentId })),
    ...written.changed.map((studentId) => ({ ...line, action: 'changePupil', studentId })),
  ]);
}
