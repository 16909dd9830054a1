import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { DAY } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';

const city = await apiCity();
const { staff, database, clock, hospital } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const teacher = await city.as(staff.classTeacher.person);
const county = await city.as(staff.county.person);
const stranger = await city.as(staff.otherCounselor.person);
const intake = await city.as(staff.intake.person);
const WORDS = '母亲已在同意书上签字，原件存心理室';

async function child(): Promise<{ student: string; guardian: string }> {
  const student = await city.student();
  const [row] = await admin<[{ id: string }]>`select id from guardians where student_id = ${student}`;
  return { student, guardian: row.id };
}

const consent = (guardian: string, more: object = {}) => ({
  guardian,
  hospitals: ['999000-h1'],
  evidence: WORDS,
  ...more,
});

async function opened(student: string): Promise<string> {
  const raised = await counselor.post('/api/concerns', { student, signs: ['recentPlan'] }, key());
  return raised.json().case;
}
const referTo = (id: string, given: string, hospitals = ['999000-h1'], to = '999000-h1') =>
  counselor.post(
    `/api/cases/${id}/acts`,
    {
      act: 'requestReferral',
      hospital: to,
      basis: { kind: 'consent', consent: given, hospitals },
      reason: '需要门诊评估',
    },
    key(),
  );

it('records a consent once under its key, its evidence sealed, and lists it to those who may read it', async () => {
  const { student, guardian } = await child();
  const headers = key();
  const url = `/api/students/${student}/consents`;
  const given = await counselor.post(url, consent(guardian), headers);
  expect(given.statusCode, given.body).toBe(200);
  expect((await counselor.post(url, consent(guardian), headers)).json()).toEqual(given.json());
  const other = await counselor.post(url, consent(guardian, { evidence: '另一份' }), headers);
  expect(other.json().code).toBe('keyReused');
  const [row] = await admin`select request_id from audit where student_id = ${student} and action = 'giveConsent'`;
  expect(row?.request_id).toBe(given.headers['x-request-id']);
  const listed = await counselor.get(url);
  expect(listed.statusCode, listed.body).toBe(200);
  const { items } = listed.json();
  expect(items).toMatchObject([{ guardian, hospitals: ['999000-h1'], live: true, evidence: WORDS, kind: 'referral' }]);
  const [kept] = await admin`select hospitals from consents where student_id = ${student}`;
  expect(kept?.hospitals).toEqual([hospital]);
  const [plain] =
    await admin`select count(*)::int as n from vault where position('同意书' in encode(ciphertext, 'escape')) > 0`;
  expect(plain?.n).toBe(0);
  for (const who of [teacher, county]) {
    expect((await who.get(url)).statusCode).toBe(403);
    expect((await who.post(url, consent(guardian), key())).statusCode).toBe(403);
  }
  for (const who of [stranger, intake]) expect((await who.get(url)).statusCode).toBe(404);
});

it('N10: takes no consent from a flagged guardian, nor from one of another child', async () => {
  const { student, guardian } = await child();
  const stranded = await child();
  await admin`update guardians set flagged_danger = true where id = ${guardian}`;
  const url = `/api/students/${student}/consents`;
  const headers = key();
  const flagged = await counselor.post(url, consent(guardian), headers);
  expect([flagged.statusCode, flagged.json().code]).toEqual([422, 'guardianFlagged']);
  // A refusal stands under its key like any answer, whatever has changed since.
  await admin`update guardians set flagged_danger = false where id = ${guardian}`;
  expect((await counselor.post(url, consent(guardian), headers)).json().code).toBe('guardianFlagged');
  const foreign = await counselor.post(url, consent(stranded.guardian), key());
  expect(foreign.json()).toMatchObject({ code: 'fieldInvalid', facts: { field: 'guardian' } });
  const [rows] = await admin`select count(*)::int as n from consents where student_id = ${student}`;
  expect(rows?.n).toBe(0);
});

it('N10: lets nothing lean on the consent of a guardian who was flagged afterwards', async () => {
  const { student, guardian } = await child();
  const id = await opened(student);
  const url = `/api/students/${student}/consents`;
  const given: string = (await counselor.post(url, consent(guardian), key())).json().consent;
  await admin`update guardians set flagged_danger = true where id = ${guardian}`;
  expect((await counselor.get(url)).json().items).toMatchObject([{ id: given, live: false, revokedAt: null }]);
  expect((await referTo(id, given)).json().code).toBe('consentMissing');
});

