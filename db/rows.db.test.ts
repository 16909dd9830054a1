import { randomUUID } from 'node:crypto';
import { getTableColumns } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { livedCase, stageOf } from '#tools/testing/lived-case';
import { writeRows } from './rows.ts';
import { audit, duties, streams, vault } from './schema/index.ts';

const database = await freshDatabase();
const { admin } = database;
const school = await oneSchool(admin);
const db = database.open('api');
const clock = new StandingClock();

/** Columns that a stream is born with, and those that belong to the relay. */
const NEVER_MOVED = ['id', 'kind', 'student_id', 'case_id', 'home_org', 'home_path', 'other_org', 'policy_version'];
const OF_THE_RELAY = ['woken', 'rewoken_at'];

async function statement(start: string): Promise<string> {
  const [row] = await admin<{ body: string }[]>`select prosrc as body from pg_proc where proname = 'write'`;
  const body = row?.body ?? '';
  return body.slice(body.indexOf(start)).split(';')[0] ?? '';
}

const namesOf = (table: Parameters<typeof getTableColumns>[0]) =>
  Object.values(getTableColumns(table)).map(({ name }) => name);

it('writes every column that a table has, also one that a later migration adds', async () => {
  const moved = await statement('update public.streams');
  for (const name of namesOf(streams).filter((each) => ![...NEVER_MOVED, ...OF_THE_RELAY].includes(each)))
    expect(moved, name).toContain(`${name} = n.${name}`);
  const owed = await statement('insert into public.duties');
  for (const name of namesOf(duties).filter((each) => !['stream_id', 'opened_version', 'n'].includes(each)))
    expect(owed, name).toContain(`${name} = excluded.${name}`);
  const texts = await statement('insert into public.vault');
  for (const name of namesOf(vault).filter((each) => each !== 'seq')) expect(texts, name).toContain(name);
  const lines = await statement('insert into public.audit');
  // An act on a stream opens no file: those lines are written where files are.
  for (const name of namesOf(audit).filter((each) => !['id', 'file_id'].includes(each)))
    expect(lines, name).toContain(name);
});

it('has the walls of whoever asks: a stream out of sight is neither moved nor given a fact, and nobody is told that it was', async () => {
  const stage = stageOf(db, database.open('clock'), clock);
  const { caseId } = await livedCase(school, stage);
  const [row] = await admin`select * from streams where id = ${caseId}`;
  const { context } = school.staff.otherCounselor;
  const moved = {
    id: caseId,
    version: 999,
    headHash: Buffer.alloc(32),
    state: {},
    lastAt: clock.at,
    accepted: false,
    personVersion: 0,
  };
  const foreign = db.transaction(context, (tx) => writeRows(tx, { moved: [{ ...moved, nextDueAt: clock.at }] }));
  await expect(foreign).rejects.toMatchObject({ code: 'forbidden' });
  const fact = {
    streamId: caseId,
    version: 999,
    act: randomUUID(),
    actor: context.person ?? '',
    type: 'caseClosed',
    at: clock.at,
    bytes: Buffer.from('{}'),
    prev: Buffer.alloc(32),
    hash: Buffer.alloc(32),
  };
  await expect(db.transaction(context, (tx) => writeRows(tx, { facts: [fact] }))).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await admin`select * from streams where id = ${caseId}`).toEqual([row]);
});
