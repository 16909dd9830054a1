import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '#tools/testing/database';
import { foreignSeen, makeMarks, mark, misplaced, TENANTS } from '#tools/testing/two-tenants';
import { ConnectionLost, DatabaseError } from './errors.ts';
import { type Database, Ending, type Transaction } from './transaction.ts';

const database = await freshDatabase();
const { admin } = database;
const api = database.open('api', { size: 2 });
const { one, other } = TENANTS;

beforeAll(() => makeMarks(admin));

/** Long enough that on a busy machine only those who really wait are ended: at 40 ms others were too. */
const IDLE_MS = 800;

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

/** A transaction of one tenant that waits in its middle for `go`; then it reads and writes. */
function paused(pool: Database, org: string, go: Promise<void>) {
  const seen = { foreign: 0 };
  const begun = gate();
  const backend = { pid: 0 };
  const body = async (tx: Transaction) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    backend.pid = row?.pid ?? 0;
    begun.open();
    await go;
    seen.foreign += await foreignSeen(tx, org);
    await mark(tx, randomUUID(), org);
  };
  const outcome = pool.transaction({ org }, body).then(
    () => 'committed' as const,
    (error: unknown) => error,
  );
  return { begun: begun.passed, backend, outcome, seen };
}

async function gone(pids: readonly number[]): Promise<void> {
  for (;;) {
    const left = await admin`select from pg_stat_activity where pid = any (${pids as number[]})`;
    if (left.length === 0) return;
  }
}

async function killInTheMiddle(pool: Database, size: number, ended: 'terminated' | 'idle') {
  const go = gate();
  const victims = Array.from({ length: size }, () => paused(pool, one, go.passed));
  await Promise.all(victims.map((victim) => Promise.race([victim.begun, victim.outcome])));
  const pids = victims.map(({ backend }) => backend.pid);
  // These wait for a lane, or (with the plain driver) would be given a dead transaction's connection.
  const free = gate();
  const later = Array.from({ length: 2 * size }, () => paused(pool, other, free.passed));
  if (ended === 'terminated') await admin`select pg_terminate_backend(pid) from unnest(${pids}::int[]) pid`;
  await gone(pids);
  go.open();
  free.open();
  const outcomes = await Promise.all([...victims, ...later].map((each) => each.outcome));
  return { victims: outcomes.slice(0, size), later: outcomes.slice(size), all: [...victims, ...later] };
}

it.each([1, 4, 8] as const)('keeps a killed transaction out of every other one, with %i lanes', async (size) => {
  for (const ended of ['terminated', 'idle', 'terminated', 'idle', 'terminated', 'idle'] as const) {
    const pool = database.open('api', { size, ...(ended === 'idle' ? { idleInTransactionMs: IDLE_MS } : {}) });
    const round = await killInTheMiddle(pool, size, ended);
    for (const outcome of round.victims) expect(outcome).toBeInstanceOf(ConnectionLost);
    expect(round.later).toEqual(Array.from({ length: 2 * size }, () => 'committed'));
    expect(round.all.reduce((sum, { seen }) => sum + seen.foreign, 0)).toBe(0);
  }
  expect(await misplaced(admin)).toBe(0);
});

it('replaces a connection that died while nobody used it, unseen by the caller', async () => {
  const pool = database.open('api', { size: 1 });
  const pidOf = (tx: Transaction) => tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  for (let round = 0; round < 5; round += 1) {
    const [row] = await pool.transaction({}, pidOf);
    const pid = row?.pid ?? 0;
    await admin`select pg_terminate_backend(${pid})`;
    expect((await pool.transaction({}, pidOf))[0]?.pid).not.toBe(pid);
  }
});

it('rejects when a statement failed, even if the body swallowed it', async () => {
  const key = randomUUID();
  const swallowing = api.transaction({ org: one }, async (tx) => {
    await mark(tx, key, one);
    await tx.execute(sql`select 1 / 0`).catch(() => undefined);
    return 'looks fine';
  });
  await expect(swallowing).rejects.toMatchObject({ code: 'invalidValue', sqlState: '22012' });
  expect(await admin`select from marks where key = ${key}`).toHaveLength(0);
});

it('goes on after a savepoint that was rolled back', async () => {
  const [lost, kept] = [randomUUID(), randomUUID()];
  await api.transaction({ org: one }, async (tx) => {
    const inner = tx.transaction(async (nested) => {
      await mark(nested, lost, one);
      await nested.execute(sql`select 1 / 0`);
    });
    await expect(inner).rejects.toThrow();
    await mark(tx, kept, one);
  });
  const found = await admin<{ key: string }[]>`select key from marks where key = any (${[lost, kept]})`;
  expect(found.map((row) => row.key)).toEqual([kept]);
});

