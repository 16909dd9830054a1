import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { Context, Transaction } from '#db/transaction';
import { freshDatabase } from '#tools/testing/database';
import { appoint, enrol, plantTree, type SmallTree } from '#tools/testing/small-tree';
import { duties, events, streams, studentKeys, students, vault } from './index.ts';

const database = await freshDatabase();
const owner = database.open('migrator');
const api = database.open('api');

const AT = Date.UTC(2025, 9, 8, 1);
let tree: SmallTree;
let child = '';
let otherChild = '';
let caseId = '';
let referralId = '';
const who: Record<string, Context> = {};

const zero = Buffer.alloc(32);

function streamRow(id: string, kind: string, student: string, home: { id: string; path: string }) {
  return {
    id,
    kind,
    studentId: student,
    homeOrg: home.id,
    homePath: home.path,
    version: 1,
    headHash: zero,
    state: {},
    policyVersion: 1,
    lastAt: AT,
    nextDueAt: AT + 1,
  };
}

async function openStream(
  tx: Transaction,
  row: ReturnType<typeof streamRow> & { otherOrg?: string; stage?: string },
  holder: string,
) {
  await tx.insert(streams).values(row);
  await tx.insert(events).values({
    streamId: row.id,
    version: 1,
    actor: 'clock',
    type: 'begun',
    at: AT,
    bytes: Buffer.from('{}'),
    prev: zero,
    hash: zero,
  });
  await tx.insert(duties).values({
    streamId: row.id,
    openedVersion: 1,
    kind: 'interview',
    clock: 'interview',
    holder,
    openedAt: AT,
    dueAt: AT + 1,
  });
}

beforeAll(async () => {
  tree = await plantTree(owner);
  await owner.transaction({}, async (tx) => {
    for (const [role, place] of [
      ['counselor', 'schoolA1'],
      ['classTeacher', 'classA1'],
      ['countySupervisor', 'countyA'],
      ['expert', 'countyA'],
      ['clinician', 'hospital'],
    ] as const)
      who[role] = await appoint(tx, tree, role, place);
    who.neighbour = await appoint(tx, tree, 'counselor', 'schoolA10');
    who.stranger = await appoint(tx, tree, 'countySupervisor', 'countyB');
    who.otherClinician = await appoint(tx, tree, 'clinician', 'otherHospital');
    child = await enrol(tx, tree, 'classA1');
    otherChild = await enrol(tx, tree, 'classA1b');
    caseId = randomUUID();
    referralId = randomUUID();
    const counselor = who.counselor?.person ?? '';
    await openStream(tx, streamRow(caseId, 'case', child, tree.org.schoolA1), counselor);
    const referral = streamRow(referralId, 'referral', child, tree.org.schoolA1);
    await openStream(tx, { ...referral, otherOrg: tree.org.hospital.id, stage: 'draft' }, counselor);
    const { person: nextDoor } = await appoint(tx, tree, 'schoolHead', 'schoolA10');
    await openStream(tx, streamRow(randomUUID(), 'case', otherChild, tree.org.schoolA10), nextDoor);
    const sealed = { studentId: child, ciphertext: zero, keyVersion: 1, createdAt: AT };
    await tx.insert(vault).values([
      { ...sealed, id: randomUUID(), ownerTable: 'students', ownerColumn: 'name', ownerId: child },
      { ...sealed, id: randomUUID(), ownerTable: 'streams', ownerColumn: 'note', ownerId: caseId },
      { ...sealed, id: randomUUID(), ownerTable: 'streams', ownerColumn: 'note', ownerId: referralId },
    ]);
  });
});

/** What one asker sees: students, kinds of streams, number of facts, owners of sealed texts, keys. */
function seenBy(context: Context) {
  return api.transaction(context, async (tx) => ({
    students: (await tx.select({ id: students.id }).from(students)).length,
    streams: (await tx.select({ kind: streams.kind }).from(streams).orderBy(streams.kind)).map((row) => row.kind),
    facts: (await tx.select({ type: events.type }).from(events)).length,
    texts: (await tx.select({ of: vault.ownerColumn, id: vault.ownerId }).from(vault)).map((row) =>
      row.of === 'name' ? 'name' : row.id === caseId ? 'caseNote' : 'referralNote',
    ),
    keys: (await tx.select({ id: studentKeys.studentId }).from(studentKeys)).length,
  }));
}
const NOTHING = { students: 0, streams: [], facts: 0, texts: [], keys: 0 };

