import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { commit } from '#db/commit';
import { vault } from '#db/schema/index';
import { MINUTE } from '#domain/instant';
import { packetFields } from '#domain/referral-packet';
import { CLOCK } from '#domain/role';
import { apiCity } from '#tools/testing/api-city';
import { key, playCampaign, sheetWith } from '#tools/testing/campaign-city';
import { onReferral, referredChild } from '#tools/testing/referred-child';
import { schoolPhone } from '#tools/testing/school-phone';
import { sealedField } from '#tools/testing/sealed-field';

const city = await apiCity();
const { staff, database, parts } = city;
const { admin } = database;
const counselor = await city.as(staff.counselor.person);
const head = await city.as(staff.head.person);
const intake = await city.as(staff.intake.person);
const secondIntake = await city.as(staff.secondIntake.person);

const INSIDE = '只在校内的话';
const ledger = async (student: string) =>
  (await counselor.get(`/api/students/${student}/disclosures`)).json().items.map((line: { what: string }) => line.what);

const known = (student: string, owner: string, table: 'students' | 'guardians', column: string, words: string) =>
  sealedField(city, student, [table, owner, column], words);

it('N16: gives the hospital the packet with critical answers and safety facts, and nothing that is not in its table', async () => {
  const sent = await referredChild(city, counselor, 'draft');
  const { student, guardian, referral, caseId } = sent;
  const phone = await schoolPhone(city);
  await known(student, student, 'students', 'name', '林小满');
  await known(student, student, 'students', 'idNumber', '110101201305010011');
  await known(student, guardian, 'guardians', 'phone', '00080000001');
  const { duties } = (await counselor.get(`/api/cases/${caseId}`)).json();
  const interview = duties.find(({ kind }: { kind: string }) => kind === 'interview');
  const talk = {
    act: 'recordInterview',
    answers: interview.id,
    findings: ['lowMood'],
    outcome: 'reassess',
    note: INSIDE,
  };
  expect((await counselor.post(`/api/cases/${caseId}/acts`, talk, key())).statusCode).toBe(200);
  const draft = (await counselor.get(`/api/referrals/${referral}/packet`)).json();
  expect(draft).toMatchObject({ sentAt: null, name: '林小满', withheld: [] });
  expect((await intake.get(`/api/referrals/${referral}/packet`)).statusCode).toBe(404);
  await onReferral(counselor, referral, { act: 'send' });
  const answer = await intake.get(`/api/referrals/${referral}/packet`, { 'accept-language': 'en' });
  expect(answer.statusCode, answer.body).toBe(200);
  const packet = answer.json();
  expect(packet).toMatchObject({
    sentAt: city.clock.at,
    name: '林小满',
    sex: 'female',
    birthDate: '2012-05-01',
    reason: '连续两周低落，需要门诊评估',
    urgency: { level: 'L3', title: 'urgent' },
    safetyFacts: [{ code: 'recentPlan', title: 'spoke of a plan lately' }],
    stepsTaken: [{ code: 'interviewRecorded' }],
    interviewFindings: [{ kind: 'interviewRecorded', findings: ['lowMood'], instrument: null }],
    schoolContact: { school: 's', phone },
    guardianContact: { relation: 'mother', phone: '00080000001' },
    withheld: [],
  });
  const beside = ['referral', 'sentAt', 'withheld'];
  expect(Object.keys(packet).filter((name) => !beside.includes(name))).toEqual(packetFields('consent'));
  expect(answer.body).not.toContain(INSIDE);
  expect(answer.body).not.toContain('110101201305010011');
});

