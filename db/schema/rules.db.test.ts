import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { Transaction } from '#db/transaction';
import { freshDatabase } from '#tools/testing/database';
import { appoint, enrol, plantTree, type SmallTree } from '#tools/testing/small-tree';
import { audit, duties, guardians, notices, streams, vault } from './index.ts';

const database = await freshDatabase();
const owner = database.open('migrator');
const clock = database.open('clock');
const courier = database.open('courier');

const AT = Date.UTC(2025, 9, 8, 1, 2, 3, 456);
const zero = Buffer.alloc(32);
let tree: SmallTree;
let holder = '';

beforeAll(async () => {
  tree = await plantTree(owner);
  holder = (await owner.transaction({}, (tx) => appoint(tx, tree, 'counselor', 'schoolA1'))).person;
});

const student = () => owner.transaction({}, (tx) => enrol(tx, tree, 'classA1'));

async function openCase(tx: Transaction, studentId: string, more: Partial<typeof streams.$inferInsert> = {}) {
  const id = randomUUID();
  const home = { homeOrg: tree.org.schoolA1.id, homePath: tree.org.schoolA1.path };
  const fixed = { version: 1, headHash: zero, state: {}, policyVersion: 1, lastAt: AT, nextDueAt: AT + 1000 };
  await tx.insert(streams).values({ id, kind: 'case', studentId, ...home, ...fixed, ...more });
  return id;
}
const owe = (tx: Transaction, streamId: string, dueAt: number, openedVersion = 1) =>
  tx
    .insert(duties)
    .values({ streamId, openedVersion, kind: 'interview', clock: 'interview', holder, openedAt: AT, dueAt });

it('refuses an open stream whose clock is not the earliest next step of its live duties', async () => {
  const child = await student();
  const refused = { code: 'checkViolation', constraint: 'streams_next_due_is_earliest' };
  await expect(clock.transaction({}, (tx) => openCase(tx, child))).rejects.toMatchObject(refused); // no duty at all
  const late = clock.transaction({}, async (tx) => owe(tx, await openCase(tx, child), AT + 999));
  await expect(late).rejects.toMatchObject(refused);
  const id = await clock.transaction({}, async (tx) => {
    const made = await openCase(tx, child);
    await owe(tx, made, AT + 2000, 1);
    await owe(tx, made, AT + 1000, 2);
    return made;
  });
  const done = clock.transaction({}, (tx) =>
    tx.execute(sql`update duties set done_at = due_at where stream_id = ${id} and opened_version = 2`),
  );
  await expect(done).rejects.toMatchObject(refused);
  const silent = clock.transaction({}, (tx) =>
    tx.execute(sql`update duties set done_at = due_at where stream_id = ${id}`),
  );
  await expect(silent).rejects.toMatchObject(refused);
  await clock.transaction({}, async (tx) => {
    await tx.execute(sql`update duties set done_at = due_at where stream_id = ${id} and opened_version = 2`);
    await tx.execute(sql`update streams set next_due_at = next_due_at + interval '1 second' where id = ${id}`);
  });
});

it('refuses a stream that is open without a clock or closed with one', async () => {
  const child = await student();
  const refused = { code: 'checkViolation', constraint: 'streams_always_a_duty' };
  await expect(clock.transaction({}, (tx) => openCase(tx, child, { nextDueAt: null }))).rejects.toMatchObject(refused);
  await expect(clock.transaction({}, (tx) => openCase(tx, child, { closedAt: AT }))).rejects.toMatchObject(refused);
});

it('refuses a second open case of one student, and a second accepted referral of one request', async () => {
  const child = await student();
  await clock.transaction({}, async (tx) => owe(tx, await openCase(tx, child), AT + 1000));
  await expect(clock.transaction({}, (tx) => openCase(tx, child))).rejects.toMatchObject({
    code: 'uniqueViolation',
    constraint: 'streams_one_open_case',
  });
  const asked = { kind: 'referral', requestId: randomUUID() };
  const two = clock.transaction({}, async (tx) => {
    await owe(tx, await openCase(tx, child, { ...asked, accepted: true }), AT + 1000);
    await owe(tx, await openCase(tx, child, asked), AT + 1000);
    await tx.execute(sql`update streams set accepted = true where request_id = ${asked.requestId}`);
  });
  await expect(two).rejects.toMatchObject({ constraint: 'streams_one_accepted_referral' });
});

