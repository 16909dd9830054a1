import { createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '#tools/testing/database';
import { killablePostgres } from '#tools/testing/killable-postgres';
import { openTcpProxy } from '#tools/testing/tcp-proxy';
import { makeMarks, misplaced, startWriters, type Tally } from '#tools/testing/two-tenants';
import { openDatabase } from './transaction.ts';

const pause = promisify(setTimeout);
const WRITERS = 16;
const LANES = 8;

const database = await freshDatabase();
const killable = await killablePostgres();
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  await makeMarks(database.admin);
});
afterAll(() => process.off('unhandledRejection', note));

/** Waits until the writers have had `more` further answers, so that a fault always falls on work. */
async function untilAcknowledged(tally: Tally, more: number): Promise<void> {
  const enough = tally.acknowledged.length + more;
  while (tally.acknowledged.length < enough) await pause(2);
}

async function expectNothingLost(admin: Sql, tally: Tally): Promise<void> {
  const [found] = await admin<{ present: number }[]>`
    select count(*)::int as present from marks where key = any (${tally.acknowledged}::uuid[])`;
  expect(new Set(tally.acknowledged).size).toBe(tally.acknowledged.length);
  expect(found?.present).toBe(tally.acknowledged.length);
  expect(await misplaced(admin)).toBe(0);
  expect(tally.foreign).toBe(0);
  expect(unhandled).toEqual([]);
}

it('loses and misplaces nothing over 33 rounds of TCP resets, and says unknown where it is', async () => {
  const proxy = await openTcpProxy(database.adminUrl);
  const pool = openDatabase(proxy.url, { size: LANES, role: 'api' });
  const { tally, stop } = startWriters(pool, WRITERS);
  for (let round = 0; round < 33; round += 1) {
    await untilAcknowledged(tally, 40);
    // In turn: wherever each transaction happens to be, and just after the server was told to commit.
    if (round % 2 === 0) expect(proxy.resetAll()).toBeGreaterThan(0);
    else {
      const before = tally.unknown;
      proxy.resetAfter('commit');
      while (tally.unknown === before) await pause(1);
      proxy.resetAfter(null);
    }
  }
  await untilAcknowledged(tally, 40);
  await stop();
  await pool.end();
  await proxy.close();
  expect(tally.unknown).toBeGreaterThanOrEqual(16);
  expect(tally.lost).toBeGreaterThan(0);
  await expectNothingLost(database.admin, tally);
});

it('loses and misplaces nothing over 4 kills of Postgres under load', async () => {
  const admin = postgres(killable.url, { max: 1, onnotice: () => undefined });
  await admin`create role xinqiao_api nologin`;
  await admin`grant xinqiao_api to current_user`;
  await makeMarks(admin);
  const pool = openDatabase(killable.url, { size: LANES, role: 'api' });
  const { tally, stop } = startWriters(pool, WRITERS);
  for (let kill = 0; kill < 4; kill += 1) {
    await untilAcknowledged(tally, 200);
    await killable.killAndRestart();
  }
  await untilAcknowledged(tally, 200);
  await stop();
  await pool.end();
  await expectNothingLost(admin, tally);
  await admin.end({ timeout: 1 });
});

/** A server that greets like Postgres and resets as soon as the first statement comes. */
async function resetAtFirstStatement() {
  const authenticated = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0, 90, 0, 0, 0, 5, 73]); // AuthenticationOk, ReadyForQuery (idle)
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(authenticated);
      socket.once('data', () => socket.resetAndDestroy());
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `postgres://nobody@127.0.0.1:${port}/none`, close: () => server.close() };
}

it('leaves no rejection unhandled when the reset falls on the driver’s own first statement', async () => {
  const server = await resetAtFirstStatement();
  const pool = openDatabase(server.url, { size: 1 });
  for (let round = 0; round < 5; round += 1)
    await expect(pool.transaction({}, async () => 1)).rejects.toMatchObject({ code: 'connectionLost' });
  await pool.end();
  await pause(20);
  server.close();
  expect(unhandled).toEqual([]);
});
