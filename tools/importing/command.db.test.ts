import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '#db/transaction';
import { type ImportAsked, importFiles } from '#tools/import';
import { exampleSchool } from '#tools/testing/example-school';
import { freshDatabase } from '#tools/testing/database';

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const database = await freshDatabase();
const { intake, code } = await exampleSchool(database);

const said: string[] = [];
beforeEach(() => said.splice(0));
const PUPILS = '学号,姓名,性别,出生日期,证件号,年级,班级,监护人,关系,电话\n';
const SHEETS = '学号,量表,版本,作答时间,1,2,3,4,5,6,7,8,9\n';
const sheet = (number: string, ninth: number) => `${number},PHQ-9,1,2026-11-20 08:10,0,0,0,0,0,0,0,0,${ninth}\n`;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
function run(files: readonly string[], more: Partial<ImportAsked> = {}) {
  const choice = { dryRun: false, partial: false, confirmCapacity: false, json: false, language: 'zh-CN' as const };
  return importFiles(intake, { school: code, files, ...choice, ...more }, (text) => said.push(text));
}

const pupils = Array.from(
  { length: 30 },
  (_, n) => `${n + 1},晴知遥${n},女,2010-03-0${(n % 9) + 1},,高一,1班,晴南,母亲,00012345678\n`,
);
const roster = file('roster.csv', PUPILS + pupils.join(''));
const calm = file('calm.csv', SHEETS + sheet('1', 0) + sheet('2', 1));

it('a dry run of a roster and its answers sees the pupils who are only coming, and writes nobody', async () => {
  expect(await run([roster, calm], { dryRun: true })).toBe(0);
  expect(said.join('\n')).toContain('新增 30');
  expect(said.join('\n')).toContain('新答卷 2');
  const [rows] = await database.admin`select count(*)::int as pupils from students`;
  expect(rows?.['pupils']).toBe(0);
});

it('ends with 0 when everything is in, in Chinese, English or as data', async () => {
  expect(await run([roster, calm])).toBe(0);
  expect(await run([roster, calm], { language: 'en' })).toBe(0);
  expect(said.at(-1)).toContain('0 sheets written');
  expect(await run([calm], { json: true })).toBe(0);
  expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({
    file: 'calm.csv',
    outcome: 'released',
    report: { accepted: 2 },
  });
});

it('ends with 1 when rows are refused, names them, and tells of a critical answer that nobody can be found for', async () => {
  const mixed = file('mixed.csv', SHEETS + sheet('3', 0) + sheet('999', 2));
  expect(await run([mixed])).toBe(1);
  expect(said[0]).toContain('第 3 行 学号：学校没有这个学号的学生（unknownStudent）');
  expect(said[0]).toContain('系统不知道是谁');
  expect(said[0]).toContain('其余 1 份答卷未写入');
  expect(await run([mixed], { partial: true })).toBe(0);
});

it('ends with 3 over capacity: the urgent are in, the rest when the head has confirmed', async () => {
  const many = file(
    'many.csv',
    SHEETS + Array.from({ length: 25 }, (_, n) => sheet(String(n + 4), n === 0 ? 3 : 1)).join(''),
  );
  expect(await run([many])).toBe(3);
  expect(said[0]).toContain('已写入 1 份答卷，预警 1 条');
  expect(await run([many], { dryRun: true })).toBe(3);
  expect(await run([many], { confirmCapacity: true })).toBe(0);
  const [rows] = await database.admin`select count(*)::int as cases from streams where closed_at is null`;
  expect(rows?.['cases']).toBe(26);
});

it('ends with 2 for a school, a file or a column that is not there, and says which', async () => {
  expect(await run([calm], { school: '999' })).toBe(2);
  expect(await run([join(folder, 'none.csv')])).toBe(2);
  expect(await run([file('short.csv', '学号,姓名\n1,a\n')])).toBe(2);
  expect(said).toEqual([
    '没有这个学校: 999',
    'none.csv: 读不到文件 (ENOENT)',
    'short.csv: 缺少列: 性别, 出生日期, 年级, 班级',
  ]);
});

it('ends with 2 and a sentence when the database cannot be reached', async () => {
  const db = openDatabase('postgres://nobody@127.0.0.1:9/nothing', { size: 1, applicationName: 'import' });
  const choice = { dryRun: true, partial: false, confirmCapacity: false, json: false, language: 'en' as const };
  const ended = await importFiles({ ...intake, db }, { school: code, files: [calm], ...choice }, (text) =>
    said.push(text),
  );
  expect(ended).toBe(2);
  expect(said).toEqual([expect.stringContaining('connectionLost')]);
  await db.end();
});

it('stands in the audit as the operator, with a line for each pupil and sheet', async () => {
  const lines = await database.admin<{ action: string; rows: number }[]>`select action, count(*)::int as rows from audit
    where role = 'schoolHead' and person = '00000000-0000-0000-0000-000000000000' group by action order by action`;
  const counted = Object.fromEntries(lines.map(({ action, rows }) => [action, rows]));
  expect(counted).toMatchObject({ addPupil: 30, storeSheet: 28, 'releaseImport:overCapacity': 1 });
});
