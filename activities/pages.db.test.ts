import { createHash, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { commit } from '#db/commit';
import { listNotices, readNotice } from '#db/queries/my-notices';
import { SYSTEM } from '#domain/role';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { streamActivities } from './stream-activities.ts';

const database = await freshDatabase();
const asPerson = database.open('api');
const { staff, student } = await oneSchool(database.admin);
const clock = new StandingClock();
const woken: string[] = [];
const parts = {
  db: database.open('clock'),
  clock,
  waker: { wake: async (_: string, id: string) => void woken.push(id) },
  channels: [],
  log: { info: () => {}, error: () => {} },
};
const activities = streamActivities(parts);

/** A warning about a new pupil; answers with the stream it opened. */
async function warned(): Promise<string> {
  const outcome = await commit(
    asPerson,
    clock,
    { ...staff.counselor.context, actor: 'system' },
    {
      target: { student: await student() },
      actor: SYSTEM,
      actKey: randomUUID(),
      digest: createHash('sha256').update('warning').digest(),
      command: {
        act: 'addWarning',
        warning: randomUUID(),
        source: 'concern',
        floor: 'L3',
        critical: false,
        signs: [],
        reasons: ['test'],
        observedAt: clock.at,
      } as { readonly act: string },
    },
  );
  if (outcome.status === 'refused') throw new Error(outcome.code);
  return outcome.stream;
}

it('sends no page to whoever has read it on an open line before the worker came to it', async () => {
  const { person, context } = staff.counselor;
  const stream = await warned();
  const { pages } = await activities.standing(stream);
  const wanted = { unread: true, after: null, limit: 50 };
  const mine = await asPerson.transaction(context, (tx) => listNotices(tx, person, wanted));
  expect(mine.map((notice) => notice.attempts)).toEqual(mine.map(() => 0));
  for (const { id } of mine) await asPerson.transaction(context, (tx) => readNotice(tx, person, id, clock.at));
  await activities.page(stream, pages);
  const unread = await warned();
  await activities.page(unread, (await activities.standing(unread)).pages);
  expect(await statesOf(stream)).toEqual(['read']);
  expect(await statesOf(unread)).toEqual(['sent']);
  expect(new Set(woken.map((id) => id.split('/')[0]))).toEqual(new Set([unread]));
});

async function statesOf(stream: string): Promise<readonly unknown[]> {
  const rows =
    await database.admin`select distinct state from notices where stream_id = ${stream} and channel = 'inApp'`;
  return rows.map((row) => row['state']);
}
