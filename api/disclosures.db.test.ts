import { expect, it } from 'vitest';
import { packetFields } from '#domain/referral-packet';
import { apiCity } from '#tools/testing/api-city';
import { key } from '#tools/testing/campaign-city';
import { onReferral, referredChild } from '#tools/testing/referred-child';

const city = await apiCity();
const { staff, database } = city;
const counselor = await city.as(staff.counselor.person);
const head = await city.as(staff.head.person);
const intake = await city.as(staff.intake.person);

const ledger = async (student: string, headers = {}) =>
  (await counselor.get(`/api/students/${student}/disclosures`, headers)).json().items;

it('has a line for the packet when it is sent and not before, with its fields, its ground and who sent it', async () => {
  const { student, referral, consent } = await referredChild(city, counselor, 'draft');
  expect(await ledger(student)).toEqual([]);
  await onReferral(counselor, referral, { act: 'send' });
  const [line, ...more] = await ledger(student, { 'accept-language': 'en' });
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    what: 'referralSent',
    title: 'The packet of a referral was sent',
    fields: packetFields('consent'),
    to: { kind: 'hospital', hospital: '999000-h1', name: '999000-h1' },
    ground: `consent:${consent}`,
    stream: referral,
    actor: staff.counselor.person,
    at: city.clock.at,
  });
  const [fact] =
    await database.admin`select type from events where stream_id = ${referral} and version = ${line.version}`;
  expect(fact?.type).toBe('referralSent');
});

it('has a line for each material, on the consent that stands then, and none for material that was refused', async () => {
  const { student, referral, consent } = await referredChild(city, counselor, 'sent');
  await onReferral(intake, referral, { act: 'askForMaterial', items: ['answers'], question: '请补充量表结果' });
  await counselor.post(`/api/students/${student}/consents/${consent}/revoke`, {}, key());
  const { personVersion } = (await counselor.get(`/api/referrals/${referral}`)).json();
  const supply = { act: 'supplyMaterial', material: 'PHQ-9 12 分', against: personVersion };
  const refused = await counselor.post(`/api/referrals/${referral}/acts`, supply, key());
  expect(refused.json().code).toBe('consentMissing');
  expect(await ledger(student)).toHaveLength(1);
  const renewed = await city.consent(student);
  await onReferral(counselor, referral, { act: 'supplyMaterial', material: 'PHQ-9 12 分' });
  expect((await ledger(student))[0]).toMatchObject({ what: 'materialSupplied', ground: `consent:${renewed}` });
});

it('has the hand-over in person of a crisis, on the emergency', async () => {
  const student = await city.student();
  const raised = await head.post('/api/concerns', { student, signs: ['attempt'] }, key());
  const acts = `/api/cases/${raised.json().case}/acts`;
  await head.post(
    acts,
    { act: 'recordEmergencyCall', line: '120', outcome: 'onTheWay', happenedAt: city.clock.at },
    key(),
  );
  const handed = { act: 'acceptCrisisHandOver', to: 'hospital', receiver: '急诊王医生', happenedAt: city.clock.at };
  const answer = await head.post(acts, handed, key());
  expect(answer.statusCode, answer.body).toBe(200);
  expect(
    (await ledger(student)).map(({ what, to, ground }: { what: string; to: object; ground: string }) => [
      what,
      to,
      ground,
    ]),
  ).toEqual([
    ['handedOver', { kind: 'hospital', hospital: null, name: null }, 'emergency'],
    ['emergencyCalled', { kind: '120', hospital: null, name: null }, 'emergency'],
  ]);
});

it('leaves with the act or not at all', async () => {
  const { student, referral } = await referredChild(city, counselor, 'draft');
  const { admin } = database;
  await admin`create function fail_ledger() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`;
  await admin`create trigger no_ledger before insert on disclosures for each row execute function fail_ledger()`;
  try {
    await expect(onReferral(counselor, referral, { act: 'send' })).rejects.toThrow('internal');
  } finally {
    await admin`drop trigger no_ledger on disclosures`;
  }
  expect((await counselor.get(`/api/referrals/${referral}`)).json().stage).toBe('draft');
  await onReferral(counselor, referral, { act: 'send' });
  expect(await ledger(student)).toHaveLength(1);
});

it('is read by the school under an audit line, by county, class teacher and hospital not, and by another school never', async () => {
  const { student } = await referredChild(city, counselor, 'sent');
  const url = `/api/students/${student}/disclosures`;
  const answered = async (person: string) => (await (await city.as(person)).get(url)).statusCode;
  expect(await answered(staff.head.person)).toBe(200);
  for (const who of [staff.county, staff.classTeacher, staff.intake]) expect(await answered(who.person)).toBe(403);
  for (const who of [staff.otherCounselor, staff.secondIntake]) expect(await answered(who.person)).toBe(404);
  const [row] =
    await database.admin`select person from audit where student_id = ${student} and action = 'read:disclosures'`;
  expect(row?.person).toBe(staff.head.person);
});
