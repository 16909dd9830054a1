import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

/* The README's command as a user runs it: everything of its own, in a folder of its own, on a free port. */

const ROOT = join(import.meta.dirname, '..');
const AS_ROOT = process.getuid?.() === 0;
const parent = AS_ROOT ? '/var/lib/xinqiao/tests' : tmpdir();
mkdirSync(parent, { recursive: true, mode: 0o755 });
const home = mkdtempSync(join(parent, 'start-'));
chmodSync(home, 0o755);
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const env = { ...process.env, PORT: String(port), XINQIAO_HOME: home };
// A database or Temporal of the test run is not what a user has.
for (const name of [
  'DATABASE_URL',
  'TEST_DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'XINQIAO_MASTER_KEY',
  'VITEST',
  'NODE_ENV',
])
  Reflect.deleteProperty(env, name);
const started: ChildProcess[] = [];

afterAll(() => {
  for (const { pid, exitCode } of started) if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

interface Run {
  readonly said: () => string;
  /** Resolves when the text was said; rejects when the process ended before. */
  saying(text: string): Promise<void>;
  stop(): Promise<number | null>;
}

function npm(...words: readonly string[]): Run {
  const child = spawn('npm', words, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let said = '';
  const heard: (() => void)[] = [];
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
    for (const listener of heard) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    said: () => said,
    saying: (text) =>
      new Promise((resolve, reject) => {
        const look = () => said.includes(text) && resolve();
        heard.push(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying ${text}:\n${said.slice(-2_000)}`)));
      }),
    stop: () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      return ended;
    },
  };
}

/** The session line that `npm run demo -- login` prints, used as it says. */
async function meAs(role: string): Promise<unknown> {
  const login = npm('run', 'demo', '--', 'login', role);
  await login.saying('/api/me');
  const cookie = /cookie: ([^']+)'/.exec(login.said())?.[1] ?? '';
  const answer = await fetch(`${url}/api/me`, { headers: { cookie } });
  return answer.json();
}

it('npm start brings everything up, signs a demo account in, stops on Ctrl-C and finds all again', async () => {
  const first = npm('start');
  await first.saying('Xinqiao is running');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
  expect((await fetch(`${url}/docs`)).status).toBe(200);
  expect(first.said()).toContain('20000 of 20000 students');
  const before = await meAs('counselor');
  expect(before).toMatchObject({ acting: { role: 'counselor' } });
  await first.stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();

  const second = npm('start');
  await second.saying('Xinqiao is running');
  expect(second.said()).not.toContain('of 20000 students');
  expect(await meAs('counselor')).toMatchObject({ person: Reflect.get(Object(before), 'person') });
  await second.stop();
});

it('gives in both READMEs only commands that this file or the test run itself runs', () => {
  for (const file of ['README.md', 'README.zh-CN.md']) {
    const blocks = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
    const commands = blocks.flatMap(([, block = '']) => block.trim().split('\n'));
    expect(commands).toEqual(['npm start', 'npm test']);
  }
});
