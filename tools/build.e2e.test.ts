import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { type Child, startChild } from './servers/child.ts';
import { freePort } from './servers/port.ts';
import { run } from './servers/run.ts';
import { TEST_MASTER_KEY } from './testing/city.ts';
import { freshDatabase } from './testing/database.ts';

/* What docs/running.md says of a city's own machines, command by command. */

const ROOT = join(import.meta.dirname, '..');
const database = await freshDatabase();
const logs = mkdtempSync(join(tmpdir(), 'xinqiao-build-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const env = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  PORT: String(port),
  DATABASE_URL: database.adminUrl,
  TEMPORAL_ADDRESS: inject('temporalAddress'),
  XINQIAO_MASTER_KEY: TEST_MASTER_KEY.toString('base64'),
};
const started: Child[] = [];

afterAll(async () => {
  for (const child of started) await child.stop([['SIGKILL', 5_000]]);
  rmSync(logs, { recursive: true, force: true });
});

/** The packages are there, or this would not run. */
const DONE = 'npm ci';
const PROGRAMS = ['node dist/server.js', 'node dist/worker.js'];
const commands = [...readFileSync(join(ROOT, 'docs', 'running.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
  ([, block = '']) => block.trim().split('\n'),
);

it('builds what runs without TypeScript, by the commands of docs/running.md', async () => {
  expect(commands).toEqual([DONE, 'npm run build', 'node dist/tools/migrate.js', ...PROGRAMS]);
  for (const command of commands.filter((one) => one !== DONE && !PROGRAMS.includes(one))) {
    const [program = '', ...words] = command.split(' ');
    const { code, output } = await run(program, words, { cwd: ROOT, env });
    expect(code, `${command}\n${output}`).toBe(0);
  }
});

it('serves API and pages, keeps time, and ends in order when told', async () => {
  const [server, worker] = [await begin('server'), await begin('worker')];
  await expect.poll(() => answered('/readyz'), { timeout: 60_000 }).toBe(200);
  await expect.poll(() => logOf('worker'), { timeout: 60_000 }).toContain('"msg":"ready"');
  expect([await answered('/'), await answered('/s/'), await answered('/openapi.json')]).toEqual([200, 200, 200]);
  await Promise.all([server, worker].map((child) => child.stop([['SIGTERM', 20_000]])));
  expect([await server.ended, await worker.ended]).toEqual(['exit code 0', 'exit code 0']);
});

it('refuses to start without a setting, by its name', async () => {
  const { code, output } = await run('node', ['dist/tools/migrate.js'], {
    cwd: ROOT,
    env: { ...env, XINQIAO_MASTER_KEY: undefined },
  });
  expect(code).not.toBe(0);
  expect(output).toContain('XINQIAO_MASTER_KEY is not set');
});

async function begin(name: 'server' | 'worker'): Promise<Child> {
  const args = [`dist/${name}.js`];
  const child = await startChild({ program: 'node', args, log: join(logs, `${name}.log`), cwd: ROOT, env });
  started.push(child);
  return child;
}

function logOf(name: string): string {
  return readFileSync(join(logs, `${name}.log`), 'utf8');
}

async function answered(path: string): Promise<number> {
  return fetch(`${url}${path}`).then(
    ({ status }) => status,
    () => 0,
  );
}
