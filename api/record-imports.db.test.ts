import { expect, it } from 'vitest';
import { addDays, dayOf } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { forgedWorkbook } from '#tools/testing/forged-workbook';
import { programmeCity } from '#tools/testing/programme-city';
import { type ImportSeen, importRecords, inGbk, releaseRecordFile, uploadRecords } from '#tools/testing/record-files';

const { as, clock, database } = await programmeCity();
const { admin } = database;
const county = await as('programme');
const school = await as('school-programme');
const S = '999001001';
const T = '999001002';
const today = dayOf(clock.at);
const ACTIVITY = '单位,类别,名称,日期,地点,次数,参与数,计数方式,对象';
const line = (org: string, title: string, more = `1,300`) =>
  `${org},心理健康知识宣传,${title},${today},报告厅,${more},人次,学生`;
const csv = (...lines: readonly string[]) => lines.join('\r\n');

async function checkOf(kind: string, file: string, caller = county) {
  const answer = await uploadRecords(caller, kind, file);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<ImportSeen>();
}
const saidOf = ({ check }: ImportSeen) =>
  check.refused.flatMap(({ row, faults }) => faults.map(({ column, code }) => `${row} ${column} ${code}`));
const recordsNow = async () => (await admin`select count(*)::int as n from records`)[0]?.['n'];

it('checks without writing, writes on release, and the same file again changes nothing', async () => {
  const file = csv(ACTIVITY, line(S, '讲座一'), line(T, '讲座二'), '', line(S, '讲座一'));
  const checked = await checkOf('activity', file);
  expect(checked.check).toMatchObject({ rows: 4, added: 2, unchanged: 0, refused: [] });
  expect(checked.check.ignored).toEqual([
    { row: 4, code: 'blankRow' },
    { row: 5, code: 'sameRowTwice' },
  ]);
  expect(await recordsNow()).toBe(0);
  const [sealed] = await admin`select sealed from import_files where job_id = ${checked.id}`;
  expect(sealed?.['sealed'].includes(Buffer.from('讲座一'))).toBe(false);
  expect(await releaseRecordFile(county, checked.id)).toMatchObject({
    state: 'done',
    release: { outcome: 'released', written: 2 },
  });
  const again = await importRecords(county, 'activity', file);
  expect([again.check.unchanged, again.release?.written]).toEqual([2, 0]);
  const [versions] = await admin`select count(*)::int as n from record_versions`;
  expect([await recordsNow(), versions?.['n']]).toEqual([2, 2]);
  const [line1] = await admin`select count(*)::int as n from audit where action = 'releaseRecords:activity:released'`;
  expect(line1?.['n']).toBe(2);
});

it('a differing row is the next version with its reason, chained; columns that the file lacks are left alone', async () => {
  const url = `/api/records/activity?org=${S}`;
  const [stands] = (await school.get(url)).json().items;
  const consent = { ...stands.values, month: true };
  const body = { against: 1, why: '补登宣传月', values: consent };
  expect((await school.put(`/api/records/activity/${stands.id}`, body, key())).statusCode).toBe(200);
  const done = await importRecords(school, 'activity', csv(ACTIVITY, line(S, '讲座一', '1,320')));
  expect([done.check.changed, done.release?.written]).toEqual([[2], 1]);
  const { items } = (await school.get(`/api/records/activity/${stands.id}/versions`)).json();
  expect(
    items.map((each: { why: string; values: { heads: number; month?: boolean } }) => [
      each.why,
      each.values.heads,
      each.values.month,
    ]),
  ).toEqual([
    [null, 300, undefined],
    ['补登宣传月', 300, true],
    ['import', 320, true],
  ]);
  const [broken] = await admin`select count(*)::int as n from record_versions v join record_versions w
    on w.record_id = v.record_id and w.version = v.version + 1 where w.prev <> v.hash`;
  expect(broken?.['n']).toBe(0);
  const emptied = await importRecords(
    school,
    'activity',
    csv(`${ACTIVITY},宣传月活动`, `${line(S, '讲座一', '1,320')},`),
  );
  expect(emptied.check.changed).toEqual([2]);
});

