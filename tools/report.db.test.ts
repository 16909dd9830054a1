import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { key } from './testing/campaign-city.ts';
import { programmeCity } from './testing/programme-city.ts';
import { partsIn, readWord } from './testing/word-file.ts';
import { periodAsked, readReport, reportText, writeReport } from './report.ts';

const { as, clock, database } = await programmeCity();
clock.at = Date.parse('2026-06-30T09:00:00+08:00');

it('reads a period from days, a calendar year or a school year, and nothing else', () => {
  expect(periodAsked({ from: '2024-01-01', to: '2025-07-10' })).toEqual({ from: '2024-01-01', to: '2025-07-10' });
  expect(periodAsked({ year: '2025' })).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  expect(periodAsked({ 'school-year': '2025' })).toEqual({ from: '2025-09-01', to: '2026-08-31' });
  for (const wrong of [
    {},
    { from: '2025-01-01' },
    { from: '2025-02-30', to: '2025-03-01' },
    { from: '2025-03-01', to: '2025-02-01' },
    { year: '25' },
  ])
    expect(periodAsked(wrong)).toBeNull();
});

it('writes the report of a city and of a school from records, and traces each figure to its rule and rows', async () => {
  const county = await as('programme');
  const values = {
    topic: 'publicity',
    title: '宣传月讲座',
    day: '2026-05-20',
    place: '报告厅',
    times: 2,
    heads: 640,
    counted: 'personTimes',
    audience: ['pupils', 'parents'],
  };
  const kept = await county.post('/api/records/activity', { org: '999001002', values }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  const period = { from: '2026-01-01', to: '2026-06-30' };
  const city = await readReport(database.adminUrl, '999000', period, 'zh-CN');
  if (city === null) throw new Error('no city');
  expect(reportText(city, false)).toContain('心理健康知识宣传2次，覆盖640人次');
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const [word = '', book = ''] = await writeReport(city, folder, '999000');
    expect(readWord(readFileSync(word)).figures).toContainEqual(['activities.heads.publicity', '640人次']);
    expect([...partsIn(readFileSync(book)).values()].join('')).toContain('activities.heads.publicity');
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { figures } = JSON.parse(reportText(city, true));
  expect(figures).toContainEqual(
    expect.objectContaining({
      code: 'activities.heads.publicity',
      value: 640,
      rows: 1,
      unapproved: 1,
      unit: { 'zh-CN': '人次', en: 'person-times' },
    }),
  );
  const empty = await readReport(database.adminUrl, '999001001', period, 'en');
  expect(empty === null ? '' : reportText(empty, false)).toContain('No record of mental-health education was kept');
  expect(await readReport(database.adminUrl, 'nowhere', period, 'en')).toBeNull();
});
