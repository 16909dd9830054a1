import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { schoolPhone } from '#tools/testing/school-phone';
import { returnedChild } from '#tools/testing/returned-child';

const city = await apiCity();
const { staff, database, clock } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);

async function family() {
  const student = await city.student();
  const [row] = await admin<[{ id: string }]>`select id from guardians where student_id = ${student}`;
  return { student, guardian: row.id };
}

const make = (student: string, body: object, headers = key()) =>
  counselor.post(`/api/students/${student}/guardian-links`, body, headers);

/** A guardian's phone: no session, the code in every request. */
function phone(path: string) {
  const token = path.replace('/g/', '');
  return (act: string, payload: object, headers: Record<string, string> = key()) =>
    city.app.inject({ method: 'POST', url: `/api/guardian/${token}/${act}`, payload, headers });
}

it('lets one guardian consent with what was read, once, and take it back, under their own name in the audit', async () => {
  const { student, guardian } = await family();
  const headers = key();
  const made = (await make(student, { guardian, purpose: 'screening' }, headers)).json();
  expect((await make(student, { guardian, purpose: 'screening' }, headers)).json()).toEqual(made);
  const { code, path } = made;
  const ask = phone(path);
  const shown = (await ask('open', { code })).json();
  expect(shown).toMatchObject({ purpose: 'screening', consents: [], appointments: [], helpLines: POLICY_V1.helpLines });
  expect(shown.asked.lines.length).toBeGreaterThan(2);
  const once = key();
  const yes = () => ask('agree', { code, text: shown.asked.version }, once);
  const [first, second] = [await yes(), await yes()];
  expect([first.statusCode, second.json()], first.body).toEqual([200, first.json()]);
  const [consent] =
    await admin`select kind, given_by, recorded_by, revoked_at from consents where student_id = ${student}`;
  expect(consent).toEqual({ kind: 'screening', given_by: guardian, recorded_by: null, revoked_at: null });
  expect((await ask('withdraw', { code, consent: first.json().consent })).statusCode).toBe(200);
  expect((await ask('open', { code })).json().consents).toMatchObject([{ kind: 'screening', live: false }]);
  const lines =
    await admin`select action from audit where student_id = ${student} and person = ${`guardian:${guardian}`} order by id`;
  expect(lines.map(({ action }) => action)).toEqual(['guardian:open', 'giveConsent', 'revokeConsent', 'guardian:open']);
});

it('shows appointments and the next step to a link for that, and no level, text or stage of the case', async () => {
  const { student, guardian } = await family();
  await counselor.post('/api/concerns', { student, signs: ['recentPlan'], note: 'SECRET-NOTE' }, key());
  const { code, path } = (await make(student, { guardian, purpose: 'care' })).json();
  const opened = await phone(path)('open', { code });
  expect(opened.statusCode, opened.body).toBe(200);
  expect(opened.body).not.toMatch(/L[1-4]|SECRET-NOTE|triage|score|floor/);
  expect(opened.body).not.toContain(student);
  expect(opened.json()).toMatchObject({ asked: null, appointments: [], back: null });
});

it('N10: gives a flagged guardian no link, and ends the one that was given before', async () => {
  const { student, guardian } = await family();
  const { code, path } = (await make(student, { guardian, purpose: 'care' })).json();
  await admin`update guardians set flagged_danger = true where id = ${guardian}`;
  expect((await phone(path)('open', { code })).json().code).toBe('guardianLinkGone');
  expect((await make(student, { guardian, purpose: 'care' })).json().code).toBe('guardianFlagged');
});

it('opens no more after five wrong codes, after its days, once taken back, and for an address that nobody made', async () => {
  const { student, guardian } = await family();
  const gone = async (path: string, code: string) => (await phone(path)('open', { code })).json().code;
  const tried = (await make(student, { guardian, purpose: 'care' })).json();
  const wrong = tried.code === '000000' ? '000001' : '000000';
  for (let n = 0; n < 5; n += 1) expect(await gone(tried.path, wrong)).toBe('guardianCodeWrong');
  expect(await gone(tried.path, tried.code)).toBe('guardianLinkGone');
  const ended = (await make(student, { guardian, purpose: 'care' })).json();
  const end = `/api/students/${student}/guardian-links/${ended.link}/revoke`;
  expect((await counselor.post(end, {}, key())).statusCode).toBe(200);
  expect(await gone(ended.path, ended.code)).toBe('guardianLinkGone');
  expect(await gone(`/g/${Buffer.alloc(28, 7).toString('base64url')}`, '123456')).toBe('guardianLinkGone');
  const late = (await make(student, { guardian, purpose: 'care', days: 2 })).json();
  clock.at += 2 * DAY;
  expect(await gone(late.path, late.code)).toBe('guardianLinkGone');
  const { items } = (await counselor.get(`/api/students/${student}/guardian-links`)).json();
  expect(items.map(({ live }: { live: boolean }) => live)).toEqual([false, false, false]);
  expect(JSON.stringify(items)).not.toContain(late.code);
});

it('makes no link for another child’s guardian, nor by anybody who does not speak with guardians', async () => {
  const [one, other] = [await family(), await family()];
  expect((await make(one.student, { guardian: other.guardian, purpose: 'care' })).json().code).toBe('fieldInvalid');
  const teacher = await city.as(staff.classTeacher.person);
  const body = { guardian: one.guardian, purpose: 'care' };
  expect((await teacher.post(`/api/students/${one.student}/guardian-links`, body, key())).statusCode).toBe(403);
  const stranger = await city.as(staff.otherCounselor.person);
  expect((await stranger.post(`/api/students/${one.student}/guardian-links`, body, key())).statusCode).toBe(404);
  expect((await make(randomUUID(), body)).statusCode).toBe(404);
});

it('N17: gives a guardian the letter about the return once the school has decided, without a name, a hospital or a word of anybody', async () => {
  const opened = async (decision: 'none' | 'approved') => {
    const { student, guardian } = await returnedChild(city, decision);
    const { code, path } = (await make(student, { guardian, purpose: 'care' })).json();
    const answer = await phone(path)('open', { code });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  expect(await opened('none')).toMatchObject({ schoolLine: null, back: { letter: null } });
  const number = await schoolPhone(city);
  const { schoolLine, back } = await opened('approved');
  expect(schoolLine).toBe(number);
  const { letter } = back;
  expect(JSON.stringify(letter)).toContain(` · ${number}`);
  expect(letter).toMatchObject({ title: '复学通知', to: '该生监护人：' });
  expect(letter.about.map(({ label }: { label: string }) => label)).toEqual(['学号', '学校', '班级']);
  expect(JSON.stringify(letter)).toContain('部分时间到校、调整考试安排');
  expect(JSON.stringify(letter)).not.toMatch(/医院|诊断|H-1|L[0-4]|只在校内的安排/);
});
