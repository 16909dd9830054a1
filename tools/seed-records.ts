import { readRecordLines } from '#adapters/spreadsheets/record-lines';
import { stageJob } from '#db/imports/jobs';
import { type Bringer, RECORD_JOB, type RecordIntake, releaseRecords } from '#db/imports/record-release';
import { records } from '#db/schema/index';
import type { Database } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import type { Clock } from '#domain/clock';
import { kindOf } from '#programme/kinds/index';
import { approveRecords } from './seed/approve-records.ts';
import { placesOf } from './seed/places.ts';
import type { DemoCity } from './seed/types.ts';
import type { ProgrammeFile } from './examples/programme/files.ts';
import type { Say } from './servers/progress.ts';

/** Who brings the records of the demo city. */
const OFFICE = 'city-programme';

/**
 * Imports files of records into a city, as its programme office would: by the code of the import itself; a second person approves them. A kind of which
 * there are records is left alone, so that a start which was killed in between goes on, and nothing that people have changed since is touched.
 */
export async function loadRecords(
  db: Database,
  clock: Clock,
  ring: Keyring,
  city: DemoCity,
  files: readonly ProgrammeFile[],
  say: Say,
): Promise<void> {
  const bringer = officeOf(city);
  if (bringer === null) return;
  const kept = await db.transaction({}, (tx) => tx.selectDistinct({ kind: records.kind }).from(records));
  const there = new Set(kept.map(({ kind }) => kind));
  const intake: RecordIntake = { db, clock, ring, read: readRecordLines };
  let written = 0;
  const approver = city.accounts.find(({ role }) => role === 'citySupervisor');
  for (const file of files) {
    if (there.has(file.kind)) continue;
    written += await loadFile(intake, bringer, file);
    if (approver === undefined) continue;
    const by = { person: approver.person, at: await clock.now() };
    await db.transaction({}, (tx) => approveRecords(tx, file.kind, city, by));
  }
  if (written > 0) say(`  ${written} records of the programme`);
}

async function loadFile(intake: RecordIntake, bringer: Bringer, { kind: code, rows, content }: ProgrammeFile) {
  const kind = kindOf(code);
  if (kind === undefined) throw new RangeError(`there is no kind ${code}`);
  const at = await intake.clock.now();
  const file = Buffer.from(content);
  const { context, keeper } = bringer;
  const job = await intake.db.transaction(context, (tx) =>
    stageJob(
      tx,
      intake.ring,
      { id: context.org ?? '', path: keeper.path },
      {
        job: RECORD_JOB,
        kind: code,
        form: 'csv',
        rows,
        check: {},
        createdBy: keeper.person,
        at,
        file: null,
      },
    ),
  );
  const { outcome, written } = await releaseRecords(intake, bringer, { kind, file, job, partial: false });
  if (outcome !== 'released') throw new Error(`the file of ${code} has rows that are refused`);
  return written;
}

function officeOf({ accounts, organisations }: DemoCity): Bringer | null {
  const account = accounts.find(({ username }) => username === OFFICE);
  if (account === undefined) return null;
  const { person, role, org } = account;
  const path = placesOf(organisations).get(org) ?? '/';
  const actor = { person, role, side: 'education' } as const;
  return { keeper: { person, role, path }, actor, context: { person, role, org, path } };
}
