import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type RunningPostgres, startPostgres } from '#tools/servers/postgres';
import { ROOT_HOME } from '#tools/servers/postgres-account';

/** A Postgres of a test file's own, that survives `kill -9` with everything it has acknowledged. */
export interface KillablePostgres {
  readonly url: string;
  /** `kill -9` of the postmaster, recovery, ready again on the same port. */
  killAndRestart(): Promise<void>;
}

/** Starts it, durable, and stops it after the file. Call it at the top of a test file. */
export async function killablePostgres(): Promise<KillablePostgres> {
  // Postgres does not run as root and must be able to look into the folder.
  const parent = process.getuid?.() === 0 ? join(ROOT_HOME, 'tests') : tmpdir();
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(parent, 'killed-'));
  chmodSync(home, 0o755);
  const plan = { home, database: 'killed', durable: true, say: () => undefined };
  let server: RunningPostgres = await startPostgres(plan);
  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });
  return {
    url: server.url,
    async killAndRestart() {
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
      server = await startPostgres({ ...plan, port: server.port });
    },
  };
}
