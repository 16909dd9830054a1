import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './servers/run.ts';

const PACKAGES = {
  '': {},
  'node_modules/one': { version: '1.0.0' },
  'node_modules/mac': { version: '2.0.0', optional: true },
};
const ROOT = join(import.meta.dirname, '..');

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'xinqiao-clone-'));
  mkdirSync(join(clone, 'tools'));
  cpSync(join(ROOT, 'tools', 'bootstrap.mjs'), join(clone, 'tools', 'bootstrap.mjs'));
  write('package.json', '{"type":"module"}');
  write('package-lock.json', JSON.stringify({ packages: PACKAGES }));
  write('script.ts', 'const said: string = process.argv.slice(2).join("+"); console.log(said); process.exitCode = 7;');
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Runs the bootstrap with a stand-in for npm, a script in plain JavaScript. */
function bootstrap(npm: string, ...args: string[]) {
  write('npm.js', npm);
  return run(process.execPath, [join(clone, 'tools', 'bootstrap.mjs'), 'script.ts', ...args], {
    cwd: clone,
    env: { ...process.env, npm_execpath: join(clone, 'npm.js') },
  });
}

function write(file: string, text: string): void {
  writeFileSync(join(clone, file), text);
}

/** What npm would leave: its list of packages, and tsx, which the script needs. */
function installed(packages: object): void {
  mkdirSync(join(clone, 'node_modules'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', 'tsx'), join(clone, 'node_modules', 'tsx'));
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
}

const FORBIDDEN = 'console.log("npm was called"); process.exit(1)';
const WHOLE = { 'node_modules/one': { version: '1.0.0' } };

describe('the bootstrap', () => {
  it('runs the script with its arguments and ends with its exit code when all packages are there', async () => {
    installed(WHOLE);
    expect(await bootstrap(FORBIDDEN, 'a', 'b c')).toEqual({ code: 7, output: 'a+b c' });
    expect(await bootstrap(FORBIDDEN)).toEqual({ code: 7, output: '' });
  });

  it('installs when another version is there, then runs the script', async () => {
    installed({ 'node_modules/one': { version: '0.9.0' } });
    const list = JSON.stringify(JSON.stringify({ packages: WHOLE }));
    const npm = `console.log(process.argv[2]); import("fs").then(f => f.writeFileSync("node_modules/.package-lock.json", ${list}))`;
    const { code, output } = await bootstrap(npm, 'ran');
    expect(output).toMatch(/installing the packages[^]*\nci\n[^]*\nran$/);
    expect(code).toBe(7);
  });

  it('installs when the packages of a workspace are missing, whatever the list says', async () => {
    const packages = { ...PACKAGES, 'tools/types/node_modules/two': { version: '2.0.0' } };
    write('package-lock.json', JSON.stringify({ packages }));
    installed(packages);
    const npm =
      'console.log("npm was called"); import("fs").then(f => f.mkdirSync("tools/types/node_modules/two", { recursive: true }))';
    expect((await bootstrap(npm, 'ran')).output).toMatch(/npm was called\n[^]*ran$/);
    expect(await bootstrap(FORBIDDEN, 'ran')).toEqual({ code: 7, output: 'ran' });
  });

  it.each([
    ['fails', 'console.log("ENETUNREACH"); process.exit(1)'],
    ['says yes and installs nothing', ''],
  ])('says in one sentence every way to mend it when npm %s', async (_, npm) => {
    const { code, output } = await bootstrap(npm);
    expect(code).toBe(1);
    const sentence = output.split('\n').at(-1) ?? '';
    for (const way of ['registry', 'proxy', '--offline', 'npm 10 or later', 'disk', 'remove node_modules']) {
      expect(sentence).toContain(way);
    }
  });
});