it('shows nothing to a transaction that does not say who asks', async () => {
  expect(await seenBy({})).toEqual(NOTHING);
  expect(await seenBy({ role: 'counselor', path: '/c/a' })).toEqual(NOTHING); // a path left open
});

it('shows a counselor the whole of the own school', async () => {
  const seen = await seenBy(who.counselor ?? {});
  expect(seen).toMatchObject({ students: 2, streams: ['case', 'referral'], facts: 2, keys: 2 });
  expect(seen.texts.toSorted()).toEqual(['caseNote', 'name', 'referralNote']);
});

it('keeps schools apart whose paths begin alike, and shows another county nothing', async () => {
  expect(await seenBy(who.neighbour ?? {})).toEqual({ ...NOTHING, streams: ['case'], facts: 1 });
  expect(await seenBy(who.stranger ?? {})).toEqual(NOTHING);
});

it('shows a class teacher the names of the own class and no case', async () => {
  expect(await seenBy(who.classTeacher ?? {})).toEqual({
    students: 1,
    streams: [],
    facts: 0,
    texts: ['name'],
    keys: 1,
  });
});

it('shows a county facts without names or texts', async () => {
  expect(await seenBy(who.countySupervisor ?? {})).toMatchObject({ students: 2, facts: 3, texts: [], keys: 0 });
});

it('hides a draft from its hospital, then shows this referral and nothing else until it ends', async () => {
  expect(await seenBy(who.clinician ?? {})).toEqual(NOTHING);
  await owner.transaction({}, (tx) => tx.update(streams).set({ stage: 'received' }).where(eq(streams.id, referralId)));
  const seen = await seenBy(who.clinician ?? {});
  expect(seen).toMatchObject({ students: 1, streams: ['referral'], facts: 1, keys: 1 });
  expect(seen.texts.toSorted()).toEqual(['name', 'referralNote']);
  expect(await seenBy(who.otherClinician ?? {})).toEqual(NOTHING);
});

it('opens a case to the person a live duty names or has called, and closes it with the duty', async () => {
  const expert = who.expert ?? {};
  const duty = { streamId: caseId, openedVersion: 2, kind: 'secondSignature', clock: 'secondSignature' };
  expect(await seenBy(expert)).toEqual(NOTHING);
  const called = sql`update duties set called = array[${expert.person}::uuid] where stream_id = ${caseId} and n = 0`;
  await owner.transaction({}, (tx) => tx.execute(called));
  expect(await seenBy(expert)).toMatchObject({ students: 1, streams: ['case'], facts: 1, keys: 1 });
  await owner.transaction({}, async (tx) => {
    await tx.update(duties).set({ called: [] }).where(eq(duties.streamId, caseId));
    await tx.insert(duties).values({ ...duty, holder: expert.person ?? '', openedAt: AT, dueAt: AT + 1, doneAt: AT });
  });
  expect(await seenBy(expert)).toEqual(NOTHING);
});

it('lets commit() lock and write exactly the rows it names', async () => {
  const teacher = who.classTeacher ?? {};
  const lock = (tx: Transaction) =>
    tx.select({ id: streams.id }).from(streams).where(eq(streams.studentId, child)).orderBy(streams.kind).for('update');
  expect(await api.transaction(teacher, lock)).toEqual([]);
  const found = await api.transaction(teacher, async (tx) => {
    await tx.execute(sql`select set_config('app.write_student', ${child}, true)`);
    await tx.update(students).set({ version: 2 }).where(eq(students.id, child));
    return [await lock(tx), await tx.update(students).set({ version: 2 }).where(eq(students.id, otherChild))];
  });
  expect(found).toMatchObject([[{ id: caseId }, { id: referralId }], { count: 0 }]);
  expect(await api.transaction(teacher, lock)).toEqual([]); // not left over for the next
});

it('refuses a stream written into another organisation, or with a path that is not its own', async () => {
  const { counselor = {}, neighbour = {} } = who;
  const foreign = streamRow(randomUUID(), 'return', otherChild, tree.org.schoolA1);
  await expect(api.transaction(neighbour, (tx) => tx.insert(streams).values(foreign))).rejects.toMatchObject({
    code: 'forbidden',
  });
  const masked = { ...foreign, homeOrg: tree.org.schoolB1.id };
  await expect(api.transaction(counselor, (tx) => tx.insert(streams).values(masked))).rejects.toMatchObject({
    code: 'foreignKeyViolation',
    constraint: 'streams_home',
  });
});
