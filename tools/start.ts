/** `npm start`: everything that a fresh clone needs, brought up in order and kept running until Ctrl-C. */
import { existsSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { keptMasterKey } from './keys.ts';
import { migrate } from './migrate.ts';
import { databasePasswords } from './keys.ts';
import { buildPages } from './pages.ts';
import { isFree } from './servers/port.ts';
import { sayOnTerminal as say, secondsSince } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';
import { lockHome } from './starting/home-lock.ts';
import { runTool } from './starting/run-tool.ts';
import { bringUpPostgres, bringUpTemporal } from './starting/servers.ts';
import { awaitReady, hasService, type ServiceName, startService, stopLeftServices } from './starting/services.ts';
import { type Supervised, supervised } from './starting/supervised.ts';
import { readSettings, type Settings, WrongSettings } from './settings.ts';

const PORTS_TRIED = 20;
const PARENT_WATCH_MS = 1_000;

/** What runs, in the order in which it was started; stopped in the opposite order. */
const running: Supervised[] = [];

async function start(settings: Settings, leaving: AbortSignal): Promise<void> {
  const { home } = settings;
  await lockHome(home, say);
  await stopLeftServices(home, say);
  const port = await portOf(settings);
  const masterKey = settings.masterKey ?? keptMasterKey(home);

  const database = await step('Postgres', leaving, () => bringUpPostgres(settings, say), keep);
  const temporal = await step('Temporal', leaving, () => bringUpTemporal(settings, say), keep);
  await step('迁移 · migrations', leaving, () => migrate(database.url, { passwords: databasePasswords(masterKey) }));
  await step('页面 · pages', leaving, () => buildPages(say));
  const env = {
    ...process.env,
    PORT: String(port),
    XINQIAO_HOME: home,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    XINQIAO_MASTER_KEY: masterKey.toString('base64'),
  };
  if (existsSync('tools/seed.ts')) {
    await step('演示数据 · demo city', leaving, () => runTool('tools/seed.ts', [], env));
  }
  await service('worker', home, env, leaving);
  await service('server', home, env, leaving);
  const url = `http://127.0.0.1:${port}`;
  if (hasService('server')) {
    await step('就绪 · ready', leaving, () => awaitReady(url, leaving));
    if (existsSync('tools/demo.ts')) await demoCases(env, leaving);
  }
  await announce(url, temporal.uiUrl, home, env);
}

async function step<T>(
  name: string,
  leaving: AbortSignal,
  work: () => Promise<T>,
  then: (result: T) => void = () => undefined,
): Promise<T> {
  leaving.throwIfAborted();
  const began = Date.now();
  say(`${name} ...`);
  const result = await work();
  then(result);
  say(`${name} ✓ ${secondsSince(began)} s`);
  return result;
}

/** The city is there without them: what goes wrong here is said, and stops nothing. */
async function demoCases(env: NodeJS.ProcessEnv, leaving: AbortSignal): Promise<void> {
  try {
    await step('演示案例 · demo cases', leaving, () => runTool('tools/demo.ts', ['play', 'first'], env));
  } catch {
    leaving.throwIfAborted();
    say('演示案例 · demo cases: none this time; the next start tries again. 其他一切照常 · all else works');
  }
}

function keep({ part }: { part: Supervised | undefined }): void {
  if (part !== undefined) running.push(part);
}

async function service(name: ServiceName, home: string, env: NodeJS.ProcessEnv, leaving: AbortSignal): Promise<void> {
  if (!hasService(name)) return say(`${name}.ts is missing; going on without it`);
  const begin = () => startService(name, home, env);
  await step(name, leaving, begin, (first) => running.push(supervised(name, first, begin, say)));
}

/** The port asked for; when nobody asked for one, the first free one from the usual one on. */
async function portOf({ port, portGiven }: Settings): Promise<number> {
  for (let tried = port; tried < port + PORTS_TRIED; tried += 1) {
    if (await isFree(tried)) return tried;
    if (portGiven) break;
  }
  throw new WrongSettings(`PORT ${port} is taken by another program. Right would be: a port that nobody listens on`);
}

async function announce(url: string, uiUrl: string | undefined, home: string, env: NodeJS.ProcessEnv): Promise<void> {
  say('');
  say(`心桥已启动 · Xinqiao is running; logs and data in ${home}`);
  if (hasService('server')) {
    say(`  工作台 · console ${url}`);
    say(`  API            ${url}/api`);
    say(`  接口文档 · docs ${url}/docs`);
  }
  if (uiUrl !== undefined) say(`  Temporal       ${uiUrl}`);
  if (existsSync('tools/demo.ts')) await runTool('tools/demo.ts', ['accounts'], env);
  say('按 Ctrl-C 停止 · Ctrl-C stops everything');
}

async function stopEverything(): Promise<void> {
  for (let part = running.pop(); part !== undefined; part = running.pop()) {
    say(`停止 · stopping ${part.name}`);
    await part.stop();
  }
}

/** Settles when somebody asks us to end: a signal, or the npm above us is gone. */
function askedToLeave(leaving: AbortController): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const leave = () => {
      leaving.abort(new Error('stopped before everything was up'));
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
    const orphaned = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
    setInterval(() => orphaned() && leave(), PARENT_WATCH_MS).unref();
  });
}

// A closed terminal is no reason to leave servers behind.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const leaving = new AbortController();
const asked = askedToLeave(leaving);
const forever = setInterval(() => undefined, 60_000);
try {
  await start(readSettings(process.env), leaving.signal);
  await asked;
} catch (error) {
  if (!leaving.signal.aborted) {
    say(`启动失败 · could not start:\n${reasonOf(error)}`);
    process.exitCode = 1;
  }
}
await stopEverything();
clearInterval(forever);
process.exit();
