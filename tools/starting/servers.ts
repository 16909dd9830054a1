import postgres from 'postgres';
import { type RunningPostgres, startPostgres } from '#tools/servers/postgres';
import type { Say } from '#tools/servers/progress';
import { reasonOf } from '#tools/servers/reason';
import { checkTemporal, type RunningTemporal, startTemporal } from '#tools/servers/temporal';
import type { Settings } from '#tools/settings';
import { type Supervised, supervised } from './supervised.ts';

/** Where a server is, and what has to be stopped at the end when it is ours. */
export type Available<T> = T & { part: Supervised | undefined };

const OLDEST_POSTGRES = 15;

/**
 * The database of `DATABASE_URL`, or our own Postgres, which is kept running on the same port.
 * @throws Error that names DATABASE_URL when that database cannot be used
 */
export async function bringUpPostgres(settings: Settings, say: Say): Promise<Available<{ url: string }>> {
  if (settings.databaseUrl !== undefined) {
    await checkDatabase(settings.databaseUrl);
    return { url: settings.databaseUrl, part: undefined };
  }
  const start = (port?: number): Promise<RunningPostgres> =>
    startPostgres({ home: settings.home, port, database: 'xinqiao', durable: true, say });
  const first = await start();
  return { url: first.url, part: supervised('Postgres', first, () => start(first.port), say) };
}

/**
 * The Temporal of `TEMPORAL_ADDRESS`, or our own, which keeps its histories and is kept running on the same port.
 * @throws Error that names TEMPORAL_ADDRESS when that server cannot be used
 */
export async function bringUpTemporal(
  settings: Settings,
  say: Say,
): Promise<Available<{ address: string; uiUrl: string | undefined }>> {
  const { home, temporalAddress: given, temporalNamespace: namespace } = settings;
  if (given !== undefined) {
    await checkTemporal(given, namespace).catch((error: unknown) => {
      throw new Error(`TEMPORAL_ADDRESS: no Temporal with the namespace ${namespace} at ${given}: ${reasonOf(error)}`);
    });
    return { address: given, uiUrl: undefined, part: undefined };
  }
  const start = (port?: number, uiPort?: number): Promise<RunningTemporal> =>
    startTemporal({ home, keep: true, namespace, port, ui: true, uiPort, say });
  const first = await start();
  const { address, uiUrl } = first;
  return { address, uiUrl, part: supervised('Temporal', first, () => start(first.port, first.uiPort), say) };
}

async function checkDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [row] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int / 10000 as version`;
    const version = row?.version ?? 0;
    if (version < OLDEST_POSTGRES)
      throw new Error(`it is Postgres ${version}, and ${OLDEST_POSTGRES} or later is needed`);
  } catch (error) {
    throw new Error(`DATABASE_URL: the database cannot be used: ${reasonOf(error)}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
