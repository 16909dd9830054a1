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
  for (const { pid, exitCode, signalCode } of started)
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
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
  /** Its exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>;
  stop(): Promise<number | null>;
  /** `kill -9` of the command and whatever is in its group; what it started beside may go on. */
  kill(): Promise<void>;
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
    ended,
    stop: () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      return ended;
    },
    kill: async () => {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
  };
}

/** The session line that `npm run demo -- login` prints, used as it says. */
async function sessionOf(role: string): Promise<string> {
  const login = npm('run', 'demo', '--', 'login', role);
  await login.saying('/api/me');
  return /cookie: ([^']+)'/.exec(login.said())?.[1] ?? '';
}

async function meAs(role: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/me`, { headers: { cookie: await sessionOf(role) } });
  return answer.json();
}

let person: unknown;

it('npm start brings everything up, signs a demo account in and stops on Ctrl-C', async () => {
  const first = npm('start');
  await first.saying('Xinqiao is running');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
  expect((await fetch(`${url}/docs`)).status).toBe(200);
  expect(first.said()).toContain('20000 of 20000 students');
  const me = await meAs('counselor');
  expect(me).toMatchObject({ acting: { role: 'counselor' } });
  person = Reflect.get(Object(me), 'person');
  expect(first.said()).toMatch(/(\d+) of \1 stories played/);
  const counts = await fetch(`${url}/api/duties/counts`, { headers: { cookie: await sessionOf('counselor') } });
  expect(Reflect.get(Object(await counts.json()), 'mine')).toBeGreaterThan(0);
  await first.stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

it('finds everything again at the next start, where every command of the README works', async () => {
  const second = npm('start');
  await second.saying('Xinqiao is running');
  expect(second.said()).not.toContain('of 20000 students');
  expect(second.said()).toContain('the cases are there already');
  expect(await meAs('counselor')).toMatchObject({ person });
  for (const command of commandsIn('README.md').filter((one) => !COMMANDS_OF_THE_RUN.includes(one))) {
    const run = npm(...(await filledIn(command)).split(' ').slice(1));
    const code = await run.ended;
    const expected = command.includes('--dry-run') ? ROWS_REFUSED : 0;
    expect({ command, code, said: code === expected ? '' : run.said() }).toEqual({ command, code: expected, said: '' });
  }
  await second.kill();
});

it('finds everything again after it was killed, with what it had started still running', async () => {
  const third = npm('start');
  await third.saying('Xinqiao is running');
  expect(await meAs('counselor')).toMatchObject({ person });
  await third.stop();
});

it('gives the same commands in both READMEs', () => {
  expect(commandsIn('README.md')).toEqual(expect.arrayContaining(COMMANDS_OF_THE_RUN));
  expect(commandsIn('README.zh-CN.md')).toEqual(commandsIn('README.md'));
});

/** What starts this test, and what it starts itself. */
const COMMANDS_OF_THE_RUN = ['npm start', 'npm test'];
/** The example files hold refused rows on purpose. */
const ROWS_REFUSED = 1;

/** The lines of the blocks that are marked as shell, without comments. */
function commandsIn(file: string): readonly string[] {
  const blocks = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, block = '']) => block.trim().split('\n')).map((line) => line.replace(/ +#.*$/, ''));
}

/** A command with a case of the demo city where the README says ID. */
async function filledIn(command: string): Promise<string> {
  if (!command.endsWith(' ID')) return command;
  const answer = await fetch(`${url}/api/ledger`, { headers: { cookie: await sessionOf('city') } });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return command.replace('ID', items[0]?.id ?? 'no case is open');
}
