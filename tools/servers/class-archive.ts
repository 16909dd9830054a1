import { existsSync, renameSync, rmSync } from 'node:fs';
import { Connection } from '@temporalio/client';
import { startChild } from './child.ts';
import { freePort } from './port.ts';
import type { Push } from './process.ts';

/** How Java starts one of our servers: everything before the port. */
export type JavaServer = { java: string; flags: readonly string[]; classPath: string; mainClass: string };

const READY_LIMIT_MS = 60_000;
/** Java writes its archive on the way out. */
const STOPPING: readonly Push[] = [
  ['SIGTERM', 60_000],
  ['SIGKILL', 5_000],
];

/**
 * Lets a server run once and has Java write down the classes it loaded. On a machine at twenty times its load a start then takes 1.5 s instead of 8, and
 * whoever waits for it has five. Java goes without an archive that is missing or that another version wrote, so a failure is none.
 */
export async function archiveClasses(server: JavaServer, archive: string): Promise<void> {
  const { java, flags, classPath, mainClass } = server;
  const fresh = `${archive}.${process.pid}`;
  const port = await freePort();
  const args = [`-XX:ArchiveClassesAtExit=${fresh}`, ...flags, '-cp', classPath, mainClass, String(port)];
  const child = await startChild({ program: java, args, log: `${archive}.log` });
  // A first call loads what every later one needs too.
  const answered = Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: READY_LIMIT_MS });
  await answered.then((connection) => connection.close()).catch(() => undefined);
  await child.stop(STOPPING);
  rmSync(`${archive}.log`, { force: true });
  if (existsSync(fresh)) renameSync(fresh, archive);
}
