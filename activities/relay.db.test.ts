import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WakeCall } from '#adapters/temporal/waker';
import { DAY, HOUR, SECOND } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { appoint, enrol, plantTree } from '#tools/testing/small-tree';
import { lateStreams } from '#db/waking';
import { newMemory, round, startRelay } from './relay.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const database = await freshDatabase();
const db = database.open('clock');
const tree = await plantTree(database.open('migrator'));
const clock = { now: async () => NOW };
const log = { info: () => {}, error: () => {} };

let calls: { kind: string; id: string; call: WakeCall }[] = [];
let reachable = true;
const waker = {
  wake: async (kind: string, id: string, call: WakeCall) => {
    if (!reachable) throw new Error('no Temporal');
    calls.push({ kind, id, call });
  },
};
const parts = { db, clock, waker, log };

beforeEach(async () => {
  calls = [];
  reachable = true;
  await database.admin`update streams set woken = version, rewoken_at = ${new Date(Date.now())}`;
});

const at = (ms: number) => new Date(NOW + ms);

/** An open follow-up whose one duty is next due `dueMs` from now. */
async function plantStream(dueMs: number, version = 3): Promise<{ id: string; person: string }> {
  const migrator = database.open('migrator', { size: 1 });
  const [student, holder] = await migrator.transaction({}, async (tx) => [
    await enrol(tx, tree, 'classA1'),
    await appoint(tx, tree, 'counselor', 'schoolA1'),
  ]);
  const id = randomUUID();
  const { id: org, path } = tree.org.schoolA1;
  await database.admin.begin(async (sql) => {
    await sql`insert into streams (id, kind, student_id, home_org, home_path, version, head_hash, state, policy_version, last_at, next_due_at, woken, rewoken_at)
      values (${id}, 'case', ${student}, ${org}, ${path}, ${version}, '', '{}', 1, ${at(-HOUR)}, ${at(dueMs)}, 0, null)`;
    await sql`insert into duties (stream_id, opened_version, kind, clock, holder, opened_at, limit_at, due_at)
      values (${id}, 1, 'interview', 'interview.L2', ${holder.person}, ${at(-HOUR)}, ${at(dueMs)}, ${at(dueMs)})`;
  });
  return { id, person: holder.person };
}

/** The life of a record, next due `dueMs` from now. */
async function plantRecord(dueMs: number): Promise<string> {
  const migrator = database.open('migrator', { size: 1 });
  const holder = await migrator.transaction({}, (tx) => appoint(tx, tree, 'counselor', 'schoolA1'));
  const id = randomUUID();
  const { id: org, path } = tree.org.schoolA1;
  await database.admin.begin(async (sql) => {
    await sql`insert into streams (id, kind, home_org, home_path, version, head_hash, state, policy_version, last_at, next_due_at, woken)
      values (${id}, 'record', ${org}, ${path}, 2, '', '{}', 1, ${at(-HOUR)}, ${at(dueMs)}, 0)`;
    await sql`insert into duties (stream_id, opened_version, kind, clock, holder, opened_at, limit_at, due_at)
      values (${id}, 1, 'certificateRenewal', 'certificateRenewal', ${holder.person}, ${at(-HOUR)}, ${at(dueMs)}, ${at(dueMs)})`;
  });
  return id;
}

async function plantNotice(stream: string, person: string, tryMs: number, settled = false): Promise<void> {
  await database.admin`insert into notices (id, stream_id, opened_version, n, step, person, channel, template, state, settled, created_at, next_try_at)
    values (${randomUUID()}, ${stream}, 1, 0, 0, ${person}, 'inApp', 'dutyOpened', 'waiting', ${settled}, ${at(tryMs)}, ${settled ? null : at(tryMs)})`;
}

const wokenOf = async (id: string) => (await database.admin`select woken from streams where id = ${id}`)[0]?.['woken'];

describe('the relay', () => {
  it('wakes streams that have not heard of their last version, the most urgent first, and once', async () => {
    const later = await plantStream(5 * HOUR);
    const sooner = await plantStream(HOUR);
    await round(parts, newMemory(0));
    await round(parts, newMemory(0));
    expect(calls).toEqual([
      { kind: 'case', id: sooner.id, call: { version: 3 } },
      { kind: 'case', id: later.id, call: { version: 3 } },
    ]);
    expect(await wokenOf(sooner.id)).toBe(3);
  });

  it('leaves what was recorded just now to whoever recorded it, and says it when it stays unheard', async () => {
    const { id } = await plantStream(HOUR);
    const memory = newMemory(60_000);
    await round(parts, memory);
    await round(parts, memory);
    expect(calls).toEqual([]);
    memory.unheard.set(id, { version: 3, since: Date.now() - 60_000 });
    await database.admin`update streams set version = 4 where id = ${id}`;
    await round(parts, memory);
    expect(calls).toEqual([]);
    memory.unheard.set(id, { version: 4, since: Date.now() - 60_000 });
    await round(parts, memory);
    expect(calls).toEqual([{ kind: 'case', id, call: { version: 4 } }]);
  });

  it('leaves a stream unwoken while Temporal is away, and never takes back what another relay has told', async () => {
    const { id } = await plantStream(HOUR);
    reachable = false;
    await expect(round(parts, newMemory(0))).rejects.toThrow('no Temporal');
    expect(await wokenOf(id)).toBe(0);
    reachable = true;
    const slow = {
      ...parts,
      waker: {
        wake: async (kind: string, one: string, call: WakeCall) => {
          await database.admin`update streams set version = 9, woken = 9 where id = ${one}`;
          await waker.wake(kind, one, call);
        },
      },
    };
    await round(slow, newMemory(0));
    expect(calls.map(({ call }) => call.version)).toEqual([3]);
    expect(await wokenOf(id)).toBe(9);
  });
});

