import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commit } from '#db/commit';
import type { Target } from '#db/act';
import { unlink } from '#db/chain';
import type { Recorded } from '#db/outcome';
import { DAY, HOUR, MINUTE } from '#domain/instant';
import { SYSTEM } from '#domain/role';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, type Someone } from '#tools/testing/one-school';
import { expectInstants, skippedTime } from '#tools/testing/skipped-time';
import { createActivities } from './create.ts';
import { startRelay } from './relay.ts';

const time = skippedTime();
const database = await freshDatabase();
const asPerson = database.open('api');
const asClock = database.open('clock', { size: 8 });
const school = await oneSchool(database.admin);
const { staff } = school;
const mailed: { at: number; urgent: boolean }[] = [];
const log = { info: () => {}, error: () => {} };
await database.admin`insert into contact_points (person_id, channel, address) values (${staff.counselor.person}, 'mail', ${Buffer.from('sealed')})`;

/** Everything but the API: workers over the real record, and the relay. */
async function living(story: () => Promise<void>): Promise<void> {
  const { clock, waker } = time();
  const mail = {
    name: 'mail',
    send: async (_: Buffer, __: string, urgent: boolean) => void mailed.push({ at: await clock.now(), urgent }),
  };
  const parts = { db: asClock, clock, waker, channels: [mail], log };
  await time().working(createActivities(parts), async () => {
    const relay = startRelay(parts);
    try {
      await story();
    } finally {
      await relay.stop();
      await allOver();
    }
  });
}

async function act(by: Someone, target: Target, command: { act: string }): Promise<Recorded> {
  const digest = createHash('sha256').update(JSON.stringify(command)).digest();
  const asked = { target, actor: by.actor, actKey: randomUUID(), digest, command };
  const outcome = await commit(asPerson, time().clock, by.context, asked);
  if (outcome.status === 'refused') throw new Error(`${command.act}: ${outcome.code}`);
  return outcome;
}

/** A warning with this floor about a new child; answers when the workflow has heard of it. */
async function warned(floor: 'L2' | 'L4'): Promise<{ id: string; at: number }> {
  const system: Someone = { person: '', actor: SYSTEM, context: { ...staff.counselor.context, actor: 'system' } };
  const student = await school.student();
  const observedAt = await time().clock.now();
  const signs = floor === 'L4' ? ['attempt'] : [];
  const warning = {
    act: 'addWarning',
    warning: randomUUID(),
    source: 'concern',
    floor,
    critical: false,
    signs,
    reasons: ['sign'],
    observedAt,
  };
  const { stream: id, at } = await act(system, { student }, warning);
  await heard(id);
  return { id, at };
}

/** Until its workflow knows the last version. The relay lives in machine time: without this the server would skip past it. */
async function heard(id: string): Promise<void> {
  const behind = async () => {
    const [row] = await database.admin`select version - woken as n from streams where id = ${id}`;
    return Number(row?.['n']);
  };
  await expect.poll(behind, { timeout: 10_000 }).toBe(0);
}

/** Every ring of the stream's first duty of a kind: when, and whom it called. */
async function ringsOf(stream: string, kind: string): Promise<{ at: number; called: readonly string[] }[]> {
  const { admin } = database;
  const [duty] =
    await admin`select opened_version from duties where stream_id = ${stream} and kind = ${kind} order by 1`;
  const rows = await admin`select bytes from events where stream_id = ${stream} and type = 'dutyRang' order by version`;
  return rows.flatMap((row) => {
    const { at, fact } = unlink(row['bytes'] as Buffer);
    const { duty: id, called } = fact as { duty: string; called: readonly string[] };
    return id === String(duty?.['opened_version']) ? [{ at, called }] : [];
  });
}

/** Nothing of this story rings in the next one. */
async function allOver(): Promise<void> {
  await database.admin.begin(async (sql) => {
    await sql`update notices set settled = true, next_try_at = null where not settled`;
    await sql`update duties set done_at = now() where done_at is null`;
    await sql`update streams set closed_at = now(), next_due_at = null, woken = version where closed_at is null`;
  });
}

// Half an hour of an L4 is some hundred activities; on a busy machine they take their time.
describe('a life over the real record', { timeout: 300_000 }, () => {
  it('calls the holder and with them stand-in, head, county and city in turn every 5 min for an L4 nobody answers', async () => {
    await living(async () => {
      const { id, at } = await warned('L4');
      await time().pass(27 * MINUTE);
      const rings = await ringsOf(id, 'crisisAcknowledge');
      expectInstants(
        rings.map((ring) => ring.at - at),
        [5, 10, 15, 20, 25].map((minutes) => minutes * MINUTE),
      );
      const inTurn = [staff.standIn, staff.head, staff.county, staff.city, staff.standIn];
      expect(rings.map((ring) => ring.called)).toEqual(inTurn.map(({ person }) => [staff.counselor.person, person]));
    });
  });

  it('mails the holder of an L4 who has not read the page within a minute', async () => {
    await living(async () => {
      mailed.length = 0;
      const { at } = await warned('L4');
      await time().pass(3 * MINUTE);
      expect(mailed.length).toBeGreaterThan(0);
      expect((mailed[0]?.at ?? 0) - at).toBeGreaterThanOrEqual(MINUTE);
      expect((mailed[0]?.at ?? 0) - at).toBeLessThan(2 * MINUTE);
      expect(mailed[0]?.urgent).toBe(true);
    });
  });

  it('goes on when Temporal forgets everything in mid-story', async () => {
    await living(async () => {
      const { id } = await warned('L2');
      await time().pass(HOUR);
      await time().wipe('case', id);
      await time().pass(12 * DAY);
      await expect.poll(async () => (await ringsOf(id, 'interview')).length, { timeout: 20_000 }).toBeGreaterThan(0);
      const before = (await ringsOf(id, 'interview')).length;
      await time().pass(3 * DAY);
      expect((await ringsOf(id, 'interview')).length).toBeGreaterThan(before);
    });
  });
});
