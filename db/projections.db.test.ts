import { expect, it } from 'vitest';
import { rulesOf } from './streams.ts';
import { freshDatabase } from '#tools/testing/database';
import { livedCase, stageOf } from '#tools/testing/lived-case';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import type { StreamKind, StreamState } from '#domain/stream';
import { ChainBroken, rebuildStream, stateAt } from './projections.ts';
import { eventsOf, factsIn } from './queries/facts.ts';
import { foldFacts } from './refold.ts';

const database = await freshDatabase();
const { admin } = database;
const migrator = database.open('migrator');
const auditor = database.open('auditor');
const school = await oneSchool(admin);
const stage = stageOf(database.open('api', { size: 4 }), database.open('clock'), new StandingClock());
const lived = await livedCase(school, stage);
const ids = [lived.caseId, lived.followUp, lived.referral];

const whole = () =>
  Promise.all([
    admin`select * from streams where id = any(${ids}) order by id`,
    admin`select * from duties where stream_id = any(${ids}) order by stream_id, opened_version, n`,
  ]);

it('refolds every stream and every duty to exactly what the acts had written', async () => {
  const before = await whole();
  expect(before[1].length).toBeGreaterThan(20);
  await admin.begin(async (sql) => {
    // Triggers and foreign keys off: the projections are lost, as after a fault of ours.
    await sql`set local session_replication_role = replica`;
    await sql`alter table duties disable trigger duties_next_due_is_earliest`;
    await sql`alter table streams disable trigger streams_next_due_is_earliest`;
    await sql`delete from duties where stream_id = any(${ids})`;
    await sql`update streams set state = '{}', stage = null, level = null, owner = null, request_id = null, accepted = false,
      person_version = 0, closed_at = null, next_due_at = last_at where id = any(${ids})`;
    await sql`alter table duties enable always trigger duties_next_due_is_earliest`;
    await sql`alter table streams enable always trigger streams_next_due_is_earliest`;
  });
  expect(await whole()).not.toEqual(before);
  for (const id of ids) await migrator.transaction({}, (tx) => rebuildStream(tx, id));
  expect(await whole()).toEqual(before);
});

it('mends a duty that says something else than its facts, and changes nothing twice', async () => {
  const before = await whole();
  await admin`update duties set kind = 'session', holder = ${school.staff.city.person}, step = 9, called = '{}' where stream_id = ${lived.caseId}`;
  for (const _ of [1, 2]) await migrator.transaction({}, (tx) => rebuildStream(tx, lived.caseId));
  expect(await whole()).toEqual(before);
});

it('holds in each stream exactly the fold of its facts, after a way through JSON', async () => {
  const rows = await admin<{ id: string; kind: StreamKind; state: StreamState }[]>`select id, kind, state from streams`;
  expect(rows.map((row) => row.kind).sort()).toEqual(['case', 'followUp', 'referral']);
  for (const { id, kind, state } of rows) {
    const stored = await auditor.transaction({}, (tx) => eventsOf(tx, [id]));
    const folded = foldFacts(kind, factsIn(stored.get(id) ?? []));
    expect(JSON.parse(JSON.stringify(folded))).toEqual(state);
  }
});

it('tells the state at any version and at any past instant', async () => {
  const stored = await auditor.transaction({}, (tx) => eventsOf(tx, [lived.caseId]));
  const facts = factsIn(stored.get(lived.caseId) ?? []);
  const signed = facts.find((one) => one.fact.type === 'graded');
  const read = (until?: Parameters<typeof stateAt>[2]) =>
    auditor.transaction({}, (tx) => stateAt(tx, lived.caseId, until));
  expect(await read({ version: 0 })).toEqual(rulesOf('case').initial);
  expect(await read({ at: (signed?.at ?? 0) - 1 })).toMatchObject({ stage: 'grading', level: 'L3', graded: null });
  expect(await read({ at: signed?.at ?? 0 })).toMatchObject({ stage: 'care', level: 'L3', graded: 'L3' });
  expect(await read()).toMatchObject({ stage: 'crisis', level: 'L4', version: facts.length });
});

it('rebuilds nothing on facts that were changed', async () => {
  await admin.begin(async (sql) => {
    await sql`alter table events disable trigger insert_only_rows`;
    await sql`update events set bytes = set_byte(bytes, 20, 120) where stream_id = ${lived.referral} and version = 3`;
    await sql`alter table events enable always trigger insert_only_rows`;
  });
  const rebuilt = migrator.transaction({}, (tx) => rebuildStream(tx, lived.referral));
  await expect(rebuilt).rejects.toThrow(ChainBroken);
});