it('refuses bad rows of each sort by row and column, in both languages, and never says a value', async () => {
  const refused = await checkOf(
    'activity',
    csv(
      ACTIVITY,
      line(S, '负数', '1,-3'),
      line(S, '小数', '1.5,3'),
      line('999002001', '外县'),
      line('', '无单位'),
      `${S},联欢,未知类别,${addDays(today, 2)},报告厅,1,1,人次,学生`,
      line(S, '=1+1'),
      line(S, '两校同办'),
      line(T, '两校同办'),
      line(T, '同名不同数'),
      line(T, '同名不同数', '2,10'),
    ),
  );
  expect(saidOf(refused)).toEqual([
    '2 参与数 negative',
    '3 次数 fraction',
    '4 单位 unknownPlace',
    '5 单位 missing',
    '6 类别 notChoice',
    '7 名称 formula',
    '9 单位 alreadyRecorded',
    '11 单位 rowTwice',
  ]);
  const csvOf = async (language: string) =>
    (await county.get(`/api/records/imports/${refused.id}/refused.csv`, { 'accept-language': language })).body;
  expect(await csvOf('en')).toContain('2,参与数,negative,less than nothing\r\n');
  expect(await csvOf('zh-CN')).toContain('9,单位,alreadyRecorded,另一单位已登记过这条记录\r\n');
  const before = await recordsNow();
  expect(await releaseRecordFile(county, refused.id)).toMatchObject({
    state: 'held',
    release: { outcome: 'refusedRows', written: 0 },
  });
  expect(await recordsNow()).toBe(before);
  expect(await releaseRecordFile(county, refused.id, { partial: true })).toMatchObject({
    state: 'done',
    release: { written: 2 },
  });
  expect(await recordsNow()).toBe(before + 2);
  const taken = await checkOf('activity', csv(ACTIVITY, line(T, '两校同办')));
  expect(saidOf(taken)).toEqual(['2 单位 alreadyRecorded']);
  // A school does not see what the other keeps, and is told all the same.
  const unseen = await checkOf('activity', csv(ACTIVITY, line(S, '同名不同数')), school);
  expect(saidOf(unseen)).toEqual(['2 单位 alreadyRecorded']);
});

it('refuses a certificate that ends before it begins, a body without a chair, a name of nothing', async () => {
  const certificate = '单位,教职工编号,姓名,证书类别,发证机构,证书编号,发证日期,有效期至';
  const bad = await checkOf(
    'certificate',
    csv(
      certificate,
      `${S},T1,晴知遥,教师,甲,A-1,2024-05-01,2023-05-01`,
      `${S},T1,晴知遥,teacher,甲,A-2,2024-05-01,2023-05-01`,
    ),
  );
  expect(saidOf(bad)).toEqual(['2 证书类别 notChoice', '3 有效期至 endsBeforeBegin']);
  const body = '单位,类别,名称,成立日期,成员';
  const bodies = await checkOf(
    'body',
    csv(
      body,
      `${S},学校心理健康教育组织机构,小组,2024-03-01,"晴知遥||成员\n澜望舟||副组长（副主任）"`,
      `${S},schoolBody,二组,2024-03-01,晴知遥||职员`,
    ),
  );
  expect(saidOf(bodies)).toEqual(['2 成员 chairMissing', '3 成员 notChoice']);
  const attendance = '单位,培训编号,教职工编号,姓名,身份,签到日期,方式';
  expect(saidOf(await checkOf('attendance', csv(attendance, `${S},NONE,T1,晴知遥,班主任,${today},名单`)))).toEqual([
    '2 培训编号 unknownRecord',
  ]);
});