it('N16: tells the critical answer of a sheet and no other answer', async () => {
  const sent = await referredChild(city, counselor, 'draft');
  const campaign = await playCampaign(city, counselor, 'invited');
  const place = (await campaign.codes()).find(({ student }) => student === sent.student);
  const handed = await campaign.answer(place?.code ?? '', { ...sheetWith(9, 2), 1: 3 });
  expect(handed.statusCode, handed.body).toBe(200);
  await onReferral(counselor, sent.referral, { act: 'send' });
  const packet = (await intake.get(`/api/referrals/${sent.referral}/packet`)).json();
  expect(packet.criticalAnswers).toEqual([
    expect.objectContaining({
      instrument: 'PHQ-9',
      item: 9,
      state: 'positive',
      answer: 2,
      meaning: 'betterOffDeadOrSelfHarm',
    }),
  ]);
  expect(packet.answersSummary).toEqual([
    expect.objectContaining({ instrument: 'PHQ-9', total: 5, status: 'complete' }),
  ]);
  // What came after the sending is not in what was sent.
  city.clock.at += 1000;
  const later = { act: 'recordSecondSource', view: ['withdrawn'], note: INSIDE };
  await counselor.post(`/api/cases/${sent.caseId}/acts`, later, key());
  expect((await intake.get(`/api/referrals/${sent.referral}/packet`)).json()).toEqual(packet);
});

it('N16: shows a hospital neither the notes that the school keeps to itself nor its other hospitals, its papers and its own duties', async () => {
  const student = await city.student();
  const raised = await head.post('/api/concerns', { student, signs: ['attempt'] }, key());
  const caseId: string = raised.json().case;
  const basis = { kind: 'emergency', by: staff.head.person };
  const asked = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '今天需要评估' };
  expect((await head.post(`/api/cases/${caseId}/acts`, asked, key())).statusCode).toBe(200);
  const { items } = (await head.get('/api/referrals?limit=200')).json();
  const referral: string = items.find((one: { case: string }) => one.case === caseId).id;
  await onReferral(head, referral, { act: 'send' });
  const report = { act: 'recordProtectionReport', to: 'police', receipt: 'no-1', note: INSIDE };
  await onReferral(head, referral, report);
  const county = await city.as(staff.county.person);
  await onReferral(county, referral, { act: 'approveEmergency', note: INSIDE });
  const view = await intake.get(`/api/referrals/${referral}`);
  expect(view.json()).toMatchObject({ sight: 'referred', case: null });
  expect(view.json().duties.map(({ kind }: { kind: string }) => kind)).toEqual(['referralAnswer']);
  for (const hidden of ['asked', 'caseId', 'owner', 'guardianDeclined', 'emergencyApprovedBy', 'onSilence'])
    expect(Object.keys(view.json().state)).not.toContain(hidden);
  const story = await intake.get(`/api/referrals/${referral}/timeline`);
  expect(story.statusCode, story.body).toBe(200);
  const types = story.json().facts.map(({ fact }: { fact: { type: string } }) => fact.type);
  expect(types).toContain('referralSent');
  for (const hidden of ['protectionReported', 'emergencyApproved', 'emergencyInvoked'])
    expect(types).not.toContain(hidden);
  expect(Object.values(story.json().texts)).toEqual(['今天需要评估']);
  expect(story.body).not.toContain(INSIDE);
  expect((await intake.get('/api/duties?list=team')).body).not.toContain('emergencyNotice');
  // The second wall: the vault itself hides what stays inside, whoever forgets to.
  const { context } = staff.intake;
  const columns = await parts.db.transaction(context, async (tx) => {
    return (await tx.select({ column: vault.ownerColumn, owner: vault.ownerId }).from(vault)).filter(
      ({ owner }) => owner === referral,
    );
  });
  expect(columns.map(({ column }) => column)).toEqual(['text']);
});

