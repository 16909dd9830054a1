import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkFile } from '#db/imports/check';
import { releaseFile } from '#db/imports/release';
import type { ImportReport } from '#db/imports/report';
import { exampleSchool } from './testing/example-school.ts';
import { freshDatabase } from './testing/database.ts';

interface Expected {
  readonly rows: number;
  readonly accepted: number;
  readonly remarks: readonly { row: number; outcome: string; code: string; column: string; critical?: true }[];
}

const folder = join(import.meta.dirname, '..', 'examples');
const file = (name: string) => readFileSync(join(folder, name));
const expected = JSON.parse(file('expected.json').toString()) as Readonly<Record<string, Expected>>;
const database = await freshDatabase();
const school = await exampleSchool(database);
const { admin } = database;
const GOOD_ROWS = { partial: true, confirmCapacity: true };
const ALL_OR_NOTHING = { partial: false, confirmCapacity: false };

const check = (name: string) => checkFile(school.intake, school.head, school.code, file(name));
const release = (name: string, choice = GOOD_ROWS) =>
  releaseFile(school.intake, school.head, school.code, file(name), choice);
const counts = async () => {
  const [row] = await admin`select (select count(*)::int from students) as students,
    (select count(*)::int from guardians) as guardians, (select count(*)::int from answers) as answers,
    (select count(*)::int from warnings) as warnings, (select count(*)::int from streams) as cases,
    (select count(*)::int from duties where done_at is null) as duties, (select count(*)::int from vault) as sealed`;
  return row;
};

function expectRefusals(report: ImportReport, name: string): void {
  const { rows, accepted, remarks } = expected[name] ?? expect.fail(`expected.json knows no ${name}`);
  const refused = remarks.filter(({ outcome }) => outcome === 'refused');
  expect([report.rows, report.accepted]).toEqual([rows, accepted]);
  expect(report.refused.flatMap(({ row, faults }) => faults.map((fault) => ({ row, ...fault })))).toEqual(
    refused.map(({ row, code, column }) => ({ row, column, code })),
  );
  const critical = refused.filter((remark) => remark.critical).map(({ row }) => row);
  expect(report.refused.filter((row) => row.critical !== null).map(({ row }) => row)).toEqual(critical);
  const ignored = remarks.filter(({ outcome }) => outcome === 'ignored');
  expect(report.ignored).toEqual(ignored.map(({ row, column, code }) => ({ row, column, code })));
}

it('a dry run of the example roster names exactly the refused rows and writes nothing', async () => {
  const before = await counts();
  const { report } = await check('roster.xlsx');
  expectRefusals(report, 'roster.xlsx');
  expect(report.roster).toEqual({ added: 1200, unchanged: 0, changed: [] });
  expect(await counts()).toEqual(before);
});

it('a roster with refused rows is not imported at all unless told otherwise', async () => {
  const { outcome, written, held } = await release('roster.xlsx', ALL_OR_NOTHING);
  expect([outcome, written, held]).toEqual(['refusedRows', 0, 1200]);
  expect((await counts())?.['students']).toBe(0);
});

it('told to take the good rows, it takes 1,200 pupils, as the clean roster states them', async () => {
  const { outcome, written } = await release('roster.xlsx');
  expect([outcome, written]).toEqual(['released', 1200]);
  const { report } = await check('clean/roster.xlsx');
  expect(report.roster).toEqual({ added: 0, unchanged: 1200, changed: [] });
});

it('the same roster twice changes nothing', async () => {
  const before = await counts();
  expect((await release('roster.xlsx')).written).toBe(0);
  expect(await counts()).toEqual(before);
});

it.each(['answers.csv', 'answers-gbk.csv'])('a dry run of %s names exactly the refused rows', async (name) => {
  const { report } = await check(name);
  expectRefusals(report, 'answers.csv');
  expect(report.answers).toMatchObject({ fresh: 2318, known: 0, blank: 1 });
});

it('nothing but the urgent goes in while rows are refused and nobody said to leave them out', async () => {
  const { outcome, written, held, report } = await release('answers.csv', ALL_OR_NOTHING);
  expect(outcome).toBe('refusedRows');
  const floors = await admin<{ floor: string }[]>`select distinct floor from answers order by floor`;
  expect(floors.map(({ floor }) => floor)).toEqual(['L3', 'L4']);
  expect(written + held).toBe(report.answers?.fresh);
  // Of the two refused rows that hold a positive critical answer a person hears in any case.
  const rows = await admin`select source, critical, floor from warnings where source = 'refusedRow'`;
  expect(rows).toHaveLength(2);
  const [owed] = await admin`select count(*)::int as without from streams s where closed_at is null
    and not exists (select from duties d where d.stream_id = s.id and d.done_at is null)`;
  expect(owed?.['without']).toBe(0);
});

it('over capacity the rest waits for the head', async () => {
  const before = await counts();
  const { outcome, written, report } = await release('answers.csv', { partial: true, confirmCapacity: false });
  expect(report.answers?.capacity.over).toBe(true);
  expect([outcome, written]).toEqual(['overCapacity', 0]);
  expect(await counts()).toEqual(before);
});

it('confirmed, every sheet is in, observed when it was answered, committed now, sealed', async () => {
  await release('answers.csv');
  expect((await counts())?.['answers']).toBe(2318);
  const [times] =
    await admin`select min(observed_at) as first, max(at) as committed, count(raw)::int as sealed from answers`;
  expect(times?.['first']).toEqual(new Date('2026-11-16T00:10:00Z'));
  expect(times?.['committed']).toEqual(new Date(school.clock.at));
  expect(times?.['sealed']).toBe(2318);
  const [odd] = await admin`select count(*)::int as rows from answers a
    where a.floor <> 'L0' and not exists (select from warnings w where w.source_id = a.id)`;
  expect(odd?.['rows']).toBe(0);
  const [cases] = await admin`select count(distinct student_id)::int as pupils from warnings`;
  expect((await counts())?.['cases']).toBe(cases?.['pupils']);
});

it('the same answers twice, in either encoding, change nothing', async () => {
  const before = await counts();
  for (const name of ['answers.csv', 'answers-gbk.csv', 'clean/answers.csv']) {
    const { outcome, report } = await release(name, { partial: true, confirmCapacity: false });
    expect(outcome).toBe('released');
    if (name !== 'clean/answers.csv') expect(report.answers).toMatchObject({ fresh: 0, known: 2318 });
  }
  expect(await counts()).toEqual(before);
});

it('a later roster updates and adds, and deletes nobody who is missing', async () => {
  const { report } = await release('roster-changed.csv');
  expect(report.roster).toEqual({
    added: 2,
    unchanged: 2,
    changed: (expected['roster-changed.csv']?.remarks ?? [])
      .filter(({ code }) => code === 'changed')
      .map(({ row, column }) => ({ row, columns: column === '监护人' ? ['监护人', '电话'] : [column] })),
  });
  expect((await counts())?.['students']).toBe(1202);
  expect((await check('roster-changed.csv')).report.roster).toEqual({ added: 0, unchanged: 10, changed: [] });
});
