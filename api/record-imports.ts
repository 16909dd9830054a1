import type { FastifyRequest } from 'fastify';
import { FileFault } from '#adapters/spreadsheets/file-fault';
import { readRecordLines } from '#adapters/spreadsheets/record-lines';
import { NotFound } from '#db/commit';
import { moveJob, stageJob } from '#db/imports/jobs';
import {
  type Bringer,
  checkRecords,
  noteProgress,
  RECORD_JOB,
  type RecordIntake,
  type RecordJob,
  recordJob,
  releaseRecords,
} from '#db/imports/record-release';
import type { RefusedRecordRow } from '#db/imports/record-report';
import { mayKeep, TIERS } from '#domain/programme-access';
import { ROW_WORDS } from '#programme/fault-words';
import type { Kind } from '#programme/kind';
import { type Asker, askerOf } from './asker.ts';
import { csv } from './csv.ts';
import { type Releases, releases } from './import-releases.ts';
import type { Parts } from './parts.ts';
import { languageOf, Problem } from './problem.ts';
import { kindAsked } from './records.ts';
import { uploadedFile } from './uploaded-file.ts';

const TICK_MS = 1_000;

interface Choice {
  readonly partial: boolean;
  readonly bringer: Bringer;
}
export type RecordReleases = Releases<RecordJob, Choice>;

/** Releases of record files: each in one transaction, with its progress noted beside it. */
export function recordReleases(parts: Parts): RecordReleases {
  const intake = intakeOf(parts);
  return releases(intake, async (context, job, file, { partial, bringer }) => {
    let rows = 0;
    let noting = Promise.resolve();
    // Beside the transaction that writes, so that whoever asks, whichever server answers, sees how far it is.
    const note = () => parts.db.transaction(context, (tx) => noteProgress(tx, job.id, rows)).catch(() => undefined);
    const ticking = setInterval(() => void (noting = noting.then(note)), TICK_MS);
    try {
      const kind = kindAsked(job.report.check.kind);
      const progress = (written: number) => void (rows = written);
      return await releaseRecords(intake, bringer, { kind, file, job: job.id, partial, progress });
    } finally {
      clearInterval(ticking);
      await noting;
    }
  });
}

function intakeOf({ db, clock, keyring }: Parts): RecordIntake {
  return { db, clock, ring: keyring, read: readRecordLines };
}

function bringerOf({ person, role, path, actor, context }: Asker): Bringer {
  return { keeper: { person, role, path }, actor: { ...actor, person }, context };
}

/** Checks a file of records of a kind and keeps it sealed. Refuses `notPermitted` to whoever keeps no such record anywhere. */
export async function uploadRecords(parts: Parts, request: FastifyRequest, code: string) {
  const kind = kindAsked(code);
  const asker = askerOf(request);
  if (!TIERS.some((tier) => mayKeep(asker.role, 'record', { item: kind.item, tier, place: true })))
    throw new Problem('notPermitted');
  const { bytes: file } = await uploadedFile(request);
  const check = await checked(parts, asker, kind, file);
  const at = await parts.clock.now();
  const { form, rows } = check;
  const job = { job: RECORD_JOB, kind: kind.code, form, rows, check, createdBy: asker.person, at, file };
  const place = { id: asker.org, path: asker.path };
  const id = await parts.db.transaction(asker.context, (tx) => stageJob(tx, parts.keyring, place, job));
  return shownJob(await ownJob(parts, request, id));
}

async function checked(parts: Parts, asker: Asker, kind: Kind, file: Buffer) {
  try {
    return await checkRecords(intakeOf(parts), bringerOf(asker), kind, file);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new Problem('fileUnreadable', { facts: { fault: error.code, columns: error.columns } });
  }
}

/** The asker's own import. Throws NotFound for another's. */
async function ownJob(parts: Parts, request: FastifyRequest, id: string): Promise<RecordJob> {
  const { context, person } = askerOf(request);
  const job = await parts.db.transaction(context, (tx) => recordJob(tx, id, person));
  if (job === null) throw new NotFound();
  return job;
}

export async function readImport(parts: Parts, request: FastifyRequest, id: string) {
  return shownJob(await ownJob(parts, request, id));
}

/** Begins to write a checked file; its job tells how it goes. */
export async function beginRelease(
  parts: Parts,
  running: RecordReleases,
  request: FastifyRequest,
  id: string,
  { partial }: { readonly partial: boolean },
) {
  const asker = askerOf(request);
  const job = await ownJob(parts, request, id);
  await running.begin(asker.context, job, { partial, bringer: bringerOf(asker) }, request.log);
  return shownJob(await ownJob(parts, request, id));
}

export async function giveUpImport(parts: Parts, running: RecordReleases, request: FastifyRequest, id: string) {
  const { state } = await ownJob(parts, request, id);
  if (running.runs(id) || state === 'done' || state === 'givenUp')
    throw new Problem('importState', { facts: { state } });
  const at = await parts.clock.now();
  await parts.db.transaction(askerOf(request).context, (tx) => moveJob(tx, id, 'givenUp', at));
  return shownJob(await ownJob(parts, request, id));
}

/** The refused rows as a csv to mend by, a line a fault. */
export async function refusedCsv(parts: Parts, request: FastifyRequest, id: string): Promise<string> {
  const { report } = await ownJob(parts, request, id);
  const language = languageOf(request.headers['accept-language']);
  const titles = language === 'en' ? ['row', 'column', 'code', 'why'] : ['行', '列', '代码', '原因'];
  const lines = report.check.refused.flatMap(({ row, faults }) =>
    faults.map(({ column, code }) => [String(row), column, code, ROW_WORDS[code][language]]),
  );
  return csv(titles, lines);
}

function shownJob({ report: { check, release }, createdBy: _createdBy, ...job }: RecordJob) {
  return { ...job, check: { ...check, refused: check.refused.map(worded) }, release };
}

function worded({ row, faults }: RefusedRecordRow) {
  return { row, faults: faults.map((fault) => ({ ...fault, why: ROW_WORDS[fault.code] })) };
}
