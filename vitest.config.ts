import { configDefaults, defineConfig } from 'vitest/config';

const SECOND = 1_000;
const SLOWER = ['**/*.workflow.test.ts', '**/*.db.test.ts', '**/*.e2e.test.ts'];
const SETUP = 'tools/testing/global-setup.ts';

/** One project for each kind of test; what each needs to run is brought up by the set-up, once for a run. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    exclude: [...configDefaults.exclude, 'dist/**'],
    projects: [
      project('unit', '**/*.test.ts', { seconds: 30, exclude: SLOWER }),
      project('db', '**/*.db.test.ts', { seconds: 60, globalSetup: SETUP }),
      project('workflow', '**/*.workflow.test.ts', { seconds: 120, globalSetup: SETUP }),
      // After the others and one at a time: what is measured against a clock has the machine to itself, as a user has.
      alone(project('e2e', '**/*.e2e.test.ts', { seconds: 300, globalSetup: SETUP })),
    ],
  },
});

function project(name: string, include: string, more: { seconds: number; exclude?: string[]; globalSetup?: string }) {
  const { seconds, exclude = [], globalSetup = [] } = more;
  const limit = seconds * SECOND;
  return {
    extends: true as const,
    test: {
      name,
      include: [include],
      exclude: [...configDefaults.exclude, 'dist/**', ...exclude],
      globalSetup,
      testTimeout: limit,
      hookTimeout: limit,
      teardownTimeout: limit,
      // What is waited for comes when it comes: one second, as it is unless told, is too short on a busy machine.
      expect: { poll: { timeout: limit / 2 } },
    },
  };
}

function alone<T extends { test: object }>(one: T) {
  return { ...one, test: { ...one.test, maxWorkers: 1, sequence: { groupOrder: 1 } } };
}