it('N10: gives the hospital no way to reach a guardian who is flagged, also when the flag came after the sending', async () => {
  const { student, guardian, referral } = await referredChild(city, counselor, 'sent');
  await known(student, guardian, 'guardians', 'phone', '00090000002');
  await known(student, student, 'students', 'idNumber', '110101201305010022');
  const identity = () => intake.post(`/api/students/${student}/identity`, { reason: 'care' });
  const before = (await identity()).json();
  expect(before).toMatchObject({ number: null, idNumber: null, guardians: [{ id: guardian, phone: '00090000002' }] });
  await admin`update guardians set flagged_danger = true where id = ${guardian}`;
  const packet = (await intake.get(`/api/referrals/${referral}/packet`)).json();
  expect(packet.guardianContact).toBeNull();
  expect(packet.withheld).toEqual([expect.objectContaining({ field: 'guardianContact', because: 'guardianFlagged' })]);
  const after = await identity();
  expect(after.json().guardians).toEqual([]);
  expect(after.body).not.toContain('00090000002');
  expect((await counselor.post(`/api/students/${student}/identity`, { reason: 'care' })).json().guardians).toHaveLength(
    1,
  );
});

it('writes the first look of the hospital into the ledger, and every look into the audit', async () => {
  const { student, referral } = await referredChild(city, counselor, 'sent');
  for (const _again of [1, 2]) {
    expect((await intake.get(`/api/referrals/${referral}/packet`)).statusCode).toBe(200);
    expect((await intake.get(`/api/referrals/${referral}/timeline`)).statusCode).toBe(200);
    expect((await intake.post(`/api/students/${student}/identity`, { reason: 'care' })).statusCode).toBe(200);
    expect((await counselor.get(`/api/referrals/${referral}/packet`)).statusCode).toBe(200);
  }
  expect((await ledger(student)).toSorted()).toEqual(['identityOpened', 'packetOpened', 'referralSent', 'wordsOpened']);
  const [looks] = await admin`select count(*)::int as n from audit
    where stream_id = ${referral} and action = 'readPacket' and person = ${staff.intake.person}`;
  expect(looks?.n).toBe(2);
  await onReferral(intake, referral, { act: 'askForMaterial', items: ['other'], question: '请说明近况' });
  await onReferral(counselor, referral, { act: 'supplyMaterial', material: '近况平稳' });
  await intake.get(`/api/referrals/${referral}/timeline`);
  expect((await ledger(student)).filter((what: string) => what === 'wordsOpened')).toHaveLength(2);
});

it('shows the next hospital after silence its packet with the reason, and not what the first one wrote', async () => {
  const student = await city.student();
  const raised = await head.post('/api/concerns', { student, signs: ['attempt'] }, key());
  const basis = { kind: 'emergency', by: staff.head.person };
  const asked = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '今天需要评估' };
  await head.post(`/api/cases/${raised.json().case}/acts`, asked, key());
  const mine = async () =>
    (await head.get('/api/referrals?limit=200'))
      .json()
      .items.filter((one: { case: string }) => one.case === raised.json().case);
  const [{ id: first }] = await mine();
  await onReferral(head, first, { act: 'send' });
  await onReferral(intake, first, { act: 'askForMaterial', items: ['other'], question: '第一家的问题' });
  city.clock.at += 31 * MINUTE;
  const command = { act: 'deadlinePassed' };
  const passed = { target: { stream: first }, actor: CLOCK, actKey: randomUUID(), digest: Buffer.alloc(32), command };
  await commit(database.open('clock'), city.clock, { actor: 'clock' }, passed);
  const second = (await mine()).find((one: { id: string }) => one.id !== first).id;
  const packet = await secondIntake.get(`/api/referrals/${second}/packet`);
  expect(packet.statusCode, packet.body).toBe(200);
  expect(packet.json()).toMatchObject({ reason: '今天需要评估', answersSummary: null, interviewFindings: null });
  expect(packet.json().withheld.map(({ field }: { field: string }) => field)).toEqual([
    'answersSummary',
    'interviewFindings',
  ]);
  const story = await secondIntake.get(`/api/referrals/${second}/timeline`);
  expect(story.body).not.toContain('第一家的问题');
  expect((await secondIntake.get(`/api/referrals/${first}/packet`)).statusCode).toBe(404);
});
