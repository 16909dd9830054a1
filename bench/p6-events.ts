import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { policyRow } from '#db/policy-document';
import { policies } from '#db/schema/index';
import { DAY, SECOND } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { installRuntime } from '#adapters/temporal/workers';
import { signIn } from '#tools/chaos/clients';
import { fastPolicy } from '#tools/chaos/fast-policy';
import { type Scene, sceneOf } from '#tools/chaos/scene';
import { JOURNEYS } from '#tools/chaos/steps';
import { BEGAN } from '#tools/seed/load';
import { startTemporal } from '#tools/servers/temporal';
import { addressOf } from '#workflows/ids';
import { type BareWorker, eventsOf, ringsOfBare, startBareWorker } from './bare-worker.ts';
import type { Figure } from './figure.ts';
import { poster } from './load.ts';
import { byPeople, type Leading, toCare } from './leading.ts';
import type { Place } from './place.ts';

const NAMESPACE = 'default';
/** An act and a signal, then a pause: what follows on one is over before the next comes. */
const PAUSE_MS = 600;
const CASES_LEFT_ALONE = 4;
const BARE_RING_MS = 5 * SECOND;

/** What one act and one ring of the clock cost in history, on a running system: API, worker, relay, Temporal. */
export async function eventsBench(place: Place, quick: boolean): Promise<readonly Figure[]> {
  const temporal = await startTemporal({
    home: place.home,
    keep: false,
    namespace: NAMESPACE,
    ui: false,
    say: () => undefined,
  });
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: NAMESPACE });
  installRuntime(() => undefined);
  const bare = await startBareWorker(client, temporal.address);
  const endWorker = await place.work(temporal.address);
  try {
    const school = place.city.schools[0].id;
    const scenes = place.city.students
      .flatMap(({ school: own }, n) => (own === school ? [n] : []))
      .slice(0, 1 + CASES_LEFT_ALONE)
      .map((n) => sceneOf(place.city, place.sql, n));
    const people = [
      ...new Map(
        scenes.flatMap((scene) => [scene.counselor, scene.classTeacher]).map((who) => [who.person, who]),
      ).values(),
    ];
    const url = await place.serve(people, temporal.address);
    const cookies = new Map<string, string>();
    for (const { person, username } of people) cookies.set(person, await signIn(url, username));
    const { post, close } = poster(url, 1);
    const leading = byPeople(post, cookies);
    const [first, ...others] = scenes;
    if (first === undefined) throw new Error('a city without pupils');
    const figures = [
      await perAct(place, client, bare, leading, first, quick ? 5 : 40),
      await perRing(place, client, bare, leading, others, quick ? 20 * SECOND : 90 * SECOND),
    ];
    close();
    return figures;
  } finally {
    await endWorker();
    await bare.stop();
    await connection.close();
    await temporal.stop();
  }
}

async function perAct(
  place: Place,
  client: Client,
  bare: BareWorker,
  leading: Leading,
  scene: Scene,
  acts: number,
): Promise<Figure> {
  const id = await toCare(scene, leading, 0);
  const [own, other] = [addressOf('case', id).workflowId, 'bare/acts'];
  await bare.start(other, DAY);
  await quiet(place);
  const before = [await eventsOf(client, [own]), await eventsOf(client, [other])] as const;
  for (let n = 0; n < acts; n += 1) {
    await leading.act(0, scene.counselor.person, `/api/cases/${id}/acts`, {
      act: 'recordSession',
      goals: ['sleep'],
      note: '谈了作息',
    });
    await bare.act(other);
    await pause(PAUSE_MS);
  }
  await quiet(place);
  return {
    bench: 'P6',
    what: `history events for an act (${acts} sessions of one case)`,
    unit: '',
    ours: ((await eventsOf(client, [own])) - before[0]) / acts,
    bare: ((await eventsOf(client, [other])) - before[1]) / acts,
    reach: { most: 1.2 },
  };
}

/** Cases that nobody looks after, under a policy whose limits come within half a minute. */
async function perRing(
  place: Place,
  client: Client,
  bare: BareWorker,
  leading: Leading,
  scenes: readonly Scene[],
  ms: number,
): Promise<Figure> {
  const hurried = policyRow(fastPolicy(POLICY_V1), BEGAN + 1, [{ role: 'demo', at: BEGAN }]);
  await place.open('migrator', 1).transaction({}, async (tx) => void (await tx.insert(policies).values(hurried)));
  const [warn] = JOURNEYS.moderate;
  for (const scene of scenes) await leading.step(0, scene, warn);
  await quiet(place);
  const cases = await Promise.all(scenes.map(async (scene) => (await scene.look())[0]?.id ?? ''));
  const own = cases.map((id) => addressOf('case', id).workflowId);
  await bare.start('bare/rings', BARE_RING_MS);
  const before = [
    await eventsOf(client, own),
    await eventsOf(client, ['bare/rings']),
    await ringsOf(place, cases),
  ] as const;
  await pause(ms);
  await quiet(place);
  const rings = (await ringsOf(place, cases)) - before[2];
  const bareEvents = (await eventsOf(client, ['bare/rings'])) - before[1];
  return {
    bench: 'P6',
    what: `history events for a ring of the clock (${rings} rings of ${cases.length} cases)`,
    unit: '',
    ours: ((await eventsOf(client, own)) - before[0]) / rings,
    bare: bareEvents / (await ringsOfBare(client, 'bare/rings')),
    reach: { most: 1.2 },
  };
}

async function ringsOf({ sql }: Place, cases: readonly string[]): Promise<number> {
  const [row] = await sql<
    { n: number }[]
  >`select count(*)::int as n from acts where actor = 'clock' and stream_id = any (${[...cases]}::uuid[])`;
  return row?.n ?? 0;
}

/** Every workflow has heard of the last version of its stream, and a moment more for what it does then. */
async function quiet({ sql }: Place): Promise<void> {
  for (;;) {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from streams where woken < version`;
    if (row?.n === 0) return pause(1.5 * SECOND);
    await pause(100);
  }
}
