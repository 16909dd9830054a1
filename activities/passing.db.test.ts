import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { rosterAt } from '#db/queries/roster';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { MONDAY_EIGHT } from '#tools/testing/one-school';
import { passingRound } from './passing.ts';

const city = await apiCity();
const { staff, clock, school } = city;
const admin = city.database.admin;
const mayor = await city.as(staff.city.person);
const county = await city.as(staff.county.person);
const counselor = await city.as(staff.counselor.person);
const other = await city.as(staff.otherCounselor.person);
const worker = { db: city.database.open('clock'), clock, log: { info: () => {}, error: () => {} } };

const SINCE = '2026-01-01T00:00:00Z';
const secondCounty = randomUUID();
const supervisor = randomUUID();
await admin`insert into organisations (id, parent_id, kind, code, name, path, side, valid_from)
  select ${secondCounty}, id, 'county', 'k2', 'k2', '/c/k2/', 'education', ${SINCE} from organisations where code = 'c'`;
await admin`insert into people (id, display_name, side) values (${supervisor}, 'second county', 'education')`;
await admin`insert into appointments (id, person_id, role, post, org_id, valid_from)
  values (${randomUUID()}, ${supervisor}, 'countySupervisor', 'county', ${secondCounty}, ${SINCE})`;
const secondSupervisor = await city.as(supervisor);

const caseOf = async (student: string): Promise<string> => {
  const raised = await counselor.post('/api/concerns', { student, signs: ['bullying'] }, key());
  expect(raised.statusCode, raised.body).toBe(200);
  return raised.json().case;
};
const holders = async (id: string) =>
  (await admin`select kind, holder from duties where stream_id = ${id} and done_at is null order by kind`).map(
    ({ kind, holder }) => [kind, holder],
  );
const codes = async (who: Caller, query: string): Promise<string[]> =>
  (await who.get(`/api/organisations?${query}`)).json().items.map(({ code }: { code: string }) => code);
const parentOf = async (on: string) => (await mayor.get(`/api/organisations/${school}?asOf=${on}`)).json().parent;
const status = async (who: Caller, url: string) => (await who.get(url)).statusCode;

const [child, quiet] = [await city.student(), await city.student()];
const [opened, second] = [await caseOf(child), await caseOf(quiet)];
await admin`insert into answers (id, student_id, home_path, instrument, version, status, observed_at, at)
  values (${randomUUID()}, ${child}, '/c/k/s/', 'PHQ-9', '1', 'complete', ${SINCE}, ${SINCE})`;
const answeredAt = async () => (await admin`select home_path from answers where student_id = ${child}`)[0]?.home_path;

it('moves a school under another county from a day on: rights and the chain of call follow, duties stay whose they are', async () => {
  const before = await holders(opened);
  expect([
    await status(county, `/api/cases/${opened}`),
    await status(secondSupervisor, `/api/cases/${opened}`),
  ]).toEqual([200, 404]);
  const headers = key();
  const body = { to: 'k2', day: '2026-11-20', why: '区划调整' };
  const moved = await mayor.post(`/api/organisations/${school}/moves`, body, headers);
  expect(moved.statusCode, moved.body).toBe(200);
  expect((await mayor.post(`/api/organisations/${school}/moves`, body, headers)).json()).toEqual(moved.json());
  expect([
    await status(county, `/api/cases/${opened}`),
    await status(secondSupervisor, `/api/cases/${opened}`),
  ]).toEqual([404, 200]);
  expect(await status(counselor, `/api/cases/${opened}`)).toBe(200);
  expect(await holders(opened)).toEqual(before);
  const posts = await worker.db.transaction({}, (tx) => rosterAt(tx, '/c/k2/s/g/', null, MONDAY_EIGHT));
  expect([posts.county, posts.counselor, posts.city]).toEqual([
    [supervisor],
    [staff.counselor.person],
    [staff.city.person],
  ]);
  const strays =
    await admin`select 1 from students where path like '/c/k/s/%' union all select 1 from streams where home_path like '/c/k/s/%'`;
  expect(strays).toHaveLength(0);
  expect(await answeredAt()).toBe('/c/k2/s/');
  await expect(admin`update answers set total = 3 where student_id = ${child}`).rejects.toThrow('insert only');
});