it('refuses a referral that serves the case of another student', async () => {
  const [one, other] = [await student(), await student()];
  const crossed = clock.transaction({}, async (tx) => {
    const caseId = await openCase(tx, one);
    await openCase(tx, other, { kind: 'referral', caseId });
  });
  await expect(crossed).rejects.toMatchObject({ constraint: 'streams_case_of_student' });
});

it.each(['events', 'acts', 'audit', 'answers', 'vault', 'warnings', 'disclosures', 'policies', 'organisation_changes'])(
  'refuses any change of %s, even by the owner',
  async (table) => {
    if (table === 'audit') await owner.transaction({}, (tx) => tx.insert(audit).values({ at: AT, action: 'readCase' }));
    const truncate = owner.transaction({}, (tx) => tx.execute(sql.raw(`truncate ${table} cascade`)));
    await expect(truncate).rejects.toMatchObject({ code: 'insertOnly' });
    const guarded = await database.admin`select count(*)::int as n from pg_trigger
      where tgrelid = ${table}::regclass and tgname = 'insert_only_rows' and tgenabled = 'A'`;
    expect(guarded[0]?.n).toBe(1);
  },
);

it('refuses a rewritten or removed row of the log', async () => {
  await owner.transaction({}, (tx) => tx.insert(audit).values({ at: AT, action: 'readCase' }));
  const refused = { code: 'insertOnly' };
  await expect(owner.transaction({}, (tx) => tx.delete(audit))).rejects.toMatchObject(refused);
  await expect(owner.transaction({}, (tx) => tx.update(audit).set({ action: 'x' }))).rejects.toMatchObject(refused);
  await expect(clock.transaction({}, (tx) => tx.delete(audit))).rejects.toMatchObject({ code: 'forbidden' });
});

it('gives the courier the sealed address of one unsettled notice, with an audit row, and none of a guardian flagged as danger', async () => {
  const child = await student();
  const [safe, danger] = [randomUUID(), randomUUID()];
  const notice = {
    openedVersion: 1,
    n: 0,
    step: 0,
    audience: 'guardian',
    channel: 'sms',
    template: 'pleaseCall',
    state: 'waiting',
  };
  const ids = await owner.transaction({}, async (tx) => {
    const streamId = await openCase(tx, child);
    await owe(tx, streamId, AT + 1000);
    await tx.insert(guardians).values([
      { id: safe, studentId: child, relation: 'mother' },
      { id: danger, studentId: child, relation: 'father', flaggedDanger: true },
    ]);
    await tx.insert(vault).values(
      [safe, danger].map((ownerId, n) => ({
        id: randomUUID(),
        studentId: child,
        ownerTable: 'guardians',
        ownerColumn: 'phone',
        ownerId,
        ciphertext: Buffer.from([n]),
        keyVersion: 1,
        createdAt: AT,
      })),
    );
    const made = [safe, danger].map((person) => ({
      ...notice,
      id: randomUUID(),
      streamId,
      person,
      createdAt: AT,
      nextTryAt: AT,
    }));
    await tx.insert(notices).values(made);
    return made.map((row) => row.id);
  });
  const ask = (id = '') =>
    courier.transaction({}, (tx) =>
      tx.execute(sql`select ciphertext from app.courier_address(${id}, ${new Date(AT).toISOString()})`),
    );
  expect(await ask(ids[0])).toMatchObject([{ ciphertext: Buffer.from([0]) }]);
  expect(await ask(ids[1])).toHaveLength(0);
  const log = await database.admin`select student_id from audit where action = 'courierAddress'`;
  expect(log).toMatchObject([{ student_id: child }]);
  await owner.transaction({}, (tx) => tx.execute(sql`update notices set settled = true, next_try_at = null`));
  expect(await ask(ids[0])).toHaveLength(0);
  await expect(courier.transaction({}, (tx) => tx.execute(sql`select from public.vault`))).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('an instant comes back to the millisecond', async () => {
  const rows = await clock.transaction({}, (tx) => tx.select({ at: streams.lastAt }).from(streams).limit(1));
  expect(rows).toEqual([{ at: AT }]);
});
