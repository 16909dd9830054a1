import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantedTree } from './planted-tree.ts';
import { runTool, staticTools } from './static-tools.ts';

/** Everything that a folder could reach for, one of each kind. */
const TARGETS = [
  '#domain/case',
  '#domain/level',
  '#programme/duty-roster',
  '#workflows/student-case',
  '#workflows/case.messages',
  '#workflows/ids',
  '#activities/contract',
  '#adapters/mail/smtp',
  '#adapters/temporal/connection',
  '#adapters/spreadsheets/workbook',
  '#adapters/files/inspect',
  '#adapters/documents/word',
  '#db/commit',
  '#api/app',
  '#api/schemas/case',
  '#api/openapi',
  '#web/parts/page.tsx',
  '#web/features/today/today.tsx',
  '#web/answering/main.tsx',
  '#web/phone/planted.ts',
  '#tools/migrate',
  '@temporalio/workflow',
  '@temporalio/activity',
  '@temporalio/client',
  '@temporalio/worker',
  'postgres',
  'drizzle-orm',
  'drizzle-orm/pg-core',
  'drizzle-orm/postgres-js',
  'fastify',
  '@fastify/helmet',
  'better-auth',
  'zod',
  'pino',
  'hucre',
  'docx',
  'echarts',
  'echarts/core',
  '@resvg/resvg-js',
  'nodemailer',
  'pinyin-pro',
  '@marcbachmann/cel-js',
  'react',
  'antd',
  'preact',
  'lodash',
  'node:fs',
  'node:process',
  'fs',
  'process',
];

/** Refused to all but tests by another gate, for the linter has no row of its own for tests. */
const TEST_TOOLS = ['vitest', 'fast-check', '@temporalio/testing', '#tools/testing/clock'];

