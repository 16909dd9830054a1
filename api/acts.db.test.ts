import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { app, staff, database } = city;
const admin = database.admin;
const counselor = await city.as(staff.counselor.person);
const head = await city.as(staff.head.person);
const teacher = await city.as(staff.classTeacher.person);
const stranger = await city.as(staff.otherCounselor.person);

const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

async function opened(...signs: string[]): Promise<{ student: string; id: string }> {
  const student = await city.student();
  const raised = await counselor.post(
    '/api/concerns',
    { student, signs: signs.length > 0 ? signs : ['recentPlan'] },
    key(),
  );
  expect(raised.statusCode, raised.body).toBe(200);
  return { student, id: raised.json().case };
}

async function dutyOf(id: string, kind: string): Promise<string> {
  const view = (await counselor.get(`/api/cases/${id}`)).json();
  return view.duties.find((duty: { kind: string }) => duty.kind === kind).id;
}

const interview = async (id: string) => ({
  act: 'recordInterview',
  answers: await dutyOf(id, 'interview'),
  findings: ['lowMood'],
  outcome: 'reassess',
  note: '她说“不想上学”',
});

it('records an act with its words sealed and answers the same key with the same receipt', async () => {
  const { id } = await opened();
  const body = await interview(id);
  const headers = key();
  const first = await counselor.post(`/api/cases/${id}/acts`, body, headers);
  expect(first.statusCode, first.body).toBe(200);
  expect(first.json()).toMatchObject({ stream: id, stage: 'reassessment', level: 'L3', open: true });
  const again = await counselor.post(`/api/cases/${id}/acts`, body, headers);
  expect(again.json()).toEqual(first.json());
  const [row] =
    await admin`select count(*)::int as n from events where stream_id = ${id} and type = 'interviewRecorded'`;
  expect(row?.n).toBe(1);
  const [words] =
    await admin`select count(*)::int as n from vault where position('不想上学' in encode(ciphertext, 'escape')) > 0`;
  expect(words?.n).toBe(0);
});

it('refuses a used key with another body and changes nothing', async () => {
  const { id } = await opened();
  const headers = key();
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, headers);
  const other = await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['loud'] }, headers);
  expect(other.statusCode).toBe(422);
  expect(other.json()).toMatchObject({ code: 'keyReused' });
});

it('refuses an act without a key, with its pointer and code', async () => {
  const { id } = await opened();
  const answer = await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'keyMissing', type: 'urn:xinqiao:problem:keyMissing' });
  const short = await counselor.post(`/api/cases/${id}/acts`, {}, { 'idempotency-key': 'x' });
  expect(short.statusCode).toBe(400);
});

it('answers an act on an old view with 409 and what its author has not seen', async () => {
  const { id } = await opened();
  const body = await interview(id);
  await counselor.post(`/api/cases/${id}/acts`, body, key());
  const late = await counselor.post(`/api/cases/${id}/acts`, body, key());
  expect(late.statusCode).toBe(409);
  const problem = late.json();
  expect(problem).toMatchObject({ code: 'stale', facts: { stage: 'reassessment' } });
  expect(problem.facts.changed.map((change: { type: string }) => change.type)).toContain('interviewRecorded');
});

it('answers an act of another stage with 409', async () => {
  const { id } = await opened();
  const answer = await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSession', goals: ['sleep'] }, key());
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'wrongStage']);
});

it('answers a role that may not with 403', async () => {
  const { id } = await opened();
  const answer = await head.post(`/api/cases/${id}/acts`, await interview(id), key());
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'wrongRole']);
});

it('knows nothing of a case for another school, by reading or by acting', async () => {
  const { id } = await opened();
  const unknown = await stranger.get(`/api/cases/${randomUUID()}`);
  const foreign = await stranger.get(`/api/cases/${id}`);
  expect(foreign.statusCode).toBe(404);
  expect({ ...foreign.json(), instance: '' }).toEqual({ ...unknown.json(), instance: '' });
  const act = await stranger.post(`/api/cases/${id}/acts`, { act: 'declareCrisis', signs: ['now'] }, key());
  expect(act.statusCode).toBe(404);
});

it('lets a class teacher raise a concern without telling the level of the child', async () => {
  const student = await city.student();
  const headers = key();
  const body = { student, signs: ['now'], note: 'on the roof' };
  const raised = await teacher.post('/api/concerns', body, headers);
  expect(raised.statusCode, raised.body).toBe(200);
  expect(raised.json()).toMatchObject({ recorded: true, case: null });
  expect((await teacher.post('/api/concerns', body, headers)).json()).toEqual(raised.json());
  const [row] = await admin`select id, stage, level from streams where student_id = ${student}`;
  expect(row).toMatchObject({ stage: 'crisis', level: 'L4' });
  const [event] = await admin`select actor from events where stream_id = ${row?.id} and version = 1`;
  expect(event?.actor).toBe(staff.classTeacher.person);
  const [note] =
    await admin`select count(*)::int as n from vault where student_id = ${student} and owner_table = 'warnings'`;
  expect(note?.n).toBe(1);
});

it('takes no concern about a child of another school', async () => {
  const student = await city.student();
  const answer = await stranger.post('/api/concerns', { student, signs: ['bullying'] }, key());
  expect(answer.statusCode).toBe(404);
});

it('names the acts that may be done now, with the schema of each body', async () => {
  const { id } = await opened();
  const answer = (await counselor.get(`/api/cases/${id}/permitted-acts`)).json();
  const names = answer.acts.map(({ act }: { act: string }) => act);
  expect(names).toContain('recordInterview');
  expect(names).not.toContain('grade');
  const body = answer.acts.find(({ act }: { act: string }) => act === 'recordInterview').body;
  expect(body.required).toContain('findings');
});

it('counts acts by outcome and shows how late the oldest clock is', async () => {
  const { id } = await opened();
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
  const metrics = await app.inject({ method: 'GET', url: '/metrics' });
  expect(metrics.body).toMatch(/xinqiao_acts_total\{[^}]*act="recordSecondSource",outcome="recorded"\} \d/);
  expect(metrics.body).toContain('xinqiao_oldest_late_clock_seconds 0');
});
