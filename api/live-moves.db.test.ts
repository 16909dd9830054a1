import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import { openNoticeFeed } from '#db/notice-feed';
import { apiCity } from '#tools/testing/api-city';
import type { Someone } from '#tools/testing/one-school';

const city = await apiCity((database) => {
  const feed = openNoticeFeed(database.url('api'));
  afterAll(() => feed.end());
  return Promise.resolve({ feed });
});
const { app, staff } = city;
const { admin } = city.database;
const url = await app.listen({ port: 0, host: '127.0.0.1' });
const counselor = await city.as(staff.counselor.person);
const key = () => ({ 'idempotency-key': randomUUID() });

interface Told {
  readonly streams: readonly { readonly id: string; readonly kind: string; readonly case: string | null }[];
  readonly own: boolean;
}

/** Somebody at an open screen, and what the line has said of moves. */
async function screen({ person }: Someone, query = '') {
  const [response] = await once(
    get(`${url}/api/notices/stream${query}`, { headers: { cookie: await city.session(person) } }),
    'response',
  );
  const line = response as IncomingMessage;
  const heard = { told: [] as Told[], missed: 0, ended: false, text: '' };
  let rest = '';
  line.setEncoding('utf8').on('data', (chunk: string) => {
    const events = (rest + chunk).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const [, name, data] = /^event: (moved|missed)\ndata: (.*)$/.exec(event) ?? [];
      if (name === 'moved') heard.told.push(JSON.parse(data ?? '') as Told);
      if (name === 'missed') heard.missed += 1;
      if (name === 'moved') heard.text += data;
    }
  });
  line.on('close', () => {
    heard.ended = true;
  });
  return heard;
}
type Screen = Awaited<ReturnType<typeof screen>>;

const idsOf = ({ told }: Screen) => told.flatMap(({ streams }) => streams.map(({ id }) => id));

/** Moves are told in the order of commits: once this one is heard, every earlier one was. */
async function caughtUp(who: Someone, heard: Screen): Promise<void> {
  const before = heard.told.length;
  const marker = JSON.stringify({ person: who.person, ids: [randomUUID()] });
  await admin`select pg_notify('xinqiao_moved', ${marker})`;
  await expect.poll(() => heard.told.length).toBeGreaterThan(before);
}

async function opened(): Promise<string> {
  const body = { student: await city.student(), signs: ['recentPlan'], note: '放学后独自坐在操场' };
  return (await counselor.post('/api/concerns', body, key())).json().case;
}

it('tells everybody who may see a case that somebody moved it, at their open screens, in kinds and ids alone', async () => {
  const id = await opened();
  const screens = [await screen(staff.head), await screen(staff.county), await screen(staff.city)];
  const act = await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
  expect(act.statusCode, act.body).toBe(200);
  for (const heard of screens) {
    await expect.poll(() => idsOf(heard)).toContain(id);
    expect(heard.told[0]?.streams).toEqual([{ id, kind: 'case', case: null }]);
    expect(Object.keys(heard.told[0] ?? {}).toSorted()).toEqual(['own', 'streams']);
  }
});

it('tells nobody of a stream out of their sight, neither by place nor by role', async () => {
  // The class teacher is none: the second source is asked of her, and her own screen says so.
  const strangers = [staff.otherCounselor, staff.otherHead, staff.intake, staff.expertHealth];
  const screens = await Promise.all(strangers.map(async (who) => ({ who, heard: await screen(who) })));
  const id = await opened();
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
  for (const { who, heard } of screens) {
    await caughtUp(who, heard);
    expect(idsOf(heard), who.actor.role).toEqual([]);
    expect(heard.text, who.actor.role).not.toContain(id);
  }
});

it('tells whoever a duty calls, wherever they are, and no id any more once it no longer does', async () => {
  const id = await opened();
  const heard = await screen(staff.expertHealth);
  const owe = (holder: string) =>
    admin`update duties set holder = ${holder} where stream_id = ${id} and done_at is null and kind = 'interview'`;
  await owe(staff.expertHealth.person);
  await expect.poll(() => idsOf(heard)).toContain(id);
  expect(heard.told.every(({ own }) => own)).toBe(true);
  await owe(staff.counselor.person);
  await caughtUp(staff.expertHealth, heard);
  const before = idsOf(heard).length;
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
  await caughtUp(staff.expertHealth, heard);
  expect(idsOf(heard)).toHaveLength(before);
});

it('hangs up on whoever has lost the appointment, and tells them nothing of what moved after it', async () => {
  const heard = await screen(staff.otherHead);
  const id = await opened();
  const [row] = await admin`select id, path from organisations where code = 's'`;
  await admin`update appointments set org_id = ${row?.['id']} where person_id = ${staff.otherHead.person}`;
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
  // Where she is now everybody may see it; her line still says where she was.
  const again = await screen(staff.otherHead);
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['withdrawn'] }, key());
  await expect.poll(() => idsOf(again)).toContain(id);
  expect(idsOf(heard)).toEqual([]);
  await admin`update appointments set valid_to = ${new Date(city.clock.at - 1_000).toISOString()} where person_id = ${staff.otherHead.person}`;
  await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
  await expect.poll(() => again.ended).toBe(true);
  expect(idsOf(again)).toHaveLength(1);
});

it('hangs up on a session that is over before it says anything', async () => {
  const heard = await screen(staff.standIn);
  await admin`delete from auth.session where user_id = ${staff.standIn.person}`;
  const id = await opened();
  await expect.poll(() => heard.ended).toBe(true);
  expect(heard.text).not.toContain(id);
});

it('has every screen look again after its own connection was lost, and tells what moves from then on', async () => {
  const heard = await screen(staff.head);
  const id = await opened();
  await expect.poll(() => idsOf(heard)).toContain(id);
  const before = heard.missed;
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'xinqiao-notices' and datname = current_database()`;
  await expect.poll(() => heard.missed, { timeout: 10_000 }).toBe(before + 1);
  const next = await opened();
  await expect.poll(() => idsOf(heard)).toContain(next);
});

it('opens the line in the appointment that its address names, and in no other', async () => {
  const [row] = await admin`select id from appointments where person_id = ${staff.county.person}`;
  const heard = await screen(staff.county, `?appointment=${row?.['id']}`);
  const id = await opened();
  await expect.poll(() => idsOf(heard)).toContain(id);
  const cookie = await city.session(staff.county.person);
  const [refused] = await once(
    get(`${url}/api/notices/stream?appointment=${randomUUID()}`, { headers: { cookie } }),
    'response',
  );
  expect((refused as IncomingMessage).statusCode).toBe(403);
  (refused as IncomingMessage).resume();
});

it('tells a thousand moves in one commit as one word to look again', async () => {
  const heard = await screen(staff.head);
  const before = heard.missed;
  const ids = Array.from({ length: 100 }, () => randomUUID());
  await admin`select pg_notify('xinqiao_moved', json_build_object('kind', 'case', 'path', '/c/k/s/', 'org', null, 'ids', ${ids}::uuid[], 'n', n)::text)
    from generate_series(1, 21) n`;
  await expect.poll(() => heard.missed).toBe(before + 1);
  expect(idsOf(heard)).toEqual([]);
});
