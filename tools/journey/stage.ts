import type { Transaction } from '#db/transaction';
import { addDays, dayOf, type Instant, onDay, weekday } from '#domain/instant';
import type { PersonId } from '#domain/role';
import type { SmallCity } from '#tools/testing/city';
import { openApi } from './api.ts';
import { attentive, type Heard, newEars } from './ears.ts';
import { type Engine, type EnginePlan, type Passage, startEngine } from './engine.ts';
import { castOf, type Play, playOf } from './play.ts';
import { type Journey, journeyOf } from './told.ts';
import { transportOver } from './transport.ts';
import { openWorld } from './world.ts';
import { playYear } from './year.ts';

export interface JourneyPlan {
  /** A migrated, empty database of the journey's own. */
  readonly adminUrl: string;
  readonly say: (text: string) => void;
}

export interface StagePlan extends JourneyPlan, EnginePlan {
  /** People besides the cast who look at their pages as they come. */
  readonly alsoListening?: (city: SmallCity) => readonly PersonId[];
}

/** A play ready to begin, with the real API, worker and relay on a Temporal that skips time; everybody listens. */
export interface Stage {
  readonly play: Play;
  readonly engine: Engine;
  /** Time without anybody who says that they have seen what is theirs. */
  readonly passage: Passage;
  readonly heard: readonly Heard[];
  end(): Promise<void>;
}

export async function openStage({ adminUrl, alsoListening = () => [], ...plan }: StagePlan): Promise<Stage> {
  const engine = await startEngine(plan);
  const world = await openWorld(adminUrl, engine.clock);
  const api = await openApi(world, adminUrl, engine.waker);
  const ears = newEars(api, engine.clock);
  const cast = await castOf(world);
  const people = Object.values(cast).map(({ person }) => person);
  const listeners = [...people, ...world.onlookers, ...alsoListening(world.city)];
  const end = async () => {
    ears.close();
    await api.close();
    await engine.end();
    await world.end();
  };
  try {
    await ears.listen(listeners);
    const worker = attentive(engine.waker, world.clockDb, (person) => listeners.includes(person));
    const passage = await engine.run(world.clockDb, worker);
    await passage.until(startAfter(await passage.now()));
    const play = await playOf({ world, api, transport: transportOver(api), ears, passage }, cast);
    return { play, engine, passage, heard: ears.heard, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Plays the year and tells it from the record, with the proof that it was not altered. */
export async function playJourney(plan: JourneyPlan): Promise<Journey> {
  const { play, heard, end } = await openStage(plan);
  try {
    await playYear(play, (chapter, at) => plan.say(`  ${dayOf(at)} ${chapter}`));
    const told = (tx: Transaction) => journeyOf(tx, play, heard);
    return await play.world.auditor.transaction({ role: 'auditor', purpose: 'journey' }, told);
  } finally {
    await end();
  }
}

const NOVEMBER = '11';

/**
 * The Friday before the fourth Monday of November, 15:00: each run has the same winter vacation, Spring Festival and term before it, in whatever month it is
 * played.
 */
function startAfter(now: Instant): Instant {
  let day = addDays(dayOf(now), 1);
  const fits = () =>
    day.slice(5, 7) === NOVEMBER &&
    weekday(addDays(day, 3)) === 1 &&
    Number(day.slice(8)) > 18 &&
    Number(day.slice(8)) < 26;
  while (!fits()) day = addDays(day, 1);
  return onDay(day, '15:00');
}