it('tells the tree as it stood on any day, and what became of an organisation', async () => {
  const [county1] = await admin`select id from organisations where code = 'k'`;
  expect([await parentOf('2026-11-19'), await parentOf('2026-11-20')]).toEqual([county1?.id, secondCounty]);
  expect(await codes(mayor, `asOf=2026-11-19&parent=${String(county1?.id)}&kind=school`)).toEqual(['o', 's']);
  expect(await codes(mayor, `parent=${String(county1?.id)}&kind=school`)).toEqual(['o']);
  expect(await codes(mayor, 'asOf=2025-12-31')).toEqual([]);
  const paths = (await mayor.get('/api/organisations?asOf=2026-11-19&kind=class')).json().items;
  expect(paths).toMatchObject([{ code: 's-0701', path: '/c/k/s/g/' }]);
  const { items } = (await counselor.get(`/api/organisations/${school}/changes`)).json();
  expect(items).toMatchObject([
    { act: 'moved', day: '2026-11-20', from: county1?.id, to: secondCounty, why: '区划调整' },
  ]);
  await expect(admin`update organisation_changes set why = 'x'`).rejects.toThrow('insert only');
});

it('lets nobody below the city change the tree, and refuses what makes none, in the database as well', async () => {
  const move = (to: string, day: string) => ({ to, day, why: '区划调整' });
  for (const who of [county, counselor, secondSupervisor])
    expect((await who.post(`/api/organisations/${school}/moves`, move('k', '2026-11-21'), key())).statusCode).toBe(403);
  for (const [to, day, code] of [
    ['k2', '2026-11-21', 'fieldInvalid'],
    ['k', '2026-11-20', 'fieldInvalid'],
    ['k', '2026-11-24', 'fieldInvalid'],
    ['nowhere', '2026-11-21', 'notFound'],
  ] as const) {
    const answer = await mayor.post(`/api/organisations/${school}/moves`, move(to, day), key());
    expect(answer.json().code, to + day).toBe(code);
  }
  const asCounty = { ...staff.county.context };
  const forced = city.parts.db.transaction(asCounty, (tx) =>
    tx.execute(
      `select app.move_organisation('${randomUUID()}', '${school}', '${secondCounty}', '2026-11-22', 'x', now())`,
    ),
  );
  await expect(forced).rejects.toMatchObject({ code: 'forbidden' });
});

it('merges a school into another: everything of its pupils goes there, and what its people held passes to named successors', async () => {
  const [{ number = '' } = {}] = await admin`select number from students where id = ${quiet}`;
  await admin`insert into students (id, school_id, path, number, grade)
    select ${randomUUID()}, id, path, ${number}, 7 from organisations where code = 'o'`;
  const body = { to: 'o', day: '2026-11-23', why: '两校合并', keep: [staff.standIn.person] };
  const merged = await mayor.post(`/api/organisations/${school}/mergers`, body, key());
  expect(merged.statusCode, merged.body).toBe(200);
  expect((await counselor.get('/api/duties?list=mine')).json().code).toBe('noAppointment');
  for (let rounds = 0; rounds < 9; rounds += 1) if ((await passingRound(worker)) === 'idle') break;
  for (const id of [opened, second]) {
    const held = await holders(id);
    expect(held.length).toBeGreaterThan(0);
    expect(held.map(([, holder]) => holder)).not.toContain(staff.counselor.person);
    const [row] = await admin`select owner, home_path from streams where id = ${id}`;
    expect(row).toEqual({ owner: staff.otherCounselor.person, home_path: '/c/k/o/' });
    expect(await status(other, `/api/cases/${id}`)).toBe(200);
  }
  const [pupil] =
    await admin`select s.path, s.number, o.code from students s join organisations o on o.id = s.school_id where s.id = ${quiet}`;
  expect(pupil).toEqual({ path: '/c/k/o/g/', number: `s-${number}`, code: 'o' });
  const [stays] = await admin`select o.code from appointments a join organisations o on o.id = a.org_id
    where a.person_id = ${staff.standIn.person} and a.valid_to is null`;
  expect(stays?.code).toBe('o');
  const teacher = await city.as(staff.classTeacher.person);
  expect((await teacher.get('/api/students')).json().items).toHaveLength(2);
});

it('keeps the school that ended readable, below the one it went into, and opens nothing in it', async () => {
  expect(await codes(mayor, 'kind=school')).toEqual(['o']);
  expect(await codes(mayor, 'kind=school&asOf=2026-11-22')).toEqual(['o', 's']);
  const [old] = await admin`select path, valid_to is not null as ended from organisations where id = ${school}`;
  expect(old).toEqual({ path: '/c/k/o/s/', ended: true });
  expect(await answeredAt()).toBe('/c/k/o/s/');
  const back = { to: 'k', day: '2026-11-23', why: '恢复' };
  expect((await mayor.post(`/api/organisations/${school}/moves`, back, key())).json().code).toBe('notOpen');
  const { items } = (await mayor.get(`/api/organisations/${school}/changes`)).json();
  expect(items.map(({ act }: { act: string }) => act)).toEqual(['moved', 'merged']);
});
