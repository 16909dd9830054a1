import { expect, it } from 'vitest';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { DAY } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff, database, clock } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const pupils = [];
for (let n = 0; n < 12; n += 1) pupils.push(await city.student());
const campaign = await playCampaign(city, counselor, 'invited');
const places = [...(await campaign.codes())];
const { phone, answer } = campaign;

function next() {
  const place = places.shift();
  if (place === undefined) throw new Error('more pupils are needed');
  return place;
}

it('shows the form in the language asked for, with the help lines', async () => {
  const { code } = next();
  const chinese = (await phone('POST', `${code}/assent`, { agrees: true }, key())).json();
  expect((await phone('GET', code)).json()).toEqual(chinese);
  expect(chinese).toMatchObject({ state: 'open', instrument: 'PHQ-9', helpLines: POLICY_V1.helpLines });
  expect(chinese.items).toHaveLength(10);
  expect(chinese.items[0].text).toMatch(/[\u4e00-\u9fff]/);
  const english = (await phone('GET', code, undefined, { 'accept-language': 'en' })).json();
  expect(english.items[0].text).not.toMatch(/[\u4e00-\u9fff]/);
  expect(english.items.map((item: { n: number }) => item.n)).toEqual(
    chinese.items.map((item: { n: number }) => item.n),
  );
});

it('opens a duty of a person with the critical answer itself, and thanks everybody alike', async () => {
  const quiet = await answer(next().code, sheetWith(1, 1));
  const { code, student } = next();
  const grave = await answer(code, sheetWith(9, 2));
  expect([quiet.statusCode, grave.statusCode], grave.body).toEqual([200, 200]);
  expect(grave.json()).toEqual(quiet.json());
  const [owed] = await admin`select d.kind, d.holder, a.at = d.opened_at as same from answers a
    join streams s on s.student_id = a.student_id join duties d on d.stream_id = s.id
    where a.student_id = ${student} and d.kind = 'interview'`;
  expect(owed).toEqual({ kind: 'interview', holder: staff.counselor.person, same: true });
  const [kept] = await admin`select a.xmin = w.xmin as once from answers a join warnings w on w.source_id = a.id
    where a.student_id = ${student}`;
  expect(kept).toEqual({ once: true });
});

it('answers the same key alike and keeps one sheet, also when copies come at the same moment', async () => {
  const { code, student } = next();
  const headers = key();
  const copies = await Promise.all([1, 2, 3].map(() => answer(code, sheetWith(9, 1), headers)));
  expect(new Set(copies.map((copy) => `${copy.statusCode} ${copy.body}`)).size, copies[0]?.body).toBe(1);
  const other = await answer(code, sheetWith(9, 2), headers);
  expect([other.statusCode, other.json().code]).toEqual([422, 'keyReused']);
  const [rows] = await admin`select count(*)::int as n from answers where student_id = ${student}`;
  expect(rows?.n).toBe(1);
});

it('knows the same sheet under another key, and loses no other sheet of the same moment', async () => {
  const { code, student } = next();
  for (const critical of [0, 0, 3]) expect((await answer(code, sheetWith(9, critical))).statusCode).toBe(200);
  const rows = await admin`select floor, observed_at from answers where student_id = ${student} order by observed_at`;
  expect(rows.map(({ floor }) => floor)).toEqual(['L0', 'L3']);
  expect(rows[1]?.observed_at - rows[0]?.observed_at).toBe(1);
});

it('takes a code as it is copied by hand, and answers 404 to one that nobody was given', async () => {
  const { code } = next();
  const typed = `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`.toLowerCase();
  expect((await phone('GET', typed)).statusCode).toBe(200);
  for (const wrong of ['AAAABBBBCCCC', '0', 'x'.repeat(64), '%20']) {
    const unknown = await phone('GET', wrong);
    expect([unknown.statusCode, unknown.json().code], wrong).toEqual([404, 'codeUnknown']);
  }
});

it('refuses answers out of range with a pointer to each, and stores nothing', async () => {
  const { code, student } = next();
  const wrong = await answer(code, { ...sheetWith(9, 4), 2: 7 });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.json()).toMatchObject({ code: 'answersInvalid' });
  expect(
    wrong
      .json()
      .pointers.map(({ pointer }: { pointer: string }) => pointer)
      .sort(),
  ).toEqual(['/answers/2', '/answers/9']);
  const [rows] = await admin`select count(*)::int as n from answers where student_id = ${student}`;
  expect(rows?.n).toBe(0);
});

