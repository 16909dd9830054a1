import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { staff, database, hospital } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const head = await city.as(staff.head.person);
const teacher = await city.as(staff.classTeacher.person);
const county = await city.as(staff.county.person);
const intake = await city.as(staff.intake.person);

const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });
const WORDS = '她说“不想上学”<script>alert(1)</script>\u0007';

async function interviewed(): Promise<{ student: string; id: string }> {
  const student = await city.student();
  const raised = await counselor.post('/api/concerns', { student, signs: ['recentPlan'] }, key());
  const id: string = raised.json().case;
  const view = (await counselor.get(`/api/cases/${id}`)).json();
  const duty = view.duties.find((each: { kind: string }) => each.kind === 'interview');
  const body = { act: 'recordInterview', answers: duty.id, findings: ['lowMood'], outcome: 'reassess', note: WORDS };
  const done = await counselor.post(`/api/cases/${id}/acts`, body, key());
  expect(done.statusCode, done.body).toBe(200);
  return { student, id };
}

const actions = async (id: string) =>
  await admin<{ action: string; person: string; reason: string | null }[]>`
    select action, person, reason from audit where stream_id = ${id} and action like 'read%' order by id`;

it('tells the counselor the story with the words, kept exactly as they were typed', async () => {
  const { id } = await interviewed();
  const answer = await counselor.get(`/api/cases/${id}/timeline`, { 'accept-language': 'en' });
  expect(answer.statusCode, answer.body).toBe(200);
  const { sight, entries, texts, heads, facts } = answer.json();
  expect(sight).toBe('full');
  expect(Object.values(texts)).toEqual([WORDS]);
  expect(entries.length).toBeGreaterThan(1);
  expect(JSON.stringify(entries)).not.toMatch(/[\u4e00-\u9fff]/);
  expect(heads[0]).toMatchObject({ stream: id, version: facts.length });
});

it('writes an audit row for every read, with its reason', async () => {
  const { id } = await interviewed();
  const before = (await actions(id)).length;
  await head.get(`/api/cases/${id}`, { 'x-access-reason': 'supervision' });
  await head.get(`/api/cases/${id}/timeline`, { 'x-access-reason': 'quality' });
  const rows = (await actions(id)).slice(before);
  expect(rows.map(({ action, reason }) => [action, reason])).toEqual([
    ['read:case', 'supervision'],
    ['readTimeline:case', 'quality'],
    ['readTexts:case', 'quality'],
  ]);
  expect(new Set(rows.map(({ person }) => person))).toEqual(new Set([staff.head.person]));
});

it('reads nothing when the audit cannot be written', async () => {
  const { id } = await interviewed();
  await admin`create function fail_audit() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`;
  await admin`create trigger no_audit before insert on audit for each row execute function fail_audit()`;
  try {
    const answer = await counselor.get(`/api/cases/${id}`);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      type: 'urn:xinqiao:problem:internal',
      title: expect.any(String),
      status: 500,
      code: 'internal',
      instance: expect.stringMatching(/^urn:uuid:/),
    });
  } finally {
    await admin`drop trigger no_audit on audit`;
  }
});

it('N16: shows a class teacher their own duty and neither answers, scores nor words', async () => {
  const { id, student } = await interviewed();
  const again = await counselor.post('/api/concerns', { student, signs: ['bullying'] }, key());
  expect(again.statusCode).toBe(200);
  const view = await teacher.get(`/api/cases/${id}`);
  expect([200, 404]).toContain(view.statusCode);
  if (view.statusCode === 200) {
    expect(view.json()).toMatchObject({ sight: 'duties', state: null, owner: null });
    for (const duty of view.json().duties) expect([duty.holder, ...duty.called]).toContain(staff.classTeacher.person);
  }
  expect([403, 404]).toContain((await teacher.get(`/api/cases/${id}/timeline`)).statusCode);
  expect((await teacher.get('/api/ledger')).statusCode).toBe(403);
  expect(
    (await teacher.get('/api/cases')).json().items.every((item: { level: unknown }) => item.level !== undefined),
  ).toBe(true);
});

it('shows a class teacher the live duty of a second view', async () => {
  const student = await city.student();
  const raised = await counselor.post('/api/concerns', { student, signs: ['recentPlan'] }, key());
  const id: string = raised.json().case;
  const mine = (await teacher.get('/api/duties')).json().items.find((item: { stream: string }) => item.stream === id);
  expect(mine).toMatchObject({ kind: 'secondSource', student });
  const view = (await teacher.get(`/api/cases/${id}`)).json();
  expect(view).toMatchObject({ sight: 'duties', state: null });
  expect(view.duties.map((duty: { kind: string }) => duty.kind)).toEqual(['secondSource']);
  expect((await teacher.get(`/api/cases/${id}/timeline`)).statusCode).toBe(403);
});

it('shows the county another name for the child and no words without a live duty', async () => {
  const { id, student } = await interviewed();
  const view = (await county.get(`/api/cases/${id}`)).json();
  expect(view).toMatchObject({ sight: 'pseudonymous', student: { id: null } });
  expect(view.student.pseudonym).toMatch(/^[\da-f]{12}$/);
  const timeline = await county.get(`/api/cases/${id}/timeline`);
  expect(timeline.json().texts).toEqual({});
  expect(timeline.body + JSON.stringify(view)).not.toContain(student);
  expect(timeline.body).not.toContain('commitment');
  const named = await county.post(`/api/students/${student}/identity`, { reason: 'supervision' });
  expect(named.statusCode).toBe(403);
});