it('counts the hours of a file together: the lesson that goes over the timetable is refused, a lesson again is not', async () => {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  await importRecords(county, 'timetable', csv('单位,班级,学年（起始年）,计划课时', `${S},${S}-0701,${year},3`));
  const lessons = '单位,班级,上课日期,节次,课时';
  const hour = (period: number) => `${S},${S}-0701,${today},${period},1`;
  const over = await checkOf('lesson', csv(lessons, hour(1), hour(2), hour(3), hour(4)));
  expect(saidOf(over)).toEqual(['5 课时 overTimetable']);
  await importRecords(county, 'lesson', csv(lessons, hour(1), hour(2), hour(3)));
  expect((await checkOf('lesson', csv(lessons, hour(1), hour(2), hour(3)))).check).toMatchObject({
    unchanged: 3,
    refused: [],
  });
  expect(saidOf(await checkOf('lesson', csv(lessons, hour(5))))).toEqual(['2 课时 overTimetable']);
});

it('a life begins with the row, moves with its date and is not begun twice', async () => {
  const certificate = '单位,教职工编号,姓名,证书类别,发证机构,证书编号,发证日期,有效期至';
  const held = (until: string) => csv(certificate, `${S},T9,晴知遥,teacher,甲,B-1,2024-05-01,${until}`);
  const until = addDays(today, 400);
  await importRecords(county, 'certificate', held(until));
  const lives =
    () => admin`select s.version, d.limit_at, d.done_at, r.version as record from records r join streams s on s.id = r.stream_id
    join duties d on d.stream_id = s.id where r.code = 'B-1'`;
  const [begun] = await lives();
  expect([begun?.['record'], begun?.['done_at'], dayOf(begun?.['limit_at'].getTime())]).toEqual([1, null, until]);
  await importRecords(county, 'certificate', held(addDays(until, 30)));
  const moved = await lives();
  expect(moved.map((row) => [row['record'], row['done_at'], dayOf(row['limit_at'].getTime())])).toEqual([
    [2, null, addDays(until, 30)],
  ]);
});

it('takes GB18030, and refuses what cannot be read, whoever may not keep it, and another person', async () => {
  const gbk = inGbk(csv(ACTIVITY, line(S, '国标编码')));
  expect((await importRecords(county, 'activity', gbk)).check.added).toBe(1);
  for (const [file, fault] of [
    ['', 'empty'],
    ['单位,名称\r\n1,2', 'columnMissing'],
    [forgedWorkbook('', '<!DOCTYPE w [<!ENTITY x "y">]>'), 'entitiesInWorkbook'],
  ] as const) {
    const answer = await uploadRecords(county, 'activity', file);
    expect([answer.statusCode, answer.json().facts?.fault]).toEqual([422, fault]);
  }
  for (const who of ['classteacher', 'hospital', 'auditor'])
    expect((await uploadRecords(await as(who), 'activity', csv(ACTIVITY))).statusCode, who).toBe(403);
  const visit = '单位,督导编号,类别,计划日期,责任督学,检查要点';
  expect((await uploadRecords(school, 'visit', csv(visit))).statusCode).toBe(403);
  const own = await checkOf('activity', csv(ACTIVITY, line(S, '别人看不到')));
  for (const path of ['', '/refused.csv'])
    expect((await school.get(`/api/records/imports/${own.id}${path}`)).statusCode).toBe(404);
  expect((await school.post(`/api/records/imports/${own.id}/release`, {})).statusCode).toBe(404);
  expect((await county.post(`/api/records/imports/${own.id}/give-up`, {})).json().state).toBe('givenUp');
  expect((await county.post(`/api/records/imports/${own.id}/release`, {})).json().code).toBe('importState');
});

it('a release left running by a server that was killed is released again', async () => {
  const { id } = await checkOf('activity', csv(ACTIVITY, line(S, '再次放行')));
  await admin`update jobs set state = 'running', progress = 1 where id = ${id}`;
  expect(await releaseRecordFile(county, id)).toMatchObject({ state: 'done', release: { written: 1 } });
});
