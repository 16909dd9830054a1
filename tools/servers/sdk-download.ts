/**
 * Lets Temporal's SDK download one of its servers into an empty folder, and tries it once.
 * Run in a process of its own: `sdk-download.ts dev-server|time-skipping FOLDER`; exit code 0 when it worked.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { reasonOf } from './reason.ts';

const [kind, downloadDir] = process.argv.slice(2);
if (kind === undefined || downloadDir === undefined) throw new Error('usage: sdk-download.ts KIND FOLDER');

const server = { executable: { type: 'cached-download', downloadDir, ttl: '3650 days' } } as const;
try {
  const environment =
    kind === 'dev-server'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 1;
}
