import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { restedTurn } from '#tools/testing/turned-year';
import { leavingRound } from './leavers.ts';
import { passingRound } from './passing.ts';

const city = await apiCity();
const { staff, school, clock } = city;
const admin = city.database.admin;
const worker = { db: city.database.open('clock'), clock, log: { info: () => {}, error: () => {} } };
const head = await city.as(staff.head.person);
const counselor = await city.as(staff.counselor.person);
const mayor = await city.as(staff.city.person);
const SINCE = '2026-01-01T00:00:00Z';
const AUGUST = Date.UTC(2026, 7, 20, 2);
const SEPTEMBER = Date.UTC(2026, 8, 1, 2);

async function appoint(role: string, org: string, post: string | null = null): Promise<Caller> {
  const person = randomUUID();
  await admin`insert into people (id, display_name, side) values (${person}, ${role}, 'education')`;
  await admin`insert into appointments (id, person_id, role, post, org_id, valid_from)
    select ${randomUUID()}, ${person}, ${role}, ${post}, id, ${SINCE} from organisations where code = ${org}`;
  return city.as(person);
}
const administrator = await appoint('programmeAdministrator', 's');
const countyAdministrator = await appoint('programmeAdministrator', 'k');

async function room(code: string, grade: number, of = 's'): Promise<string> {
  const id = randomUUID();
  await admin`insert into organisations (id, parent_id, kind, code, name, path, side, attributes, valid_from)
    select ${id}, id, 'class', ${code}, ${`${'零一二三四五六七八九'[grade]}年级（1）班`}, path || ${id.slice(0, 8)} || '/', 'education', ${admin.json({ grade })}, ${SINCE}
    from organisations where code = ${of}`;
  return id;
}
const [eighth, ninth] = [await room('s-0801', 8), await room('s-0901', 9)];
const lastTeacher = await appoint('classTeacher', 's-0901', 'classTeacher');
const seventh = (await admin`select id from organisations where code = 's-0701'`)[0]?.id as string;
await admin`update organisations set attributes = '{"grade": 7}', name = '七年级（1）班' where id = ${seventh}`;

async function pupil(group: string, grade: number): Promise<string> {
  const id = await city.student();
  await admin`update students s set class_id = ${group}, grade = ${grade}, path = o.path from organisations o where s.id = ${id} and o.id = ${group}`;
  return id;
}
const [ann, bo, cy] = [await pupil(seventh, 7), await pupil(eighth, 8), await pupil(ninth, 9)];
const [di, ed] = [await pupil(ninth, 9), await pupil(eighth, 8)];

const roll = (who: Caller, body: object, org = school) => who.post(`/api/organisations/${org}/roll-overs`, body);
async function looked(who: Caller, body: object, org = school) {
  const begun = await roll(who, body, org);
  expect(begun.statusCode, begun.body).toBe(202);
  return restedTurn(who, begun.json().id);
}
async function released(who: Caller, id: string) {
  const begun = await who.post(`/api/roll-overs/${id}/release`, {});
  expect(begun.statusCode, begun.body).toBe(202);
  return restedTurn(who, id);
}
const schoolsOf = async (who: Caller, id: string) => (await who.get(`/api/roll-overs/${id}/schools`)).json().items;
const pupilsNow = () => admin`select s.id, o.code, s.grade, s.enrolled_state as state from students s
  join organisations o on o.id = s.class_id order by s.number`;
const rowOf = async (id: string) => (await pupilsNow()).find((row) => row['id'] === id);
const exceptions = [{ student: di, stays: 'repeats' }];
const year = { schoolYear: 2026, exceptions };

async function caseOf(student: string): Promise<string> {
  const raised = await counselor.post('/api/concerns', { student, signs: ['bullying'] }, key());
  expect(raised.statusCode, raised.body).toBe(200);
  return raised.json().case;
}
let opened = '';
let planned = '';