it('tells errors as codes: no parameter, no row, no text of the driver', async () => {
  const canary = '王小明 110101200001010000';
  const failing = [
    sql`select ${canary}::int`,
    sql`insert into marks (key, meant) values (${randomUUID()}, ${canary}::uuid)`,
    sql`select ${canary} from nowhere`,
    sql`do $$ begin raise exception using detail = '王小明', message = '王小明', errcode = '23505'; end $$`,
  ];
  for (const statement of failing) {
    const error: unknown = await api
      .transaction({ org: one }, (tx) => tx.execute(statement))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DatabaseError);
    const shown = error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)}` : '';
    expect(shown).not.toContain('王小明');
    expect(error).not.toHaveProperty('cause');
  }
});

it('lets the body’s own error pass as it is, and writes nothing', async () => {
  const key = randomUUID();
  const own = new RangeError('refused');
  const failing = api.transaction({ org: one }, async (tx) => {
    await mark(tx, key, one);
    throw own;
  });
  await expect(failing).rejects.toBe(own);
  expect(await admin`select from marks where key = ${key}`).toHaveLength(0);
});

it('forbids a transaction inside a transaction, and a statement after the end', async () => {
  await expect(api.transaction({}, () => api.transaction({}, async () => 1))).rejects.toThrow('inside a transaction');
  const kept = await api.transaction({}, async (tx) => ({ tx }));
  await expect(kept.tx.execute(sql`select 1`)).rejects.toMatchObject({
    cause: { message: 'a statement after the end of its transaction' },
  });
  await expect(api.transaction({}, async () => 'fine')).resolves.toBe('fine');
});

it('leaves nothing of one asker to the next on the same connection', async () => {
  const pool = database.open('api', { size: 1 });
  const settings = sql`select current_setting('app.org', true) as org, current_setting('app.write_student', true) as student`;
  await pool.transaction({ org: one }, (tx) => tx.execute(sql`select set_config('app.write_student', ${one}, true)`));
  expect(await pool.transaction({}, (tx) => tx.execute(settings))).toMatchObject([{ org: '', student: '' }]);
});

it('says busy when no lane comes free, and ends only after the running ones', async () => {
  const pool = database.open('api', { size: 1, leaseTimeoutMs: 30 });
  const go = gate();
  const holding = paused(pool, one, go.passed);
  await holding.begun;
  await expect(pool.transaction({}, async () => 1)).rejects.toMatchObject({ code: 'busy' });
  const ending = pool.end();
  go.open();
  expect(await holding.outcome).toBe('committed');
  await ending;
  await expect(pool.transaction({}, async () => 1)).rejects.toMatchObject({ code: 'busy' });
});

it('sends what opens a transaction with BEGIN, under the context of the asker, and hands its rows to the body', async () => {
  const opening = {
    text: 'select app.org() as org, pg_current_xact_id_if_assigned() is null as untouched',
    parameters: [],
  };
  const seen = await api.transaction({ org: one }, async (_tx, [rows]) => rows, [opening]);
  expect(seen).toMatchObject([{ org: one, untouched: true }]);
});

it('ends a transaction whose opening failed, and the lane serves the next', async () => {
  const pool = database.open('api', { size: 1 });
  const failing = pool.transaction({}, async () => 'never', [{ text: 'select 1 / 0', parameters: [] }]);
  await expect(failing).rejects.toMatchObject({ code: 'invalidValue' });
  await expect(pool.transaction({}, async () => 'fine')).resolves.toBe('fine');
});

it('sends a last statement with COMMIT: it stands with the rest, or its own error is told and nothing stands', async () => {
  const [kept, also, lost] = [randomUUID(), randomUUID(), randomUUID()];
  const words = 'insert into marks (key, meant) values ($1::uuid, $2::uuid)';
  const answer = api.transaction({ org: one }, async (tx) => {
    await mark(tx, kept, one);
    return new Ending('done', { text: words, parameters: [also, one] });
  });
  await expect(answer).resolves.toBe('done');
  const twice = api.transaction({ org: one }, async (tx) => {
    await mark(tx, lost, one);
    return new Ending('done', { text: words, parameters: [also, one] });
  });
  await expect(twice).rejects.toMatchObject({ code: 'uniqueViolation', constraint: 'marks_pkey' });
  const found = await admin<{ key: string }[]>`select key from marks where key = any (${[kept, also, lost]})`;
  expect(found.map(({ key }) => key).toSorted()).toEqual([kept, also].toSorted());
});

it('asks a single question under no context, on a connection that may have died unseen', async () => {
  const pool = database.open('api', { size: 1 });
  const question = {
    text: `select pg_backend_pid() as pid, coalesce(current_setting('app.org', true), '') as org`,
    parameters: [],
  };
  await pool.transaction({ org: one }, async () => undefined);
  const [first] = await pool.ask(question);
  expect(first).toMatchObject({ org: '' });
  await admin`select pg_terminate_backend(${Number(first?.pid)})`;
  expect((await pool.ask(question))[0]?.pid).not.toBe(first?.pid);
});
