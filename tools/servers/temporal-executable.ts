import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, onPath } from './cache-folder.ts';
import { type Say, sayingSo, secondsSince } from './progress.ts';
import { run } from './run.ts';
import { downloadBySdk } from './sdk-executable.ts';

/** The pinned command line of Temporal; with it comes server 1.29.1. */
const CLI_VERSION = 'v1.5.1';
const CLI_PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
/** A busy machine was not done within half an hour; only what hangs is to be ended. */
const BUILD_LIMIT_MS = 120 * 60_000;

/**
 * The path of a `temporal` executable: on PATH, in the cache, downloaded by the SDK, or built by Go, in this order.
 * @throws Error that names every way when none works
 */
export async function temporalExecutable(say: Say): Promise<string> {
  const installed = onPath('temporal');
  if (installed !== undefined) return installed;
  const cached = join(cacheFolder(), `temporal-${CLI_VERSION}`, 'temporal');
  if (!existsSync(cached)) {
    const noDownload = await downloadBySdk('dev-server', cached, say);
    const noBuild = noDownload === undefined ? undefined : await buildWithGo(cached, say);
    if (noBuild !== undefined) throw new Error(everyWay(noDownload ?? '', noBuild));
  }
  linkFromBin(cached);
  return cached;
}

async function buildWithGo(target: string, say: Say): Promise<string | undefined> {
  const go = onPath('go');
  if (go === undefined) return 'go is not on PATH';
  say(`  building Temporal ${CLI_VERSION} with Go: once, 3 to 8 minutes; kept in ${cacheFolder()} afterwards`);
  const began = Date.now();
  const folder = mkdtempSync(join(cacheFolder(), 'build-'));
  let packages = 0;
  const build = run(go, ['install', '-v', '-ldflags=-s -w', `${CLI_PACKAGE}@${CLI_VERSION}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-buildvcs=false' },
    limitMs: BUILD_LIMIT_MS,
    onOutput: (text) => {
      packages += text.split('\n').length - 1;
    },
  });
  const { code, output } = await sayingSo(say, 20_000, (s) => `  ... ${s} s, ${packages} packages built`, build);
  if (code === 0) {
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(folder, 'temporal'), target);
  }
  rmSync(folder, { recursive: true, force: true });
  if (code === null) return `go install was ended after ${secondsSince(began)} s; begun again, it goes on from there`;
  if (code !== 0) return `go install failed: ${output.split('\n').slice(-2).join(' ')}`;
  say(`  built in ${secondsSince(began)} s`);
  return undefined;
}

/** `bin/temporal` in the cache is for people: the same command without its version. */
function linkFromBin(executable: string): void {
  const link = join(cacheFolder('bin'), 'temporal');
  const fresh = `${link}.${process.pid}`;
  symlinkSync(executable, fresh);
  renameSync(fresh, link);
}

function everyWay(noDownload: string, noBuild: string): string {
  return [
    'Temporal could not be started. Any one of these mends it:',
    '  - set TEMPORAL_ADDRESS (host:port) to a running Temporal server;',
    "  - put Temporal's command line `temporal` on PATH;",
    `  - let its SDK download it (tried: ${noDownload});`,
    `  - install Go 1.24 or later, which builds ${CLI_PACKAGE}@${CLI_VERSION} (tried: ${noBuild}).`,
  ].join('\n');
}
