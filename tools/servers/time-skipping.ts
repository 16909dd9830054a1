import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, onPath } from './cache-folder.ts';
import { archiveClasses } from './class-archive.ts';
import { type Say, sayingSo } from './progress.ts';
import { run } from './run.ts';
import { downloadBySdk } from './sdk-executable.ts';

/** The pinned Java test server of Temporal, the only one that skips time. */
const VERSION = '1.38.0';
const MAIN_CLASS = 'io.temporal.testserver.TestServer';
/** The simple collector and the first compiler are up soonest. */
const JAVA_FLAGS = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const MAVEN_LIMIT_MS = 10 * 60_000;

/**
 * The path of an executable of Temporal's time-skipping test server, for
 * `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`:
 * from the cache, downloaded by the SDK, or the Maven artifact behind a script that runs Java.
 * @throws Error that names every way when none works
 */
export async function timeSkippingExecutable(say: Say): Promise<string> {
  const native = join(cacheFolder(), `test-server-${VERSION}`, 'temporal-test-server');
  const wrapper = join(cacheFolder('bin'), 'temporal-test-server-archived');
  if (existsSync(native)) return native;
  if (wrapperWorks(wrapper)) return wrapper;
  const noDownload = await downloadBySdk('time-skipping', native, say);
  if (noDownload === undefined) return native;
  const noJava = await wrapJava(wrapper, say);
  if (noJava !== undefined) throw new Error(everyWay(noDownload, noJava));
  return wrapper;
}

function libraries(): string {
  return join(cacheFolder(), `temporal-test-server-${VERSION}`);
}

function wrapperWorks(wrapper: string): boolean {
  const jar = join(libraries(), `temporal-test-server-${VERSION}.jar`);
  return existsSync(wrapper) && existsSync(jar) && javaCommand() !== undefined;
}

function javaCommand(): string | undefined {
  const home = process.env.JAVA_HOME;
  const own = home === undefined ? undefined : join(home, 'bin', 'java');
  return own !== undefined && existsSync(own) ? own : onPath('java');
}

async function wrapJava(wrapper: string, say: Say): Promise<string | undefined> {
  const java = javaCommand();
  if (java === undefined) return 'java is not on PATH';
  const noLibraries = existsSync(libraries()) ? undefined : await fetchLibraries(say);
  if (noLibraries !== undefined) return noLibraries;
  const classPath = join(libraries(), '*');
  const archive = join(libraries(), 'classes.jsa');
  say('  writing down the classes of the test server, so that it starts in a second (once) ...');
  await archiveClasses({ java, flags: JAVA_FLAGS, classPath, mainClass: MAIN_CLASS }, archive);
  const fresh = `${wrapper}.${process.pid}`;
  const flags = [`-XX:SharedArchiveFile="${archive}"`, ...JAVA_FLAGS].join(' ');
  writeFileSync(fresh, `#!/bin/sh\nexec "${java}" ${flags} -cp "${classPath}" ${MAIN_CLASS} "$@"\n`);
  chmodSync(fresh, 0o755);
  renameSync(fresh, wrapper);
  return undefined;
}

async function fetchLibraries(say: Say): Promise<string | undefined> {
  const maven = onPath('mvn');
  if (maven === undefined) return 'java is there, but mvn, which fetches the artifact, is not on PATH';
  const folder = mkdtempSync(join(cacheFolder(), 'maven-'));
  try {
    writeFileSync(join(folder, 'pom.xml'), pom());
    say(`  fetching io.temporal:temporal-test-server:${VERSION} with Maven (38 MB, once) ...`);
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const fetching = run(maven, ['-B', '-q', goal, `-DoutputDirectory=${folder}/lib`, '-DincludeScope=runtime'], {
      cwd: folder,
      limitMs: MAVEN_LIMIT_MS,
    });
    const { code, output } = await sayingSo(say, 15_000, (s) => `  ... ${s} s`, fetching);
    if (code !== 0 || readdirSync(join(folder, 'lib')).length === 0) return `Maven failed: ${output.slice(-300)}`;
    renameSync(join(folder, 'lib'), libraries());
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pom(): string {
  const own = '<modelVersion>4.0.0</modelVersion><groupId>xinqiao</groupId><artifactId>test-server</artifactId>';
  const wanted = `<groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version>`;
  return `<project>${own}<version>1</version><dependencies><dependency>${wanted}</dependency></dependencies></project>\n`;
}

function everyWay(noDownload: string, noJava: string): string {
  return [
    "Temporal's time-skipping test server could not be had. Any one of these mends it:",
    `  - let Temporal's SDK download it (tried: ${noDownload});`,
    `  - install Java 17 or later and Maven, for io.temporal:temporal-test-server:${VERSION} (tried: ${noJava});`,
    '    on Debian: apt-get install default-jre-headless maven',
  ].join('\n');
}

const TRIES = 12;

/** Starts a server until one comes up: the SDK gives Java five seconds, which a busy machine may not have. */
export async function atLast<T>(create: () => Promise<T>): Promise<T> {
  for (let tries = 1; tries < TRIES; tries += 1) {
    const made = await create().catch(() => undefined);
    if (made !== undefined) return made;
  }
  return create();
}
