import { describe, expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { referredChild } from '#tools/testing/referred-child';

const city = await apiCity();
const { staff, database } = city;
const { admin } = database;
const counselor = await city.as(staff.counselor.person);
const county = await city.as(staff.county.person);
const auditor = await city.as(await newAuditor());
const { caseId, referral, student } = await referredChild(city, counselor, 'sent');

async function newAuditor(): Promise<string> {
  const [row] = await admin<[{ id: string }]>`
    with someone as (insert into people (id, display_name, side) values (gen_random_uuid(), '审计员', 'education') returning id)
    insert into appointments (id, person_id, role, org_id, valid_from)
    select gen_random_uuid(), s.id, 'auditor', o.id, '2026-01-01' from someone s, organisations o where o.kind = 'city'
    returning person_id as id`;
  return row.id;
}
const proofOf = async (who = auditor) => (await who.get(`/api/cases/${caseId}/proof`)).json();

describe('the auditor', () => {
  it('reads a case as codes and times under another name, and may do nothing to it', async () => {
    const view = await auditor.get(`/api/cases/${caseId}`);
    expect(view.statusCode, view.body).toBe(200);
    expect(view.json()).toMatchObject({ sight: 'pseudonymous', student: { id: null } });
    const story = await auditor.get(`/api/cases/${caseId}/timeline`);
    expect(story.json().entries.length).toBeGreaterThan(0);
    expect(story.json().texts).toEqual({});
    expect(view.body + story.body).not.toContain(student);
    expect((await auditor.get(`/api/cases/${caseId}/permitted-acts`)).json().acts).toEqual([]);
    const act = { act: 'recordSecondSource', view: ['withdrawn'], note: null };
    expect((await auditor.post(`/api/cases/${caseId}/acts`, act, key())).statusCode).toBe(403);
    expect((await auditor.get('/api/ledger')).json().total).toBeGreaterThan(0);
  });

  it('finds in the log who read what and why, by person, case and kind, and nobody else does', async () => {
    await counselor.get(`/api/cases/${caseId}`, { 'x-access-reason': 'care' });
    const all = (await auditor.get(`/api/read-log?case=${caseId}`)).json().items;
    expect(all).toContainEqual(
      expect.objectContaining({ person: staff.counselor.person, action: 'read:case', reason: 'care', case: caseId }),
    );
    expect(JSON.stringify(all)).not.toContain(student);
    const own = (await auditor.get(`/api/read-log?person=${staff.county.person}`)).json().items;
    expect(own.every((line: { person: string }) => line.person === staff.county.person)).toBe(true);
    const first = (await auditor.get('/api/read-log?limit=1')).json();
    const second = (await auditor.get(`/api/read-log?limit=1&after=${first.next}`)).json();
    expect(second.items[0].id).toBeLessThan(first.items[0].id);
    for (const who of [counselor, county]) expect((await who.get('/api/read-log')).statusCode).toBe(403);
  });
});

describe('the read log', () => {
  it('leaves out what the clock did by itself, says how much that is, and shows it when asked', async () => {
    await admin`insert into audit (at, person, role, action, stream_id) values (now(), 'clock', 'clock', 'callNext', ${caseId})`;
    const machine = ({ person }: { person: string | null }) => person === 'clock' || person === 'system';
    const people = (await auditor.get(`/api/read-log?case=${caseId}&limit=200`)).json();
    expect(people.items.some(machine)).toBe(false);
    expect(people.machine).toBeGreaterThan(0);
    const all = (await auditor.get(`/api/read-log?case=${caseId}&limit=200&machine=true`)).json();
    expect(all.items.filter(machine)).toHaveLength(people.machine);
  });

  it('shows the days on which one person opened many children, opened some at night, or took many files away', async () => {
    const day = Math.floor((city.clock.at + 28_800_000) / 86_400_000) * 86_400_000 - 28_800_000 - 86_400_000;
    const look = (hour: number, n: number, action = 'read:case') => admin`
      insert into audit (at, person, role, action, student_id)
      select to_timestamp(${day / 1000 + hour * 3600}), ${staff.county.person}, 'countySupervisor', ${action}, gen_random_uuid()
      from generate_series(1, ${n}::int)`;
    await look(10, 39);
    const unusual = async () => (await auditor.get('/api/read-log/unusual')).json().items;
    const of = { person: staff.county.person, day: new Date(day + 28_800_000).toISOString().slice(0, 10) };
    expect(await unusual()).not.toContainEqual(expect.objectContaining(of));
    await look(10, 1);
    await look(12, 60, 'list:cases');
    expect(await unusual()).toContainEqual(
      expect.objectContaining({ ...of, children: 40, night: 0, signs: ['children'] }),
    );
    await look(23, 5, 'openIdentity');
    expect(await unusual()).toContainEqual(expect.objectContaining({ ...of, night: 5, signs: ['children', 'night'] }));
    for (const who of [counselor, county]) expect((await who.get('/api/read-log/unusual')).statusCode).toBe(403);
  });

  it('takes the log away as a file under a reason, in words, signed by who took it, and that stands in the log', async () => {
    expect((await auditor.get('/api/read-log/export.csv')).statusCode).toBe(400);
    const reason = { 'x-access-reason': 'supervision', 'accept-language': 'zh-CN' };
    expect((await county.get('/api/read-log/export.csv', reason)).statusCode).toBe(403);
    const file = await auditor.get(`/api/read-log/export.csv?case=${caseId}`, reason);
    expect(file.statusCode, file.body).toBe(200);
    expect(file.body).toContain('查看个案');
    expect(file.body).not.toContain(student);
    expect(file.body.trim().split('\r\n').at(-1)).toMatch(/^导出人 审计员 · /);
    const [line] = (await auditor.get('/api/read-log?only=exports&limit=1')).json().items;
    expect(line).toMatchObject({ action: 'export:readLog', reason: 'supervision' });
  });

  it('exports a case under a reason, and checks the file without the database', async () => {
    expect((await auditor.get(`/api/cases/${caseId}/export`)).statusCode).toBe(400);
    const file = await auditor.get(`/api/cases/${caseId}/export`, { 'x-access-reason': 'supervision' });
    expect(file.statusCode, file.body).toBe(200);
    const check = async (content: string) => auditor.post('/api/read-log/verify', { content }, {});
    expect((await check(file.body)).json().findings).toEqual([]);
    const altered = file.body.replace('\\"floor\\":\\"L3\\"', '\\"floor\\":\\"L1\\"');
    expect(altered).not.toBe(file.body);
    expect((await check(altered)).json().findings[0]).toMatchObject({ stream: caseId, fault: 'changed' });
    expect((await check('nonsense')).json()).toMatchObject({ code: 'notACaseFile', facts: { line: 1 } });
    const lines = (await auditor.get('/api/read-log?only=exports')).json().items;
    expect(lines).toContainEqual(expect.objectContaining({ action: 'export:case', reason: 'supervision' }));
  });
});

it('counts for a supervisor what is open and late by school, and shows a school nothing of its neighbours', async () => {
  city.clock.at += 40 * 86_400_000;
  const seen = (await county.get('/api/oversight')).json();
  const school = seen.places.find(({ code }: { code: string }) => code === 's');
  expect(school).toMatchObject({ byLevel: { L3: 1 } });
  expect(school.late).toBeGreaterThan(0);
  expect(school.oldestLateAt).toBeLessThan(city.clock.at);
  expect((await counselor.get('/api/oversight')).statusCode).toBe(403);
});

it('lists for a county the referrals that a hospital left unanswered, and no others', async () => {
  const silent = async () => (await county.get('/api/referrals?silent=true')).json().items;
  expect(await silent()).toEqual([]);
  const set = (to: string) =>
    admin`update streams set state = jsonb_set(state, '{onSilence}', to_jsonb(${to}::text)) where id = ${referral}`;
  await set('rerouted');
  expect(await silent()).toEqual([expect.objectContaining({ id: referral, case: caseId })]);
  await set('nothing');
});

it('shows a tampered row in the proof: to the county and the auditor, not to a counselor', async () => {
  expect((await proofOf()).findings).toEqual([]);
  expect((await proofOf(county)).findings).toEqual([]);
  expect((await counselor.get(`/api/cases/${caseId}/proof`)).statusCode).toBe(403);
  await admin.begin(async (sql) => {
    await sql`alter table events disable trigger user`;
    await sql`update events set bytes = set_byte(bytes, 100, get_byte(bytes, 100) # 1) where stream_id = ${referral} and version = 2`;
  });
  expect((await proofOf()).findings).toEqual([
    expect.objectContaining({ stream: referral, fault: 'changed', version: 2, title: '被改动过' }),
  ]);
});
