import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { FILE_READING } from '#adapters/spreadsheets/read-file';
import { machineClock } from '#adapters/temporal/clock';
import { releaseFile } from '#db/imports/release';
import { addDays, DAY, dayOf } from '#domain/instant';
import { randomOf } from '#tools/seed/random';
import type { Figure } from './figure.ts';
import { openPlace, type Place } from './place.ts';

/** Pupils of the school whose answers come in; the other school of the small city has as many and sleeps. */
const PUPILS = 5_000;
const MOST_A_FILE = 20_000;

/**
 * P1: a file of answer sheets read, validated, scored, flagged, sealed, audited and stored, with a case for each warning, by the code of `npm run import`;
 * against COPY of the answer rows that came of it into a table of the same columns without an index.
 */
export async function intakeBench(quick: boolean): Promise<readonly Figure[]> {
  const sizes = quick ? [2_000] : [10_000, 100_000];
  const figures: Figure[] = [];
  for (const size of sizes) {
    const place = await openPlace(quick ? 500 : PUPILS);
    try {
      figures.push(await measured(place, size));
    } finally {
      await place.stop();
    }
  }
  const [small, large] = figures;
  if (small === undefined || large === undefined) return figures;
  const flat = {
    bench: 'P1',
    what: 'sheets a second at 100,000 to those at 10,000',
    unit: '/s',
    reach: { least: 0.85 },
  };
  return [...figures, { ...flat, ours: large.ours, bare: small.ours }];
}

async function measured(place: Place, size: number): Promise<Figure> {
  const [school] = place.city.schools;
  const head = place.city.holder(school.code, 'head');
  const intake = { db: place.open('api', 2), clock: machineClock, ring: place.city.ring, ...FILE_READING };
  const choice = { partial: false, confirmCapacity: true };
  const began = performance.now();
  let written = 0;
  for (const file of filesOf(place, school.id, size)) {
    const release = await releaseFile(intake, head.context, school.code, file, choice);
    if (release.outcome !== 'released') throw new Error(`held back: ${release.outcome}`);
    written += release.written;
  }
  const ours = written / ((performance.now() - began) / 1_000);
  if (written !== size) throw new Error(`${written} of ${size} sheets were written`);
  const [row] = await place.sql<{ cases: number }[]>`select count(*)::int as cases from streams where kind = 'case'`;
  return {
    bench: 'P1',
    what: `${size.toLocaleString('en-US')} sheets from files, ${row?.cases ?? 0} cases opened: sheets a second`,
    unit: '/s',
    ours,
    bare: size / ((await copied(place)) / 1_000),
    reach: { least: 0.5 },
  };
}

/** Csv files of at most 20,000 sheets: the school's pupils at one hour after another, answering as the example school does. */
function* filesOf({ city }: Place, school: string, size: number): Generator<Buffer> {
  const random = randomOf('p1');
  const pupils = city.students.filter((pupil) => pupil.school === school);
  const lastDay = dayOf(Date.now() - DAY);
  const head = `学号,量表,版本,作答时间,${Array.from({ length: 9 }, (_, n) => n + 1).join(',')}`;
  for (let from = 0; from < size; from += MOST_A_FILE) {
    const lines = Array.from({ length: Math.min(MOST_A_FILE, size - from) }, (_, n) => {
      const pupil = pupils[(from + n) % pupils.length];
      const wave = Math.floor((from + n) / pupils.length);
      // Hours apart, not weeks: nobody was too young for the instrument then.
      const hour = String(8 + (wave % 10)).padStart(2, '0');
      const at = `${addDays(lastDay, -Math.floor(wave / 10))} ${hour}:${String(n % 60).padStart(2, '0')}`;
      return `${pupil?.number},PHQ-9,1,${at},${answersOf(random.next(), random.next).join(',')}`;
    });
    yield Buffer.from([head, ...lines].join('\r\n'));
  }
}

/** About 8 in 100 reach the level of a warning by their total, 4 in 100 answer the critical item with more than "not at all". */
function answersOf(mood: number, next: () => number): readonly number[] {
  const most = mood < 0.7 ? 2 : mood < 0.92 ? 3 : 4;
  const items = Array.from({ length: 8 }, () => Math.floor(next() * next() * most));
  return [...items, mood > 0.96 ? 1 + Math.floor(next() * 3) : 0];
}

/** Milliseconds that COPY takes for the same rows, already sealed, in the fastest of three runs. */
async function copied({ sql, url }: Place): Promise<number> {
  const pieces = await answersOut(url);
  await sql`create schema if not exists bare`;
  const took: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    await sql`drop table if exists bare.answers`;
    await sql`create table bare.answers (like public.answers including defaults)`;
    const began = performance.now();
    await pipeline(Readable.from(pieces), await sql`copy bare.answers from stdin`.writable());
    took.push(performance.now() - began);
  }
  return Math.min(...took);
}

/** On a line of its own: the driver may leave one paused after it has copied out, and what is asked next is never answered. */
async function answersOut(url: string): Promise<readonly Buffer[]> {
  const line = postgres(url, { max: 1, onnotice: () => undefined });
  const pieces: Buffer[] = [];
  for await (const piece of await line`copy answers to stdout`.readable()) pieces.push(piece as Buffer);
  await line.end({ timeout: 1 });
  return pieces;
}