it('refuses hospitals that do not exist, none at all, and an end in the past', async () => {
  const { student, guardian } = await child();
  const url = `/api/students/${student}/consents`;
  const post = async (more: object) => (await counselor.post(url, consent(guardian, more), key())).json();
  expect(await post({ hospitals: ['nowhere'] })).toMatchObject({ code: 'fieldInvalid', facts: { field: 'hospitals' } });
  expect(await post({ hospitals: [] })).toMatchObject({
    code: 'invalidRequest',
    pointers: [{ pointer: '/hospitals' }],
  });
  expect(await post({ until: clock.at })).toMatchObject({ code: 'fieldInvalid', facts: { field: 'until' } });
});

it('lets a referral lean on a live consent of this child that names the hospital, and on no other', async () => {
  const { student, guardian } = await child();
  const another = await child();
  const id = await opened(student);
  const give = async (of: { student: string; guardian: string }, more: object = {}) =>
    (await counselor.post(`/api/students/${of.student}/consents`, consent(of.guardian, more), key())).json().consent;
  const own = await give({ student, guardian });
  expect((await referTo(id, randomUUID())).json().code).toBe('consentMissing');
  expect((await referTo(id, await give(another))).json().code).toBe('consentMissing');
  expect((await referTo(id, await give({ student, guardian }, { kind: 'screening' }))).json().code).toBe(
    'consentMissing',
  );
  const wider = await referTo(id, own, ['999000-h1', '999000-h2'], '999000-h2');
  expect(wider.json()).toMatchObject({ code: 'hospitalNotInConsent', facts: { hospital: '999000-h2' } });
  const short = await give({ student, guardian }, { until: clock.at + DAY });
  clock.at += 2 * DAY;
  expect((await referTo(id, short)).json().code).toBe('consentMissing');
  const sent = await referTo(id, own);
  expect(sent.statusCode, sent.body).toBe(200);
});

it('sends nothing on a consent that was taken back after the referral was begun', async () => {
  const { student, guardian } = await child();
  const id = await opened(student);
  const url = `/api/students/${student}/consents`;
  const given: string = (await counselor.post(url, consent(guardian), key())).json().consent;
  expect((await referTo(id, given)).statusCode).toBe(200);
  const [draft] =
    await admin`select id, person_version from streams where student_id = ${student} and kind = 'referral'`;
  const headers = key();
  const back = await counselor.post(`${url}/${given}/revoke`, {}, headers);
  expect(back.statusCode, back.body).toBe(200);
  clock.at += 1;
  expect((await counselor.post(`${url}/${given}/revoke`, {}, headers)).json()).toEqual(back.json());
  expect((await counselor.post(`${url}/${given}/revoke`, {}, key())).statusCode).toBe(200);
  expect((await counselor.get(url)).json().items[0]).toMatchObject({ live: false, revokedAt: back.json().at });
  expect((await stranger.post(`${url}/${given}/revoke`, {}, key())).statusCode).toBe(404);
  const send = { act: 'send', against: draft?.person_version };
  const refused = await counselor.post(`/api/referrals/${draft?.id}/acts`, send, key());
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'consentMissing']);
  // A new one, recorded on the referral itself, with its words as evidence.
  const renewed = {
    ...consent(guardian),
    act: 'giveConsent',
    consent: randomUUID(),
    form: 'signedPaper',
    against: send.against,
  };
  const nowhere = { ...renewed, hospitals: ['999000-h1', 'nowhere'] };
  const unknown = await counselor.post(`/api/referrals/${draft?.id}/acts`, nowhere, key());
  expect(unknown.json()).toMatchObject({ code: 'fieldInvalid', facts: { field: 'hospitals' } });
  const taken = await counselor.post(`/api/referrals/${draft?.id}/acts`, { ...renewed, consent: given }, key());
  expect(taken.json()).toMatchObject({ code: 'fieldInvalid', facts: { field: 'consent' } });
  const again = await counselor.post(`/api/referrals/${draft?.id}/acts`, renewed, key());
  expect(again.statusCode, again.body).toBe(200);
  const [latest] = (await counselor.get(url)).json().items;
  expect(latest).toMatchObject({ id: renewed.consent, live: true, evidence: WORDS });
  const sent = await counselor.post(
    `/api/referrals/${draft?.id}/acts`,
    { ...send, against: again.json().version },
    key(),
  );
  expect(sent.statusCode, sent.body).toBe(200);
});
