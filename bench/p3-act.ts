import { randomUUID } from 'node:crypto';
import { signIn } from '#tools/chaos/clients';
import { sceneOf } from '#tools/chaos/scene';
import { freshBatch, makeBareTables, rowsOf, startBare, writtenBy } from './bare.ts';
import type { Figure } from './figure.ts';
import { byPeople, toCare } from './leading.ts';
import { inTurns, poster } from './load.ts';
import { openPlace } from './place.ts';

const CLIENTS = 50;
const CASES = 60;

/** P3: a counselor's act over HTTP, from the request to committed facts, against a bare Fastify that writes the same rows in one transaction. */
export async function actBench(quick: boolean): Promise<readonly Figure[]> {
  const place = await openPlace(CASES);
  try {
    const scenes = place.city.students
      .flatMap(({ school }, n) => (school === place.city.schools[0].id ? [n] : []))
      .map((n) => sceneOf(place.city, place.sql, n));
    const [first] = scenes;
    if (first === undefined) throw new Error('a city without pupils');
    const teachers = new Map(scenes.map(({ classTeacher }) => [classTeacher.person, classTeacher]));
    const people = [first.counselor, ...teachers.values()];
    const url = await place.serve(people);
    const cookies = new Map<string, string>();
    for (const { person, username } of people) cookies.set(person, await signIn(url, username));
    const { post, close } = poster(url, CLIENTS);
    const leading = byPeople(post, cookies);
    const cases = await Promise.all(scenes.map((scene, n) => toCare(scene, leading, n % CLIENTS)));
    const session = (client: number, key?: string) =>
      leading.act(
        client,
        first.counselor.person,
        `/api/cases/${cases[client]}/acts`,
        { act: 'recordSession', goals: ['sleep'], note: '谈了作息与同伴' },
        key,
      );
    const key = randomUUID();
    await session(0, key);
    const written = await writtenBy(place.sql, key);
    await makeBareTables(place.sql);
    const bare = await startBare(place.home, place.url);
    const other = poster(bare.url, CLIENTS);

    const [ours, theirs] = await inTurns(CLIENTS, quick ? 2 : 5, quick ? 1_500 : 4_000, [
      async (client) => {
        await session(client);
      },
      async (client) => {
        await other.post(client, '/batch', freshBatch(written, false, cases));
      },
    ]);
    close();
    other.close();
    await bare.stop([['SIGTERM', 5_000]]);
    if (ours === undefined || theirs === undefined) throw new Error('nothing was measured');
    const what = `a counselor's act over HTTP, ${CLIENTS} clients, ${rowsOf(written)} rows`;
    return [
      {
        bench: 'P3',
        what: `${what}: acts a second`,
        unit: '/s',
        ours: ours.perSecond,
        bare: theirs.perSecond,
        reach: { least: 0.7 },
      },
      { bench: 'P3', what: `${what}: median time`, unit: 'ms', ours: ours.p50, bare: theirs.p50, reach: { most: 1.5 } },
    ];
  } finally {
    await place.stop();
  }
}
