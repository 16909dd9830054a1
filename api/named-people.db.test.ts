import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '#domain/instant';
import { apiCity, type Caller } from '#tools/testing/api-city';

const city = await apiCity();
const { staff, clock } = city;
const admin = city.database.admin;
const counselor = await city.as(staff.counselor.person);
const head = await city.as(staff.head.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

/** Somebody of the staff, by what is wrong with naming them. */
const people: Record<string, string> = {
  nobody: randomUUID(),
  classTeacher: staff.classTeacher.person,
  doctor: staff.intake.person,
  otherSchool: staff.otherCounselor.person,
  standIn: staff.standIn.person,
};

/** A counselor of the school who is not in office now. */
async function appointed(from: number, to: number | null, disabledAt: number | null = null): Promise<string> {
  const person = randomUUID();
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  await admin`insert into people (id, display_name, side, disabled_at) values (${person}, 'somebody', 'education', ${text(disabledAt)})`;
  await admin`insert into appointments (id, person_id, role, org_id, valid_from, valid_to)
    values (${randomUUID()}, ${person}, 'counselor', ${staff.counselor.context.org ?? ''}, ${text(from)}, ${text(to)})`;
  return person;
}

let crisis = '';
let leave = '';
let guardian = '';
let strangersGuardian = '';

beforeAll(async () => {
  const now = clock.at;
  people.left = await appointed(now - 90 * 24 * HOUR, now - HOUR);
  people.leftThisInstant = await appointed(now - 90 * 24 * HOUR, now);
  people.notYet = await appointed(now + HOUR, null);
  people.closedAccount = await appointed(now - HOUR, null, now - 1);
  const student = await city.student();
  const other = await city.student();
  const [own] = await admin`select id from guardians where student_id = ${student}`;
  const [theirs] = await admin`select id from guardians where student_id = ${other}`;
  guardian = String(own?.id);
  strangersGuardian = String(theirs?.id);
  const raised = await counselor.post('/api/concerns', { student, signs: ['recentPlan'] }, key());
  const calm = raised.json().case;
  const left = await counselor.post(`/api/cases/${calm}/acts`, { act: 'startLeave' }, key());
  if (left.statusCode !== 200) throw new Error(left.body);
  leave = (await counselor.get('/api/returns')).json().items[0].id;
  crisis = (await counselor.post('/api/concerns', { student: other, signs: ['now'] }, key())).json().case;
  people.calm = calm;
});

/** How much of a child's record there is. */
async function recorded() {
  const [row] =
    await admin`select (select count(*) from events)::int as facts, (select count(*) from duties)::int as duties,
    (select count(*) from notices)::int as notices, (select count(*) from vault)::int as texts`;
  return row;
}

interface Naming {
  readonly by: Caller;
  readonly url: () => string;
  readonly body: (person: string) => object;
  readonly field: string;
}

const ON: Record<string, Naming> = {
  assignWatch: {
    by: head,
    url: () => `/api/cases/${crisis}/acts`,
    body: (watcher) => ({ act: 'assignWatch', watcher }),
    field: 'watcher',
  },
  offerHandOver: {
    by: counselor,
    url: () => `/api/cases/${crisis}/acts`,
    body: (to) => ({ act: 'offerHandOver', to, summary: '近况见记录' }),
    field: 'to',
  },
  proposeEnding: {
    by: counselor,
    url: () => `/api/returns/${leave}/acts`,
    body: (receivedBy) => ({ act: 'proposeEnding', reason: 'transferred', document: 'doc-1', receivedBy, against: 1 }),
    field: 'receivedBy',
  },
};

const OUT_OF_OFFICE = ['left', 'leftThisInstant', 'notYet', 'closedAccount', 'doctor'];
const WRONG: readonly (readonly [act: string, who: string, code: string])[] = [
  ...Object.keys(ON).flatMap((act) => [
    [act, 'nobody', 'unknownPerson'] as const,
    ...OUT_OF_OFFICE.map((who) => [act, who, 'notInOffice'] as const),
  ]),
  ['assignWatch', 'otherSchool', 'notInOffice'],
  ['offerHandOver', 'classTeacher', 'notInOffice'],
  ['proposeEnding', 'classTeacher', 'notInOffice'],
];

describe('an act that names a member of staff', () => {
  it.each(WRONG)('%s naming %s is refused as %s, says where, and does nothing', async (act, who, code) => {
    const naming = ON[act];
    if (naming === undefined) throw new Error('no such act here');
    const before = await recorded();
    const headers = key();
    const body = naming.body(people[who] ?? '');
    const answer = await naming.by.post(naming.url(), body, headers);
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([422, code]);
    expect(answer.json().pointers).toEqual([{ pointer: `/${naming.field}`, code }]);
    expect(await recorded()).toEqual(before);
    expect((await naming.by.post(naming.url(), body, headers)).json().code).toBe(code);
  });

  it('is refused for a name that is no id at all', async () => {
    const answer = await head.post(`/api/cases/${crisis}/acts`, { act: 'assignWatch', watcher: '某老师' }, key());
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalidRequest']);
    expect(answer.json().pointers).toMatchObject([{ pointer: '/watcher' }]);
  });

  it('is told by its own fault first: who may not act at all learns nothing about people', async () => {
    const teacher = await city.as(staff.classTeacher.person);
    const body = { act: 'assignWatch', watcher: people.nobody };
    const answer = await teacher.post(`/api/cases/${crisis}/acts`, body, key());
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'notFound']);
  });

  it('goes through for whoever is in office: a class teacher watches, a counselor of another school takes over', async () => {
    const watch = { act: 'assignWatch', watcher: people.classTeacher };
    expect((await head.post(`/api/cases/${crisis}/acts`, watch, key())).statusCode).toBe(200);
    const offer = { act: 'offerHandOver', to: people.otherSchool, summary: '学生转学' };
    const offered = await counselor.post(`/api/cases/${crisis}/acts`, offer, key());
    expect(offered.statusCode, offered.body).toBe(200);
  });
});

