import { expect, it } from 'vitest';
import { readRecordLines } from '#adapters/spreadsheets/record-lines';
import { dayOf } from '#domain/instant';
import { KINDS } from '#programme/kinds/index';
import { columnsOf } from '#programme/sheets/columns';
import { key } from '#tools/testing/campaign-city';
import { programmeCity } from '#tools/testing/programme-city';
import { sheetsOf } from '#tools/testing/record-files';

const { as, clock, database } = await programmeCity();
const school = await as('school-programme');
const SCHOOL = '999001001';
const today = dayOf(clock.at);
const activity = {
  topic: 'publicity',
  title: '=HYPERLINK("http://x.example")',
  day: today,
  place: '报告厅',
  times: 1,
  heads: 300,
  counted: 'personTimes',
  audience: ['pupils'],
};

it.each(KINDS.map(({ code }) => code))(
  'gives a template of %s that reads as a table of its columns, empty',
  async (code) => {
    const answer = await school.get(`/api/records/${code}/template.xlsx`);
    expect([answer.statusCode, answer.headers['content-disposition']]).toEqual([
      200,
      `attachment; filename="${code}.xlsx"`,
    ]);
    const kind = KINDS.find((each) => each.code === code) ?? expect.fail();
    const read = await readRecordLines(answer.rawPayload, columnsOf(kind));
    expect(read.columns).toEqual(columnsOf(kind).map(({ name }) => name));
    expect(read.lines).toEqual([]);
    const sheets = await sheetsOf(answer.rawPayload);
    expect(sheets[0]?.rows[0]?.[0]).toBe('单位*');
    expect(sheets[1]?.rows).toHaveLength(columnsOf(kind).length + 1);
    const lists = columnsOf(kind).filter(({ list }) => list.length > 0);
    expect(sheets[0]?.dataValidations ?? []).toHaveLength(lists.length);
  },
);

it('exports what the list shows, safe against formulas, in the language of the reader, with a line in the audit', async () => {
  const kept = await school.post('/api/records/activity', { org: SCHOOL, values: activity }, key());
  expect(kept.statusCode, kept.body).toBe(200);
  const url = '/api/records/activity/export.csv?topic=publicity';
  const chinese = await school.get(url);
  expect(chinese.statusCode, chinese.body).toBe(200);
  const [titles, line] = chinese.body.replace('\ufeff', '').split('\r\n');
  expect(titles).toMatch(/^单位,类别,名称,日期,.*,状态,版本,记录号$/);
  expect(line).toContain(`${SCHOOL},心理健康知识宣传,"'=HYPERLINK(""http://x.example"")",${today},`);
  const english = await school.get(url, { 'accept-language': 'en' });
  expect(english.body).toContain(`${SCHOOL},mental-health publicity,`);
  expect((await school.get('/api/records/activity/export.csv?topic=other')).body.trim().split('\r\n')).toHaveLength(1);
  const [book] = await sheetsOf((await school.get('/api/records/activity/export.xlsx')).rawPayload);
  expect(book?.rows[1]?.slice(0, 3)).toEqual([SCHOOL, '心理健康知识宣传', activity.title]);
  expect([...(book?.cells ?? [])].filter(([, { formula }]) => formula !== undefined)).toEqual([]);
  const [row] = await database.admin`select count(*)::int as lines from audit where action = 'export:records/activity'`;
  expect(row?.['lines']).toBe(4);
});

it('exports nothing of others, and nothing to whoever may not read it', async () => {
  const county = await as('programme');
  const other = { org: '999001002', values: { ...activity, title: '二校讲座' } };
  expect((await county.post('/api/records/activity', other, key())).statusCode).toBe(200);
  expect((await school.get('/api/records/activity/export.csv')).body).not.toContain('二校讲座');
  expect((await county.get('/api/records/activity/export.csv')).body).toContain('二校讲座');
  for (const who of ['classteacher', 'hospital', 'system'])
    expect((await (await as(who)).get('/api/records/activity/export.csv')).statusCode, who).toBe(403);
});
