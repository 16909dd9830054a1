import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { sayOnTerminal } from '#tools/servers/progress';
import { timeSkippingExecutable } from '#tools/servers/time-skipping';
import { releaseTestServers, testPostgres, testTemporal } from './test-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a Postgres superuser (database `postgres`): clone a database of your own from a template. Not in `unit`. */
    adminDatabaseUrl: string;
    /** `host:port` of a Temporal server in memory with the namespace `default`. Not in `unit`. */
    temporalAddress: string;
    /** Path for `createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`. Only in `workflow` and `e2e`. */
    timeSkippingServer: string;
  }
}

/** Brings up what the tests of one project need; servers are shared by the projects of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const skipsTime = project.name === 'workflow' || project.name === 'e2e';
  const [databaseUrl, temporalAddress] = await Promise.all([
    testPostgres(),
    testTemporal(),
    skipsTime ? prepareTimeSkipping(project) : undefined,
  ]);
  project.provide('adminDatabaseUrl', databaseUrl);
  process.env.TEST_DATABASE_URL = databaseUrl;
  project.provide('temporalAddress', temporalAddress);
  return releaseTestServers;
}

async function prepareTimeSkipping(project: TestProject): Promise<void> {
  project.provide('timeSkippingServer', await timeSkippingExecutable(sayOnTerminal));
  if (!existsSync('workflows/index.ts')) return;
  // Built here once, the bundle is read from its cache by every file; two files would build it at the same moment.
  const { workflowBundle } = await import('#tools/workflow-bundle');
  await workflowBundle();
  if (project.name !== 'e2e') return;
  const { compiledPrograms } = await import('./programs.ts');
  await compiledPrograms();
}