describe('an emergency', () => {
  it("is invoked in nobody else's name", async () => {
    const before = await recorded();
    const basis = { kind: 'emergency', by: staff.standIn.person };
    const body = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '立即就诊' };
    const answer = await counselor.post(`/api/cases/${crisis}/acts`, body, key());
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'fieldInvalid']);
    expect(answer.json().pointers).toEqual([{ pointer: '/basis', code: 'fieldInvalid' }]);
    expect(await recorded()).toEqual(before);
  });
});

const TALK = { act: 'recordContact', with: 'guardian', channel: 'voice', outcome: 'reached' };

describe('an act that names a guardian', () => {
  it.each([
    ['nobody', () => randomUUID()],
    ["another child's", () => strangersGuardian],
  ])('is refused for %s, and the guardian counts as not told', async (_whose, whom) => {
    const before = await recorded();
    const answer = await counselor.post(`/api/cases/${people.calm}/acts`, { ...TALK, guardian: whom() }, key());
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([422, 'fieldInvalid']);
    expect(answer.json().pointers).toEqual([{ pointer: '/guardian', code: 'fieldInvalid' }]);
    expect(await recorded()).toEqual(before);
  });

  it("goes through for the child's own", async () => {
    const answer = await counselor.post(`/api/cases/${people.calm}/acts`, { ...TALK, guardian }, key());
    expect(answer.statusCode, answer.body).toBe(200);
  });

  it('is not held up by a gap in the list at level 4', async () => {
    const voice = { act: 'recordGuardianVoice', guardian: randomUUID(), outcome: 'reached', happenedAt: clock.at };
    const answer = await counselor.post(`/api/cases/${crisis}/acts`, voice, key());
    expect(answer.statusCode, answer.body).toBe(200);
  });
});
