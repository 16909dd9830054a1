import { pino } from 'pino';
import { startCalendarChanges } from '#activities/calendar-change';
import { createActivities } from '#activities/create';
import { startFreezingWatch } from '#activities/freezing-watch';
import { startPassing } from '#activities/passing';
import { startRelay } from '#activities/relay';
import { mailChannel } from '#adapters/mail/mail-channel';
import { machineClock } from '#adapters/temporal/clock';
import { openClient, openWorkerConnection } from '#adapters/temporal/connection';
import { newWaker } from '#adapters/temporal/waker';
import { installRuntime, startWorkers } from '#adapters/temporal/workers';
import { openDatabase } from '#db/transaction';
import { openAddress } from '#db/vault/address';
import { databaseUrlAs, derivedKey } from '#tools/keys';
import { readServiceSettings } from '#tools/settings';
import { workflowBundle } from '#tools/workflow-bundle';
import { addressOf, TASK_QUEUES } from '#workflows/ids';

/* Time and the outside world: workflows, activities and the relay. Needs DATABASE_URL, TEMPORAL_ADDRESS and XINQIAO_MASTER_KEY. */

const LANES = 12;

const { mail, origin, port, ...settings } = readServiceSettings(process.env);
const { databaseUrl, temporalAddress, temporalNamespace, masterKey } = settings;
const log = pino({ name: 'worker' });
installRuntime((level, message) => log.warn({ sdkLevel: level }, message));

const temporal = {
  address: temporalAddress,
  namespace: temporalNamespace,
  identity: 'xinqiao-worker',
  keys: { current: '1', keys: { '1': derivedKey(masterKey, 'temporal-payloads') } },
};
const db = openDatabase(databaseUrlAs(databaseUrl, 'clock', masterKey), { size: LANES + 2, applicationName: 'worker' });
const client = openClient(temporal);
const waker = newWaker(client, addressOf, TASK_QUEUES.streams);
const contacts = derivedKey(masterKey, 'contacts');
const open = (sealed: Buffer, person: string) => openAddress(contacts, person, 'mail', sealed);
const consoleOrigin = origin ?? `http://127.0.0.1:${port}`;
const channels = mail === undefined ? [] : [mailChannel({ ...mail, consoleOrigin, open })];
const parts = { db, clock: machineClock, waker, channels, log };
const connection = await openWorkerConnection(temporal);
const workers = await startWorkers({
  ...temporal,
  connection,
  bundle: await workflowBundle(),
  activities: createActivities(parts),
  queues: TASK_QUEUES,
  lanes: LANES,
});
const loops = [startRelay(parts), startCalendarChanges(parts), startPassing(parts), startFreezingWatch(parts)];
log.info('ready');

const asked = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
});
await Promise.race([asked, workers.done]);
await Promise.all(loops.map((loop) => loop.stop()));
await workers.stop();
await Promise.all([db.end(), connection.close(), client.connection.close()]);
log.info('stopped');