it('pages as L4 whoever asks for somebody now, by one key once, and needs no key at all', async () => {
  const { code, student } = next();
  const headers = key();
  const asked = await phone('POST', `${code}/now`, {}, headers);
  expect(asked.statusCode, asked.body).toBe(200);
  expect((await phone('POST', `${code}/now`, {}, headers)).json()).toEqual(asked.json());
  const open = await admin`select s.stage, s.level, s.id, count(w.id)::int as warnings from streams s
    join warnings w on w.case_id = s.id where s.student_id = ${student} group by s.id`;
  expect(open).toMatchObject([{ stage: 'crisis', level: 'L4', warnings: 1 }]);
  const [duty] = await admin`select holder, extract(epoch from limit_at - opened_at)::int as s from duties
    where stream_id = ${open[0]?.id} and kind = 'crisisAcknowledge'`;
  expect(duty).toEqual({ holder: staff.counselor.person, s: 300 });
  expect((await phone('POST', `${code}/now`)).statusCode).toBe(200);
  const story = await counselor.get(`/api/cases/${open[0]?.id}/timeline`, { 'accept-language': 'en' });
  expect(story.body).toContain('asked on the answering page for someone to come now');
});

it('N07: tells a phone no name, score, band or level in any answer, refusals and errors too, and always the help lines', async () => {
  const { code, student } = next();
  const [{ number }] = await admin<[{ number: string }]>`select number from students where id = ${student}`;
  const heard = [
    await phone('GET', code),
    await answer(code, sheetWith(9, 3)),
    await answer(code, { 1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 6: 3, 7: 3, 8: 3, 9: 3 }),
    await phone('GET', code),
    await phone('POST', `${code}/now`, {}, key()),
    await answer(code, { 9: 9 }),
    await answer(code, sheetWith(9, 1), {}),
    await phone('POST', code, { version: '2', answers: {}, answeredAt: clock.at }, key()),
    await phone('POST', code, { version: '1' }, key()),
    await phone('POST', code, { version: '1', answers: 'x'.repeat(300_000), answeredAt: 0 }, key()),
    await city.app.inject({
      method: 'POST',
      url: `/api/answering/${code}`,
      headers: { ...key(), 'content-type': 'application/json' },
      payload: '{"version":',
    }),
    await city.app.inject({
      method: 'POST',
      url: `/api/answering/${code}`,
      headers: { ...key(), 'content-type': 'application/octet-stream' },
      payload: 'answers',
    }),
    await phone('POST', `${code}/assent`, { agrees: true }, key()),
    await phone('POST', `${code}/assent`, { agrees: 'perhaps' }, key()),
    await phone('GET', 'AAAABBBBCCCC'),
    await phone('GET', `${code}/nowhere`),
  ];
  expect(heard.map(({ statusCode }) => statusCode)).toEqual([
    200, 200, 200, 200, 200, 422, 400, 422, 400, 413, 400, 415, 200, 400, 404, 404,
  ]);
  for (const { body, statusCode } of heard) {
    const said = JSON.parse(body);
    expect(said.helpLines, body).toEqual(POLICY_V1.helpLines);
    const { helpLines: _help, items: _items, instance: _instance, ...told } = said;
    const words = JSON.stringify(told);
    expect(words).not.toMatch(/\bL[0-4]\b|floor|level|band|score|total|critical|crisis|warning|moderate|severe|mild/i);
    expect(words).not.toMatch(/分|级|重度|中度|轻度|预警|危机|抑郁倾向|高风险/);
    expect(body).not.toContain(student);
    expect(body).not.toContain(number);
    if (statusCode === 200)
      expect(['told', 'thanks', 'title'].filter((field) => Object.hasOwn(said, field))).toHaveLength(1);
  }
});

it('takes a sheet that comes late, and says before it that the time is over', async () => {
  const { code, student } = next();
  clock.at += 10 * DAY;
  expect((await phone('GET', code)).json().state).toBe('closed');
  expect((await answer(code, sheetWith(9, 1))).statusCode).toBe(200);
  const [warning] = await admin`select critical from warnings where student_id = ${student}`;
  expect(warning?.critical).toBe(true);
});