it('shows a hospital only what was sent to it, once it was sent', async () => {
  const raised = await counselor.post('/api/concerns', { student: await city.student(), signs: ['attempt'] }, key());
  const id: string = raised.json().case;
  expect((await intake.get(`/api/cases/${id}`)).statusCode).toBe(404);
  const view = (await head.get(`/api/cases/${id}`)).json();
  const offer = view.duties.find((duty: { kind: string }) => duty.kind === 'referralOffer');
  const asked = await head.post(
    `/api/cases/${id}/acts`,
    {
      act: 'requestReferral',
      hospital: '999000-h1',
      basis: { kind: 'emergency', by: staff.head.person },
      reason: '今天说到要离开',
      ...(offer === undefined ? {} : { answers: offer.id }),
    },
    key(),
  );
  expect(asked.statusCode, asked.body).toBe(200);
  const [draft] = (await head.get('/api/referrals')).json().items;
  expect((await intake.get('/api/referrals')).json().items).toEqual([]);
  const { personVersion } = (await head.get(`/api/referrals/${draft.id}`)).json();
  const sent = await head.post(`/api/referrals/${draft.id}/acts`, { act: 'send', against: personVersion }, key());
  expect(sent.statusCode, sent.body).toBe(200);
  const mine = (await intake.get('/api/referrals')).json().items;
  expect(mine).toHaveLength(1);
  expect(mine[0]).toMatchObject({ hospital, kind: 'referral' });
  const referral = await intake.get(`/api/referrals/${mine[0].id}`);
  expect(referral.json()).toMatchObject({ sight: 'referred', kind: 'referral' });
  const story = (await intake.get(`/api/referrals/${mine[0].id}/timeline`)).json();
  expect(Object.values(story.texts)).toEqual(['今天说到要离开']);
  expect((await intake.get('/api/cases')).json().items).toEqual([]);
});

it('lists open cases by place with counts, and exports them under a reason only', async () => {
  await interviewed();
  const ledger = (await county.get('/api/ledger?limit=2')).json();
  expect(ledger.total).toBeGreaterThan(2);
  expect(ledger.items).toHaveLength(2);
  const rest = (await county.get(`/api/ledger?limit=2&after=${ledger.next}`)).json();
  expect(rest.items[0].id).not.toBe(ledger.items[1].id);
  expect((await county.get('/api/ledger/export.csv')).statusCode).toBe(400);
  const file = await county.get('/api/ledger/export.csv', { 'x-access-reason': 'quality' });
  expect(file.headers['content-type']).toContain('text/csv');
  const [head, ...lines] = file.body.trim().split('\r\n');
  expect(head).toContain('个案,学生,学校,等级,阶段');
  expect(lines.length).toBe(ledger.total + 1);
  expect(lines[0]).toMatch(/,L\d（.）,/);
  expect(lines.at(-1)).toMatch(/^导出人 /);
  const [row] = await admin`select reason from audit where action = 'export:ledger'`;
  expect(row?.reason).toBe('quality');
  const counselorsTry = await counselor.get('/api/ledger/export.csv', { 'x-access-reason': 'quality' });
  expect(counselorsTry.statusCode).toBe(403);
});

it('lists who is within reach and opens who a child is under a reason that the audit keeps', async () => {
  const student = await city.student();
  const page = await counselor.get('/api/students?limit=200');
  expect(page.statusCode, page.body).toBe(200);
  expect(page.json().items.map((item: { id: string }) => item.id)).toContain(student);
  const opened = await counselor.post(`/api/students/${student}/identity`, {
    reason: 'care',
    words: 'calling the mother',
  });
  expect(opened.statusCode, opened.body).toBe(200);
  expect(opened.json().guardians).toHaveLength(1);
  const [row] = await admin`select reason from audit where action = 'openIdentity' and student_id = ${student}`;
  expect(row?.reason).toBe('care: calling the mother');
  expect((await counselor.post(`/api/students/${student}/identity`, {})).statusCode).toBe(400);
});

it('tells a person their notices and takes that they were read', async () => {
  await city.student().then((student) => counselor.post('/api/concerns', { student, signs: ['now'] }, key()));
  const unread = (await head.get('/api/notices?unread=true')).json().items;
  expect(unread.length).toBeGreaterThan(0);
  expect((await head.post(`/api/notices/${unread[0].id}/read`, {})).statusCode).toBe(200);
  expect((await counselor.post(`/api/notices/${unread[0].id}/read`, {})).statusCode).toBe(404);
  const left = (await head.get('/api/notices?unread=true')).json().items;
  expect(left.map((item: { id: string }) => item.id)).not.toContain(unread[0].id);
});

it('answers organisations, policies and the calendar', async () => {
  const schools = (await counselor.get('/api/organisations?kind=school')).json();
  expect(schools.items).toHaveLength(2);
  expect((await counselor.get('/api/policies/1')).json()).toMatchObject({ version: 1 });
  expect((await counselor.get('/api/policies/9')).statusCode).toBe(404);
  const calendar = (await counselor.get('/api/calendar?from=2026-01-01&to=2026-12-31')).json();
  expect(calendar.years.map(({ year }: { year: number }) => year)).toEqual([2026, 2027, 2028]);
});
