import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readRecordLines } from '#adapters/spreadsheets/record-lines';
import { stageJob } from '#db/imports/jobs';
import { type Bringer, checkRecords, RECORD_JOB, releaseRecords } from '#db/imports/record-release';
import { kindOf } from '#programme/kinds/index';
import { columnsOf } from '#programme/sheets/columns';
import type { Figure } from './figure.ts';
import { openPlace, type Place } from './place.ts';

const SCHOOL = '999001001';
const COLUMNS = ['org', 'topic', 'title', 'day', 'place', 'times', 'heads', 'counted', 'audience'] as const;

/**
 * record-import: a csv of 100,000 activities checked and released by the code of the API, each with its version, key and chain, with progress; against
 * the plain insert of the rows that came of it into a copy of the table without an index.
 */
export async function recordImportBench(quick: boolean): Promise<readonly Figure[]> {
  const rows = quick ? 2_000 : 100_000;
  const place = await openPlace(1);
  try {
    const { checked, released, told, delay } = await imported(place, rows);
    const bare = await copied(place);
    const what = `a file of ${rows} records`;
    return [
      {
        bench: 'record-import',
        what: `${what}: checked`,
        unit: 'ms',
        ours: checked,
        bare: null,
        reach: { most: 60_000 },
      },
      { bench: 'record-import', what: `${what}: released`, unit: 'ms', ours: released, bare, reach: { most: 25 } },
      {
        bench: 'record-import',
        what: `${what}: longest that it held anything else in the process back`,
        unit: 'ms',
        ours: delay,
        bare: null,
        reach: { most: 500 },
      },
      {
        bench: 'record-import',
        what: `${what}: times that its progress was told`,
        unit: '',
        ours: told,
        bare: null,
        reach: { least: Math.floor(rows / 2_000) },
      },
    ];
  } finally {
    await place.stop();
  }
}

async function imported(place: Place, rows: number) {
  const kind = kindOf('activity');
  if (kind === undefined) throw new RangeError('no kind of activities');
  const file = Buffer.from(sheet(rows), 'utf8');
  const { person, actor, context } = place.city.staff('city-programme');
  const { path } = place.city.city;
  const bringer: Bringer = {
    keeper: { person, role: 'programmeAdministrator', path },
    actor: { ...actor, person },
    context,
  };
  const db = place.open('api', 1);
  const intake = {
    db,
    clock: { now: () => Promise.resolve(Date.now()) },
    ring: place.city.ring,
    read: readRecordLines,
  };
  const turns = monitorEventLoopDelay({ resolution: 10 });
  turns.enable();
  const began = performance.now();
  const check = await checkRecords(intake, bringer, kind, file);
  if (check.accepted !== rows) throw new Error(`${check.accepted} of ${rows} were taken`);
  const checked = performance.now() - began;
  const { form } = check;
  const job = { job: RECORD_JOB, kind: kind.code, form, rows, check, createdBy: person, at: Date.now(), file };
  const id = await db.transaction(context, (tx) => stageJob(tx, intake.ring, place.city.city, job));
  let told = 0;
  const releasing = performance.now();
  await releaseRecords(intake, bringer, { kind, file, job: id, partial: false, progress: () => void (told += 1) });
  const released = performance.now() - releasing;
  turns.disable();
  return { checked, released, told, delay: turns.max / 1e6 };
}

async function copied({ sql }: Place): Promise<number> {
  await sql`create table bare_records as select * from records limit 0`;
  const began = performance.now();
  await sql`insert into bare_records select * from records`;
  return performance.now() - began;
}

/** A csv with the titles of the template. */
function sheet(rows: number): string {
  const kind = kindOf('activity');
  const titles = kind === undefined ? [] : columnsOf(kind).map(({ name, title }) => [name, title] as const);
  const titleOf = new Map(titles);
  const lines = Array.from({ length: rows }, (_, n) => {
    const day = new Date(Date.UTC(2024, 0, 1 + (n % 500))).toISOString().slice(0, 10);
    return [SCHOOL, 'publicity', `宣传活动 ${n}`, day, '操场', 1 + (n % 3), n % 800, 'personTimes', 'pupils'].join(',');
  });
  return [COLUMNS.map((name) => titleOf.get(name) ?? name).join(','), ...lines].join('\n');
}
