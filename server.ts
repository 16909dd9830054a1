import { pino } from 'pino';
import { buildApp } from '#api/app';
import { machineClock } from '#adapters/temporal/clock';
import { openClient } from '#adapters/temporal/connection';
import { newWaker, restingWaker } from '#adapters/temporal/waker';
import { openNoticeFeed } from '#db/notice-feed';
import { isDemoCity } from '#db/queries/organisations';
import { openDatabase } from '#db/transaction';
import { keyringOf } from '#tools/keyring';
import { databaseUrlAs, derivedKey } from '#tools/keys';
import { builtPages } from '#tools/pages';
import { readServiceSettings } from '#tools/settings';
import { addressOf, TASK_QUEUES } from '#workflows/ids';

/* People's acts and reads over HTTP. Needs DATABASE_URL, TEMPORAL_ADDRESS and XINQIAO_MASTER_KEY; Temporal may be away, the database may not. */

const { databaseUrl, temporalAddress, temporalNamespace, masterKey, port, origin } = readServiceSettings(process.env);
const applicationName = 'server';
const apiUrl = databaseUrlAs(databaseUrl, 'api', masterKey);
const db = openDatabase(apiUrl, { size: 12, applicationName });
const authDb = openDatabase(databaseUrlAs(databaseUrl, 'auth', masterKey), { size: 4, applicationName });
const client = openClient({
  address: temporalAddress,
  namespace: temporalNamespace,
  identity: 'xinqiao-server',
  keys: { current: '1', keys: { '1': derivedKey(masterKey, 'temporal-payloads') } },
});
// Lines go out ten times a second, not one by one.
const log = pino.destination({ minLength: 4_096, sync: false, periodicFlush: 100 });
const feed = openNoticeFeed(apiUrl);
const app = await buildApp(
  {
    db,
    authDb,
    keyring: keyringOf(masterKey),
    signInKey: derivedKey(masterKey, 'sessions'),
    contactKey: derivedKey(masterKey, 'contacts'),
    clock: machineClock,
    waker: restingWaker(newWaker(client, addressOf, TASK_QUEUES.streams)),
    feed,
    origin: origin ?? `http://127.0.0.1:${port}`,
    demo: await db.transaction({}, isDemoCity),
    ...builtPages(),
  },
  { logLevel: 'info', logTo: log },
);
await app.listen({ port, host: '127.0.0.1' });

const asked = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});
await asked;
await app.close();
await Promise.all([db.end(), authDb.end(), feed.end(), client.connection.close()]);
log.flushSync();