const NODE = /^node:fs$/;
const ACTIVITIES = [/^#(activities|db|domain|programme|adapters)\//, '@temporalio/activity', 'pino', NODE];
const DB = [/^#(db|domain|programme)\//, 'drizzle-orm', 'drizzle-orm/pg-core', NODE];
const WEB = [/^#(domain|programme)\//, 'react', 'antd', 'echarts/core'];
const DRIVER = ['postgres', 'drizzle-orm/postgres-js'];

interface Row {
  readonly file: string;
  readonly values: readonly (string | RegExp)[];
  /** Beyond the values. */
  readonly types?: readonly (string | RegExp)[];
}

/** Who may import whom, written here a second time on purpose: the linter's copy is what is tested. */
const ROWS: readonly Row[] = [
  { file: 'domain/planted.ts', values: [/^#domain\//] },
  { file: 'domain/scales/planted.ts', values: [/^#domain\//] },
  { file: 'programme/planted.ts', values: [/^#(programme|domain)\//] },
  {
    file: 'workflows/planted.ts',
    values: [/^#(workflows|domain|programme)\//, '@temporalio/workflow'],
    types: [/^#activities\//],
  },
  { file: 'activities/planted.ts', values: ACTIVITIES, types: ['#workflows/case.messages'] },
  { file: 'activities/relay.ts', values: [...ACTIVITIES, '@temporalio/client'], types: ['#workflows/case.messages'] },
  { file: 'adapters/planted.ts', values: [/^#(adapters|domain)\//, NODE] },
  { file: 'adapters/hospital/planted.ts', values: [/^#(adapters|domain)\//, NODE] },
  { file: 'adapters/temporal/planted.ts', values: [/^#(adapters|domain)\//, /^@temporalio\//, NODE] },
  { file: 'adapters/spreadsheets/planted.ts', values: [/^#(adapters|domain)\//, 'hucre', NODE] },
  {
    file: 'adapters/documents/planted.ts',
    values: [/^#(adapters|domain|programme)\//, 'docx', 'echarts/core', '@resvg/resvg-js', 'hucre', NODE],
  },
  { file: 'adapters/pinyin/planted.ts', values: [/^#(adapters|domain)\//, 'pinyin-pro', NODE] },
  { file: 'adapters/formula/planted.ts', values: [/^#(adapters|domain)\//, '@marcbachmann/cel-js', NODE] },
  { file: 'adapters/mail/planted.ts', values: [/^#(adapters|domain)\//, 'nodemailer', NODE] },
  { file: 'db/queries/planted.ts', values: DB, types: DRIVER },
  { file: 'db/transaction.ts', values: [...DB, ...DRIVER] },
  { file: 'db/client.ts', values: [...DB, ...DRIVER] },
  { file: 'db/scope.ts', values: [...DB, ...DRIVER] },
  { file: 'db/planted.db.test.ts', values: [...DB, ...DRIVER] },
  {
    file: 'api/routes/planted.ts',
    values: [
      /^#(api|db|domain|programme|adapters\/(temporal|spreadsheets|documents|files))\//,
      /^#workflows\/(case\.messages|ids)$/,
      /^(@temporalio\/client|fastify|@fastify\/helmet|better-auth|zod)$/,
      NODE,
    ],
    types: [/^#workflows\//],
  },
  { file: 'web/frame/planted.ts', values: [...WEB, /^#web\//, 'pinyin-pro'], types: ['#api/openapi'] },
  { file: 'web/features/x/planted.ts', values: [...WEB, '#web/parts/page.tsx'], types: ['#api/openapi'] },
  {
    file: 'web/answering/planted.ts',
    values: [/^#domain\//, '#web/phone/planted.ts', 'preact'],
    types: ['#api/openapi'],
  },
  { file: 'tools/planted.ts', values: [/./] },
  { file: 'worker.ts', values: [/./] },
  { file: 'server.ts', values: [/./] },
];

const tree = plantedTree();
const reported = new Set<string>();

beforeAll(async () => {
  for (const { file } of ROWS) tree.plant(file, linesFor().join('\n'));
  const [lint] = staticTools.filter((tool) => tool.name === 'lint');
  const { details } = await runTool(tree.root, lint ?? expect.fail('no lint'));
  for (const [, place] of details.matchAll(/^(\S+:\d+):\d+: .*\(no-restricted-imports\)\]$/gm))
    reported.add(place ?? '');
}, 60_000);

afterAll(() => tree.remove());

/** Line 2n + 1 imports a value of target n, line 2n + 2 a type; two lines follow that climb out, then the test tools. */
function linesFor(): string[] {
  const both = TARGETS.flatMap((target, n) => [
    `import { value${n} } from '${target}';`,
    `import type { Type${n} } from '${target}';`,
  ]);
  const climbs = ["import { up } from '../up.ts';", "import { round } from './../round.ts';"];
  return [...both, ...climbs, ...TEST_TOOLS.map((tool, n) => `import { tool${n} } from '${tool}';`)];
}

const named = (rules: readonly (string | RegExp)[], target: string) =>
  rules.some((rule) => (typeof rule === 'string' ? rule === target : rule.test(target)));

describe('who may import whom', () => {
  it.each(ROWS)('$file imports what its row names and nothing else', ({ file, values, types = [] }) => {
    const refused = (line: number) => reported.has(`${file}:${line}`);
    const seen = TARGETS.map((target, n) => ({ target, value: !refused(2 * n + 1), type: !refused(2 * n + 2) }));
    const due = TARGETS.map((target) => ({
      target,
      value: named(values, target),
      type: named(values, target) || named(types, target),
    }));
    expect(seen).toEqual(due);
  });

  it.each(ROWS)('$file does not climb out of its folder by a path', ({ file }) => {
    expect(reported).toContain(`${file}:${2 * TARGETS.length + 1}`);
    expect(reported).toContain(`${file}:${2 * TARGETS.length + 2}`);
  });

  it.each(ROWS.filter(({ file }) => !file.startsWith('web/')))(
    '$file leaves the tools of tests to tests',
    ({ file }) => {
      const refused = TEST_TOOLS.filter((_, n) => reported.has(`${file}:${2 * TARGETS.length + 3 + n}`));
      expect(refused).toEqual([]);
    },
  );
});
