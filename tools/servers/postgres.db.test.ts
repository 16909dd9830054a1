import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningPostgres, startPostgres } from './postgres.ts';

let home: string;
let running: RunningPostgres | undefined;
let said: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xinqiao-postgres-'));
  chmodSync(home, 0o755);
  said = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(home, { recursive: true, force: true });
});

async function start(port?: number): Promise<RunningPostgres> {
  running = await startPostgres({ home, port, database: 'school', durable: true, say: (line) => said.push(line) });
  return running;
}

async function query<T>(url: string, text: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe<(T & object)[]>(text);
  } finally {
    await sql.end();
  }
}

describe('our own Postgres', () => {
  it('finds its data, password and port again at the second start', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start(first.port);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('comes back with everything committed after kill -9 of the postmaster', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    const busy = query(first.url, 'select pg_sleep(60)').catch((error: Error) => error);
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toBe('killed by SIGKILL');
    const second = await start(first.port);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(await busy).toBeInstanceOf(Error);
  });

  it('stops a postmaster that an earlier start left behind before it starts its own', async () => {
    const left = await start();
    const second = await start();
    expect(said.at(-1)).toContain(`pid ${left.pid}`);
    expect(left.running()).toBe(false);
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts although postmaster.pid names a process of another program', async () => {
    const first = await start();
    const pidFile = join(home, 'postgres', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    writeFileSync(pidFile, content.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('its cluster', () => {
  it('speaks UTF-8, sorts by code point, listens on the loopback address only and hides its password', async () => {
    const { url } = await start();
    const [settings] = await query<Record<string, string>>(
      url,
      `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
              (select datcollate from pg_database where datname = current_database()) as collation`,
    );
    expect(settings).toEqual({ encoding: 'UTF8', addresses: '127.0.0.1', collation: 'C.UTF-8' });
    expect(statSync(join(home, 'postgres-password')).mode & 0o777).toBe(0o600);
    const wrong = url.replace(/:[^:@]+@/, ':guess@');
    await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it.skipIf(process.getuid?.() !== 0)(
    'refuses, by the name XINQIAO_HOME, a home that its user cannot enter',
    async () => {
      chmodSync(home, 0o700);
      await expect(start()).rejects.toThrow(/^XINQIAO_HOME: .* cannot be reached by the system user postgres/);
    },
  );
});