describe('the relay, finding something late', () => {
  it('pushes an open stream that is late by more than 5 s, at most once in 10 s', async () => {
    const late = await plantStream(-6 * SECOND);
    const justDue = await plantStream(-4 * SECOND);
    await round(parts, newMemory(0));
    const pushed = () => calls.filter(({ call }) => call.lateSince !== undefined);
    expect(pushed()).toEqual([{ kind: 'case', id: late.id, call: { version: 3, lateSince: NOW - 6 * SECOND } }]);
    expect(pushed().some(({ id }) => id === justDue.id)).toBe(false);
    await round(parts, newMemory(0));
    expect(pushed()).toHaveLength(1);
    await database.admin`update streams set rewoken_at = ${new Date(Date.now() - 11 * SECOND)} where id = ${late.id}`;
    await round(parts, newMemory(0));
    expect(pushed()).toHaveLength(2);
  });

  it('pushes less often when a round of pushes takes Temporal long', async () => {
    const { id } = await plantStream(-60 * SECOND);
    const memory = newMemory(0);
    memory.pushingMs = 20 * SECOND;
    const pushedAgo = async (ms: number) => {
      await database.admin`update streams set rewoken_at = ${new Date(Date.now() - ms)} where id = ${id}`;
      await round(parts, memory);
      return calls.filter(({ call }) => call.lateSince !== undefined).length;
    };
    expect(await pushedAgo(70 * SECOND)).toBe(0);
    expect(memory.pushingMs).toBeLessThan(20 * SECOND);
    expect(await pushedAgo(70 * SECOND)).toBe(1);
  });

  it('reaches every late stream although the most urgent ones, pushed before, stay late', async () => {
    const urgent = await plantStream(-60 * SECOND);
    const later = await plantStream(-6 * SECOND);
    await database.admin`update streams set rewoken_at = ${new Date(Date.now() - 11 * SECOND)} where id = ${urgent.id}`;
    const late = await db.transaction({ actor: 'clock', role: 'clock' }, (tx) =>
      lateStreams(tx, NOW - 5 * SECOND, Date.now() - 10 * SECOND, 1),
    );
    expect(late.map(({ id }) => id)).toEqual([later.id]);
  });

  it('starts notices that wait for more than 5 s, once for all their channels, and leaves settled ones', async () => {
    const { id, person } = await plantStream(HOUR);
    await plantNotice(id, person, -10 * SECOND);
    const other = await plantStream(HOUR);
    await plantNotice(other.id, other.person, -10 * SECOND, true);
    const memory = newMemory(0);
    await round(parts, memory);
    await round(parts, memory);
    const notices = calls.filter(({ kind }) => kind === 'notice');
    expect(notices.map((one) => one.id)).toEqual([`${id}/1/0/${person}`]);
  });
});

describe('the loop of the relay', () => {
  it('says once that rounds fail and once that they succeed again, and ends when told', async () => {
    const said: string[] = [];
    const saying = { info: (text: unknown) => void said.push(String(text)), error: () => void said.push('failed') };
    reachable = false;
    const { id } = await plantStream(HOUR);
    const relay = startRelay({ ...parts, log: saying });
    await expect.poll(() => said, { timeout: 5_000 }).toEqual(['failed']);
    expect(await wokenOf(id)).toBe(0);
    reachable = true;
    await expect.poll(() => wokenOf(id), { timeout: 5_000 }).toBe(3);
    await expect.poll(() => said, { timeout: 5_000 }).toEqual(['failed', 'relay: rounds succeed again']);
    await relay.stop();
  });

  it('lets a record whose date is far rest, and starts it when the date comes near', async () => {
    const records = () => calls.flatMap(({ kind, id }) => (kind === 'record' ? [id] : []));
    const far = await plantRecord(91 * DAY);
    const near = await plantRecord(89 * DAY);
    await round(parts, newMemory(0));
    expect(records()).toEqual([near]);
    expect(await wokenOf(far)).toBe(0);
    const later = { ...parts, clock: { now: async () => NOW + 2 * DAY } };
    await round(later, newMemory(0));
    expect(records()).toEqual([near, far]);
  });
});