it('is looked at before its day, by whoever keeps the school, and changes nothing yet', async () => {
  clock.at = AUGUST;
  opened = await caseOf(cy);
  const before = await pupilsNow();
  for (const who of [counselor, mayor, lastTeacher]) expect((await roll(who, year)).statusCode).toBe(403);
  expect((await roll(await city.as(staff.otherHead.person), year)).statusCode).toBe(404);
  const job = await looked(head, year);
  expect(job).toMatchObject({ state: 'waiting', checked: true, total: 1, outcomes: { ready: 1 }, day: '2026-09-01' });
  const [found] = await schoolsOf(head, job.id);
  expect(found.classes.map(({ act, to }: { act: string; to: { code: string } }) => [act, to.code])).toEqual([
    ['goesUp', 's-0801'],
    ['goesUp', 's-0901'],
    ['graduates', 's-0901-2026'],
    ['opens', 's-0701'],
  ]);
  expect(found).toMatchObject({
    counts: { goesUp: 3, graduates: 1, repeats: 1 },
    pupils: [{ student: di, act: 'repeats', class: 's-0901', grade: 9 }],
    graduates: [cy],
    faults: [],
  });
  expect(await pupilsNow()).toEqual(before);
  planned = job.id;
  const early = await head.post(`/api/roll-overs/${planned}/release`, {});
  expect([early.statusCode, early.json().code]).toEqual([422, 'fieldInvalid']);
});

it('names every open case of those who leave with its owner and next act, to those who may know of it', async () => {
  const { items } = (await head.get(`/api/roll-overs/${planned}/leavers`)).json();
  expect(items).toMatchObject([{ case: opened, student: cy, owner: staff.counselor.person, receiver: null }]);
  const [{ kind, holder, dueAt }] = items.map(({ next }: { next: object }) => next);
  expect([kind, typeof holder, dueAt > clock.at]).toEqual([expect.any(String), 'string', true]);
  expect((await administrator.get(`/api/roll-overs/${planned}/leavers`)).statusCode).toBe(403);
});

it('refuses a year that is none, a day outside it, and what names one school for many', async () => {
  const county = (await admin`select id from organisations where code = 'k'`)[0]?.id as string;
  for (const [who, body, org, field] of [
    [head, { schoolYear: 2028 }, school, 'schoolYear'],
    [head, { schoolYear: 2026, day: '2026-08-31' }, school, 'day'],
    [countyAdministrator, year, county, 'exceptions'],
    [countyAdministrator, { schoolYear: 2026, opens: [{ grade: 7, classes: 1 }] }, county, 'opens'],
  ] as const) {
    const answer = await roll(who, body, org);
    expect([answer.statusCode, answer.json().facts]).toEqual([422, { field }]);
  }
  expect((await roll(head, {})).statusCode).toBe(400);
});

it('leaves a school as it is that is no longer what was looked at', async () => {
  clock.at = SEPTEMBER;
  const stale = await looked(head, year);
  await admin`update students set grade = 7 where id = ${ed}`;
  expect(await released(head, stale.id)).toMatchObject({ state: 'held', outcomes: { stale: 1 } });
  expect(await rowOf(ann)).toMatchObject({ code: 's-0701', grade: 7 });
  const wrong = await looked(head, year);
  const [{ faults }] = await schoolsOf(head, wrong.id);
  expect(faults).toEqual([{ code: 'gradeDiffers', class: 's-0801', student: ed }]);
  expect(await released(head, wrong.id)).toMatchObject({ state: 'held', outcomes: { refused: 1 } });
  await admin`update students set grade = 8 where id = ${ed}`;
});

it('takes classes and pupils up, lets the last class leave and opens the first, all at once', async () => {
  const done = await released(head, planned);
  expect(done).toMatchObject({ state: 'done', outcomes: { released: 1 }, progress: 1 });
  expect(await rowOf(ann)).toMatchObject({ code: 's-0801', grade: 8, state: 'enrolled' });
  expect(await rowOf(bo)).toMatchObject({ code: 's-0901', grade: 9 });
  expect(await rowOf(di)).toMatchObject({ code: 's-0901', grade: 9, state: 'enrolled' });
  expect(await rowOf(cy)).toMatchObject({ code: 's-0901-2026', grade: 9, state: 'graduated' });
  const fresh = await admin`select name, path from organisations where code = 's-0701'`;
  expect(fresh).toMatchObject([{ name: '七年级（1）班' }]);
  const teacher = await city.as(staff.classTeacher.person);
  const own = (await teacher.get('/api/students')).json().items;
  expect(own.map(({ id }: { id: string }) => id)).toEqual([ann]);
  const written =
    await admin`select count(*)::int as n from audit where action like 'rollOver:%' and reason = ${planned}`;
  expect(written[0]?.n).toBe(5);
});

it('has nothing left to do when it is asked again', async () => {
  const before = await pupilsNow();
  expect((await head.post(`/api/roll-overs/${planned}/release`, {})).json().code).toBe('importState');
  const again = await looked(head, { schoolYear: 2026 });
  expect(again.outcomes).toEqual({ done: 1 });
  expect(await released(head, again.id)).toMatchObject({ state: 'done' });
  expect(await pupilsNow()).toEqual(before);
});

