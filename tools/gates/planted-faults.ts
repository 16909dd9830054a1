/** A fault to plant: what stands where, which gate must report it, and words that its report must hold. */
export interface Fault {
  readonly fault: string;
  readonly path: string;
  readonly text: string;
  readonly gate: string;
  readonly says: string;
}

const OFF = ['oxlint', 'disable'].join('-');
const ASKED_FOR = ['skip', 'true'].join(': ');
const HOME = ['', 'home', 'someone', 'xinqiao'].join('/');
const WORK = ['', 'work', 'main'].join('/');
const lines = (...text: string[]) => `${text.join('\n')}\n`;
const many = (count: number) => Array.from({ length: count }, (_, n) => `export const line${n} = ${n};`);
const long = (count: number) => ['export function long(): void {', ...Array(count - 2).fill('  long();'), '}'];

/** What pure code must not reach for. */
const GLOBALS = [
  'Date performance setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask',
  'process Buffer crypto fetch WebSocket navigator console Intl globalThis global require module __dirname __filename',
  'WeakRef FinalizationRegistry',
].join(' ');

const lint = (fault: string, path: string, says: string, ...text: string[]): Fault => ({
  fault,
  path,
  text: lines(...text),
  gate: 'lint',
  says,
});

const pureFolders = ['domain', 'programme', 'workflows'].flatMap((folder) => [
  ...GLOBALS.split(' ').map((name) =>
    lint(`${name} in ${folder}`, `${folder}/uses-${name.toLowerCase()}.ts`, `'${name}'`, `export const it = ${name};`),
  ),
  lint(`chance in ${folder}`, `${folder}/uses-chance.ts`, 'Math.random', 'export const it = Math.random();'),
]);

const promises = [
  'async function send(): Promise<void> {}',
  'export function sendAll(names: string[]): void {',
  '  names.forEach(async () => await send());',
  '}',
];

const linted: readonly Fault[] = [
  lint('any', 'db/any.ts', 'no-explicit-any', 'export const x: any = 1;'),
  lint('a floating promise', 'db/floating.ts', 'no-floating-promises', 'export const f = async () => 1;', 'f();'),
  lint('a misused promise', 'db/misused.ts', 'no-misused-promises', ...promises),
  lint(
    'a switch that forgets a case',
    'domain/forgetful.ts',
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b'): number {",
    "  switch (x) { case 'a': return 1; default: return 2; }",
    '}',
  ),
  lint('a cycle', 'db/hen.ts', 'no-cycle', "import { egg } from './egg.ts';", 'export const hen = (): void => egg();'),
  lint('a cycle', 'db/egg.ts', 'no-cycle', "import { hen } from '#db/hen';", 'export const egg = (): void => hen();'),
  lint('a file of 251 lines', 'domain/long-file.ts', '(max-lines)', ...many(251)),
  lint('a function of 61 lines', 'domain/long-function.ts', 'max-lines-per-function', ...long(61)),
  lint('a type imported by expression', 'db/by-type.ts', 'consistent-type', "export type X = import('#api/app').App;"),
  lint(
    'a type imported inline',
    'db/inline.ts',
    'no-import-type-side',
    "import { type X } from './y.ts';",
    'export type Y = X;',
  ),
  lint(
    'a test that expects nothing',
    'db/idle.test.ts',
    'expect-expect',
    "import { it } from 'vitest';",
    "it('x', () => {});",
  ),
  lint('a require', 'db/required.ts', 'no-require-imports', "export const fs = require('node:fs');"),
  lint('process.env', 'api/environment.ts', 'no-process-env', "export const port = process.env['PORT'];"),
  lint('env taken apart', 'db/environment.ts', 'process.env', 'export const { env } = process;'),
  lint('env the long way', 'adapters/environment.ts', 'globalThis.process', 'export const p = globalThis.process;'),
  lint('node:process', 'activities/process.ts', 'no-restricted-imports', "export { env } from 'node:process';"),
  lint('types switched off', 'db/ignored.ts', 'ban-ts-comment', `// @ts-${'ignore'}`, "export const n: number = '';"),
  lint(
    'a test alone',
    'db/only.test.ts',
    'no-focused-tests',
    "import { it } from 'vitest';",
    "it.only('x', () => {});",
  ),
  lint('a test skipped', 'db/skip.test.ts', 'no-disabled', "import { it } from 'vitest';", "it.skip('x', () => {});"),
  lint('a test to do', 'db/todo.test.ts', 'warn-todo', "import { it } from 'vitest';", "it.todo('x');"),
  lint(
    'a needless switch-off',
    'db/needless.ts',
    'Unused oxlint',
    `// ${OFF}-next-line no-var -- a good reason`,
    ...many(1),
  ),
];

const own = (gate: string, fault: string, path: string, says: string, ...text: string[]): Fault => ({
  ...lint(fault, path, says, ...text),
  gate,
});

