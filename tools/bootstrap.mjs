/**
 * `node tools/bootstrap.mjs SCRIPT.ts [arguments]`: installs the packages when they are missing or not those of the
 * lockfile, then runs the script. Plain Node without a package, so that it runs on a fresh clone; it also has to be
 * readable for the old versions of Node that it refuses.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules', '.xinqiao-lock');
const OLDEST_NODE = [20, 20];
const HEARTBEAT_MS = 15_000;
const PARENT_WATCH_MS = 1_000;

/** @param {string} version such as 20.20.2 */
function isTooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
}

/** Whether node_modules holds what the lockfile names; npm keeps its own list of what it installed. */
function isInstalled() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  // A workspace has packages in a folder of its own, which a copied or emptied node_modules says nothing about.
  const wanted = JSON.parse(lock).packages;
  const nested = Object.keys(wanted).filter((path) => /^(?!node_modules\/).+\/node_modules\//.test(path));
  if (nested.some((path) => !wanted[path].optional && !existsSync(join(ROOT, path)))) return false;
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return true;
  const listed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const installed = JSON.parse(readFileSync(listed, 'utf8')).packages;
  const differs = Object.keys(wanted).some(
    (path) => path !== '' && !wanted[path].optional && installed[path]?.version !== wanted[path].version,
  );
  if (!differs) writeFileSync(STAMP, stamp);
  return !differs;
}

/** @returns {Promise<number | null>} exit code of npm */
function install() {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const command = npm?.endsWith('.js') ? [process.execPath, npm, ...args] : ['npm', ...args];
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.error(
    '正在按 package-lock.json 安装依赖，约一分钟 · installing the packages of package-lock.json, about a minute',
  );
  const timer = setInterval(() => console.error(`  ... npm ci, ${seconds()} s`), HEARTBEAT_MS);
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    const end = (code) => {
      clearInterval(timer);
      if (code === 0) console.error(`  ... npm ci, done in ${seconds()} s`);
      resolve(code);
    };
    child.on('error', () => end(null));
    child.on('close', end);
  });
}

function howToMend(code) {
  const npm = spawnSync('npm', ['--version'], { encoding: 'utf8' }).stdout?.trim() || 'not found';
  return (
    `依赖没有装上，请看上面 npm 的输出 · The packages could not be installed (npm ci ended with ${code ?? 'no start'}; ` +
    `npm ${npm}, Node ${process.versions.node}): see npm's own words above, then do what fits: reach a package registry ` +
    '(network, proxy, or `npm config set registry ADDRESS`), or without a network fill the npm cache and run ' +
    '`npm ci --offline`, or use npm 10 or later (it comes with Node), or make room on the disk, or remove node_modules ' +
    'when it belongs to another user; then run the same command again.'
  );
}

/** Runs the script and ends as it ends. Whoever stops us, or kills the npm above us, stops it. */
function runScript(script, args) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM');
  }, PARENT_WATCH_MS);
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exitCode = signal === null ? code : 128 + constants.signals[signal];
  });
}

async function main([script, ...args]) {
  if (script === undefined) throw new Error('usage: node tools/bootstrap.mjs SCRIPT.ts [arguments]');
  if (isTooOld(process.versions.node)) {
    console.error(
      `Node ${process.versions.node} 版本太旧，需要 ${OLDEST_NODE.join('.')} 或更高 · Node ${process.versions.node} is too ` +
        `old: install Node ${OLDEST_NODE.join('.')} or later (22 and 24 work too), then run the same command again.`,
    );
    return 1;
  }
  if (!isInstalled()) {
    const code = await install();
    if (code !== 0 || !isInstalled()) {
      console.error(howToMend(code));
      return 1;
    }
  }
  runScript(script, args);
  return undefined;
}

process.exitCode = await main(process.argv.slice(2));
