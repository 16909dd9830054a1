import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** URL of the embedded Postgres that `npm start` runs on the data in `home`; undefined when none runs there. Never starts one. */
export function runningPostgresUrl(home: string, database: string): string | undefined {
  const marks = join(home, 'postgres', 'postmaster.pid');
  const password = join(home, 'postgres-password');
  if (!existsSync(marks) || !existsSync(password)) return undefined;
  // Line 4 of postmaster.pid is the port.
  const port = Number(readFileSync(marks, 'utf8').split('\n')[3]);
  if (!Number.isInteger(port) || port <= 0) return undefined;
  return `postgres://postgres:${readFileSync(password, 'utf8').trim()}@127.0.0.1:${port}/${database}`;
}
