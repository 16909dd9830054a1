import { randomUUID } from 'node:crypto';
import type { Scene } from '#tools/chaos/scene';
import { JOURNEYS, type Step } from '#tools/chaos/steps';
import type { Post } from './load.ts';

/** A case that is cared for: where a counselor's working day takes place. */
const STEPS_TO_CARE = 6;

/** People's acts over HTTP, as signed-in clients. */
export interface Leading {
  act(client: number, person: string, path: string, body: object, key?: string): Promise<unknown>;
  /** What a journey would do next for this pupil, if anything. */
  step(client: number, scene: Scene, step: Step): Promise<void>;
}

/** `cookies`: the session of each person. */
export function byPeople(post: Post, cookies: ReadonlyMap<string, string>): Leading {
  const act: Leading['act'] = (client, person, path, body, key = randomUUID()) =>
    post(client, path, body, { cookie: cookies.get(person) ?? '', 'idempotency-key': key });
  return {
    act,
    async step(client, scene, step) {
      const wanted = step(scene, await scene.look());
      if (wanted !== undefined) await act(client, wanted.by.person, wanted.path, wanted.body);
    },
  };
}

/** Leads a pupil's case to its care stage and answers with its id. */
export async function toCare(scene: Scene, leading: Leading, client: number): Promise<string> {
  for (const step of JOURNEYS.moderate.slice(0, STEPS_TO_CARE)) await leading.step(client, scene, step);
  return (await scene.look()).find(({ kind }) => kind === 'case')?.id ?? '';
}
