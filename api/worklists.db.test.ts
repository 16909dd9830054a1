import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { staff } = city;
const counselor = await city.as(staff.counselor.person);
const head = await city.as(staff.head.person);
const teacher = await city.as(staff.classTeacher.person);

interface Line {
  stream: string;
  kind: string;
  holder: string;
  owner: string | null;
}

async function warned(signs: readonly string[]): Promise<string> {
  const student = await city.student();
  const key = { 'idempotency-key': randomUUID() };
  const raised = await counselor.post('/api/concerns', { student, signs }, key);
  expect(raised.statusCode, raised.body).toBe(200);
  return student;
}

const list = async (who: typeof head, name: string): Promise<Line[]> =>
  (await who.get(`/api/duties?list=${name}&limit=200`)).json().items;

it('shows the owner of a case what others owe on it, apart from what the owner owes', async () => {
  await warned(['attempt']);
  const waiting = await list(counselor, 'waiting');
  expect(waiting.length).toBeGreaterThan(0);
  expect(waiting.every(({ holder, owner }) => holder !== owner && owner === staff.counselor.person)).toBe(true);
  expect(await list(head, 'waiting')).toEqual([]);
});

it('pages what one holds and what one is called to as one list by the next step, without losing or doubling one', async () => {
  for (const signs of [['attempt'], ['recentPlan'], ['bullying']]) await warned(signs);
  const { person } = staff.counselor;
  await city.database
    .admin`update duties set called = array[${person}]::uuid[] where holder = ${staff.head.person} and done_at is null`;
  await city.database
    .admin`update duties set called = called || ${person}::uuid where holder = ${person} and done_at is null`;
  const owed = await city.database.admin`select stream_id || '/' || opened_version as key, holder from duties
    where done_at is null and (holder = ${person} or called @> array[${person}]::uuid[]) order by due_at, stream_id, opened_version`;
  expect(new Set(owed.map(({ holder }) => holder as string))).toEqual(new Set([person, staff.head.person]));
  const seen: string[] = [];
  for (let after = ''; ; ) {
    const page = (await counselor.get(`/api/duties?list=mine&limit=2${after}`)).json();
    seen.push(...page.items.map(({ stream, id }: { stream: string; id: string }) => `${stream}/${id}`));
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  expect(seen).toEqual(owed.map(({ key }) => key as string));
});

it('counts each list as long as it is, and a class teacher sees nothing of the school in them', async () => {
  await warned(['recentPlan']);
  for (const who of [counselor, head, teacher]) {
    const counts = (await who.get('/api/duties/counts')).json();
    for (const name of ['mine', 'team', 'overdue', 'waiting', 'unclaimed'])
      expect([name, counts[name]]).toEqual([name, (await list(who, name)).length]);
  }
  expect((await counselor.get('/api/duties/counts')).json().mine).toBeGreaterThan(0);
});

it('finds an open case by its student, and students by their ids', async () => {
  const student = await warned(['bullying']);
  const cases = (await counselor.get(`/api/cases?student=${student}`)).json().items;
  expect(cases).toMatchObject([{ student: { id: student } }]);
  const found = (await counselor.get(`/api/students?ids=${student},${randomUUID()}`)).json().items;
  expect(found.map((each: { id: string }) => each.id)).toEqual([student]);
  expect((await counselor.get('/api/students?ids=nobody')).statusCode).toBe(400);
});

it('names colleagues at, above and below the own place, and anybody by id', async () => {
  const all = (await counselor.get('/api/colleagues')).json().items;
  expect(all.map((each: { person: string }) => each.person)).toContain(staff.head.person);
  const one = (await counselor.get(`/api/colleagues?ids=${staff.intake.person}`)).json().items;
  expect(one).toMatchObject([{ person: staff.intake.person, displayName: expect.any(String) }]);
  const heads = (await counselor.get('/api/colleagues?role=schoolHead')).json().items;
  expect(new Set(heads.map((each: { role: string }) => each.role))).toEqual(new Set(['schoolHead']));
});

it('pages the ledger by level from the gravest down, and by the longest untouched, without losing or doubling one', async () => {
  for (const signs of [['bullying'], ['attempt'], ['recentPlan'], ['withdrawal']]) await warned(signs);
  for (const order of ['level', 'last', 'next']) {
    const seen: { id: string; level: string; lastAt: number }[] = [];
    for (let after = ''; ; ) {
      const page = (await counselor.get(`/api/ledger?order=${order}&limit=2${after}`)).json();
      seen.push(...page.items);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    const whole = (await counselor.get('/api/ledger?limit=200')).json();
    expect(new Set(seen.map(({ id }) => id)).size).toBe(whole.total);
    expect(seen.length).toBe(whole.total);
    if (order === 'level')
      expect(seen.map(({ level }) => level)).toEqual(
        seen
          .map(({ level }) => level)
          .sort()
          .reverse(),
      );
    if (order === 'last')
      expect(seen.map(({ lastAt }) => lastAt)).toEqual(seen.map(({ lastAt }) => lastAt).sort((a, b) => a - b));
  }
});

it('says on lists, on the case and in notices what waits to be signed, and calls nobody to it any more once it is signed', async () => {
  const student = await warned(['bullying']);
  const [{ id }] = (await counselor.get(`/api/cases?student=${student}`)).json().items;
  const act = async (who: typeof head, body: object) => {
    const done = await who.post(`/api/cases/${id}/acts`, body, { 'idempotency-key': randomUUID() });
    expect(done.statusCode, done.body).toBe(200);
  };
  await act(teacher, { act: 'recordSecondSource', view: ['withdrawn'] });
  const { duties } = (await counselor.get(`/api/cases/${id}`)).json();
  const answers = duties.find(({ kind }: Line) => kind === 'interview').id;
  const found = { findings: ['calm'], outcome: 'noConcern', reasonCode: 'misunderstood', note: null };
  await act(counselor, { act: 'recordInterview', answers, ...found });
  const signs = { decision: 'dismiss', level: null };
  const owed = (await list(head, 'mine')).find(({ stream, kind }) => stream === id && kind === 'coSign');
  expect(owed).toMatchObject({ signs, watches: null });
  const seen = (await head.get(`/api/cases/${id}`)).json();
  expect(seen.duties).toMatchObject([{ kind: 'coSign', signs }]);
  const unread = async () => {
    const { items } = (await head.get('/api/notices?unread=true&limit=200')).json();
    return items.filter(({ stream }: Line) => stream === id);
  };
  // It rings at half its time; until then the list has it.
  await city.database
    .admin`insert into notices (id, stream_id, opened_version, n, step, audience, person, channel, template, state, created_at, next_try_at)
    select gen_random_uuid(), stream_id, opened_version, n, 1, 'staff', holder, 'inApp', 'dutyRang', 'waiting', opened_at, opened_at
      from duties where stream_id = ${id} and kind = 'coSign'`;
  expect(await unread()).toMatchObject([{ dutyKind: 'coSign', signs, streamKind: 'case', student, level: 'L1' }]);
  await act(head, { act: 'coSign', proposal: seen.state.proposals[0].id });
  expect(await unread()).toEqual([]);
});
