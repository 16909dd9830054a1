import { buildApp } from '#api/app';
import { openDatabase } from '#db/transaction';
import { DAY } from '#domain/instant';
import { keyringOf } from '#tools/keyring';
import { databaseUrlAs, derivedKey } from '#tools/keys';
import { builtPages } from '#tools/pages';
import { freePort } from '#tools/servers/port';
import { TEST_MASTER_KEY } from './city.ts';

/**
 * A second server over a served city, whose clock is so many days ahead: what may be done then is seen by clicks, and no clock of the machine is moved.
 * Sessions go by the machine's clock and stay good. Nothing is called in between: whoever wants rings looks at workflows.
 */
export async function laterServer(databaseUrl: string, days: number): Promise<{ url: string; stop(): Promise<void> }> {
  const open = (role: 'api' | 'auth') =>
    openDatabase(databaseUrlAs(databaseUrl, role, TEST_MASTER_KEY), { size: 3, applicationName: 'later' });
  const [db, authDb, port] = [open('api'), open('auth'), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const app = await buildApp(
    {
      db,
      authDb,
      keyring: keyringOf(TEST_MASTER_KEY),
      signInKey: derivedKey(TEST_MASTER_KEY, 'sessions'),
      contactKey: derivedKey(TEST_MASTER_KEY, 'contacts'),
      clock: { now: () => Promise.resolve(Date.now() + days * DAY) },
      waker: null,
      feed: null,
      origin: url,
      demo: true,
      ...builtPages(),
    },
    { logLevel: 'silent' },
  );
  // The console goes by the time of the answers it gets.
  app.server.prependListener('request', (_request, response) => {
    response.setHeader('date', new Date(Date.now() + days * DAY).toUTCString());
  });
  await app.listen({ port, host: '127.0.0.1' });
  return {
    url,
    stop: async () => {
      await app.close();
      await Promise.all([db.end(), authDb.end()]);
    },
  };
}