/** Every fault but the directions of imports. */
export const faults: readonly Fault[] = [
  ...linted,
  ...pureFolders,
  own('types', 'a type error', 'domain/mistyped.ts', 'TS2322', "export const n: number = 'one';"),
  own('web-types', 'a type error of a page', 'web/mistyped.tsx', 'TS2322', 'export const n: number = <p>one</p>;'),
  own(
    'page-size',
    'a page that is too heavy',
    'dist/web/answering/.vite/manifest.json',
    'of 75 KB',
    '{ "page": { "file": "../../../node_modules/antd/dist/antd.min.js", "isEntry": true } }',
  ),
  own(
    'types',
    'an index taken for granted',
    'domain/indexed.ts',
    'TS2322',
    'export const n = (a: number[]): number => a[0];',
  ),
  own('format', 'an unformatted file', 'domain/unformatted.ts', '- domain/unformatted.ts', 'export const  x = "y"'),
  own('unused', 'an unused file', 'domain/unused-file.ts', 'domain/unused-file.ts', 'export const x = 1;'),
  own(
    'unused',
    'an unused export',
    'domain/half-used.ts',
    'nobodyAsks',
    'export const asked = 1;',
    'export const nobodyAsks = 2;',
  ),
  own('unused', 'a package that is not declared', 'tools/undeclared.ts', 'left-pad', "import 'left-pad';"),
  own('imports', 'a sibling by alias', 'domain/sibling.ts', "write './level.ts'", "export * from '#domain/level';"),
  own(
    'imports',
    'a child by alias',
    'domain/child.ts',
    "write './scales/gad.ts'",
    "export * from '#domain/scales/gad';",
  ),
  own('imports', 'test tools outside tests', 'db/tested.ts', 'for tests alone', "export { vi } from 'vitest';"),
  own(
    'sql-clock',
    'now() in a query',
    'db/queries/late.ts',
    'clock of the database',
    'export const q = `select now() - at`;',
  ),
  own(
    'sql-clock',
    'a default of now()',
    'db/schema/late.ts',
    'defaultNow',
    'export const at = (c: Col) => c.defaultNow();',
  ),
  own(
    'sql-clock',
    'a migration with a clock',
    'db/migrations/0009_x.sql',
    'CURRENT_TIMESTAMP',
    'alter x default CURRENT_TIMESTAMP;',
  ),
  own('silenced', 'lint off without a reason', 'db/silent.ts', 'reason', `// ${OFF}-next-line no-var`, 'var x = 1;'),
  own('silenced', 'all lint off', 'db/mute.ts', 'reason', `/* ${OFF} */`, 'export const x = 1;'),
  own('silenced', 'a test off by options', 'db/optional.test.ts', 'options', `it('x', { ${ASKED_FOR} }, () => {});`),
  own('hygiene', 'a machine path', 'docs/howto.md', 'one machine', `Look into ${WORK} first.`),
  own('hygiene', 'a home folder', 'tools/home.ts', 'one machine', `export const home = '${HOME}';`),
  own(
    'hygiene',
    'a mirror in the lockfile',
    'package-lock.json',
    'mirror',
    `{ "${'resolved'}": "http://mirror.example/x" }`,
  ),
  own('hygiene', 'a registry in .npmrc', '.npmrc', 'registry', 'registry=http://mirror.example/'),
];

/** Files at the very edge of each rule, which no gate may report. */
export const clean: readonly { readonly path: string; readonly text: string }[] = [
  { path: 'domain/edge-file.ts', text: lines(...many(250)) },
  { path: 'domain/edge-function.ts', text: lines(...long(60)) },
  { path: 'worker.ts', text: lines("console.log(process.env['PORT']);") },
  {
    path: 'domain/whole.ts',
    text: lines(
      "export function whole(x: 'a' | 'b'): number {",
      '  switch (x) {',
      "    case 'a':",
      '      return 1;',
      "    case 'b':",
      '      return 2;',
      '    default:',
      '      return x satisfies never;',
      '  }',
      '}',
    ),
  },
  {
    path: 'domain/edge.test.ts',
    text: lines(
      "import { expect, it } from 'vitest';",
      "import * as file from './edge-file.ts';",
      "import { long } from './edge-function.ts';",
      "import { asked } from './half-used.ts';",
      "import { whole } from './whole.ts';",
      '',
      "it.skipIf(asked === 1)('sees what it plants', () => {",
      '  expect([file, long, whole, new Date(0)]).toHaveLength(4);',
      '});',
    ),
  },
  {
    path: 'db/edge.db.test.ts',
    text: lines(
      `// ${OFF}-next-line typescript/no-explicit-any -- the driver itself answers with any`,
      "export const answer: any = 'select now() is fine in a test';",
    ),
  },
  {
    path: 'docs/edge.md',
    text: lines('Data lies under /var/lib/xinqiao, never in /tmp or /root; see https://example.org/work/x.'),
  },
];