it('C9: keeps the open case of who has left with its owner, who owes the hand-over until somebody elsewhere accepts', async () => {
  for (let rounds = 0; rounds < 9; rounds += 1) if ((await leavingRound(worker)) === 'idle') break;
  const owed = async () =>
    admin`select opened_version as id, kind, holder from duties where stream_id = ${opened} and done_at is null and kind ~* 'handOver'`;
  const [duty] = await owed();
  expect(duty).toMatchObject({ kind: 'leaverHandOver', holder: staff.counselor.person });
  const act = (who: Caller, body: object) => who.post(`/api/cases/${opened}/acts`, body, key());
  const offered = await act(counselor, { act: 'offerHandOver', to: staff.otherCounselor.person, summary: '升学' });
  expect(offered.statusCode, offered.body).toBe(200);
  const { items } = (await head.get(`/api/roll-overs/${planned}/leavers`)).json();
  expect(items).toMatchObject([{ owner: staff.counselor.person, receiver: staff.otherCounselor.person }]);
  const other = await city.as(staff.otherCounselor.person);
  const declined = await act(other, { act: 'declineHandOver', reasonCode: 'absent' });
  expect(declined.statusCode, declined.body).toBe(200);
  expect(await owed()).toMatchObject([{ kind: 'leaverHandOver', holder: staff.counselor.person }]);
  await act(counselor, { act: 'offerHandOver', to: staff.otherCounselor.person, summary: '升学' });
  const [asked] = await owed();
  const taken = await act(other, {
    act: 'acceptHandOver',
    answers: String(asked?.['id'] ?? '')
      .split('@')
      .at(-1),
  });
  expect(taken.statusCode, taken.body).toBe(200);
  expect(await owed()).toEqual([]);
  const [row] = await admin`select owner from streams where id = ${opened}`;
  expect(row?.owner).toBe(staff.otherCounselor.person);
});

it('ends the office at a class that left, and what was held there passes', async () => {
  expect((await lastTeacher.get('/api/students')).json().code).toBe('noAppointment');
  for (let rounds = 0; rounds < 9; rounds += 1) if ((await passingRound(worker)) === 'idle') break;
  const waiting = await admin`select 1 from jobs where kind in ('organisationChange', 'leavers') and state <> 'done'`;
  expect(waiting).toHaveLength(0);
});

it('is done for a county with one wish, and what a school has done before stays', async () => {
  const [other] = await admin`select id from organisations where code = 'o'`;
  const firstOfO = await room('o-0401', 4, 'o');
  const county = (await admin`select id from organisations where code = 'k'`)[0]?.id as string;
  const job = await looked(countyAdministrator, { schoolYear: 2026 }, county);
  expect(job).toMatchObject({ total: 2, outcomes: { ready: 1, done: 1 } });
  expect(await released(countyAdministrator, job.id)).toMatchObject({ state: 'done' });
  const [moved] = await admin`select code, name from organisations where id = ${firstOfO}`;
  expect(moved).toEqual({ code: 'o-0501', name: '五年级（1）班' });
  const mine = (await schoolsOf(await city.as(staff.otherHead.person), job.id)) ?? [];
  expect(mine.map((line: { school: string }) => line.school)).toEqual(other === undefined ? [] : [other.id]);
});

it('is told of a class and of a pupil for any day', async () => {
  const on = async (day: string) => (await head.get(`/api/organisations/${seventh}?asOf=${day}`)).json();
  expect(await on('2026-08-31')).toMatchObject({ code: 's-0701', name: '七年级（1）班' });
  expect(await on('2026-09-01')).toMatchObject({ code: 's-0801', name: '八年级（1）班' });
  const codes = async (day: string) =>
    (await head.get(`/api/organisations?asOf=${day}&parent=${school}&kind=class`))
      .json()
      .items.map(({ code }: { code: string }) => code);
  expect(await codes('2026-08-31')).toEqual(['s-0701', 's-0801', 's-0901']);
  expect(await codes('2026-09-01')).toEqual(['s-0701', 's-0801', 's-0901']);
  const places = (await head.get(`/api/students/${di}/places`)).json().items;
  expect(places).toMatchObject([
    { since: '2025-09-01', class: 's-0901', grade: 9, state: 'enrolled' },
    { since: '2026-09-01', class: 's-0901', className: '九年级（1）班', grade: 9, state: 'enrolled' },
  ]);
  expect((await lastTeacher.get(`/api/students/${di}/places`)).statusCode).toBe(403);
});
