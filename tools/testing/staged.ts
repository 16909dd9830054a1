import { afterAll, expect } from 'vitest';
import { eventsOf, factsIn, type StoredFact } from '#db/queries/facts';
import { timelineSource } from '#db/queries/timeline';
import type { Transaction } from '#db/transaction';
import { addDays, type Instant, MINUTE, onDay, dayOf, weekday } from '#domain/instant';
import type { FollowUpFact } from '#domain/follow-up-state';
import type { DutyKind } from '#domain/policy';
import type { PersonId } from '#domain/role';
import type { Sign } from '#domain/sign';
import { isDutyFact } from '#domain/stream';
import { timeline } from '#domain/timeline';
import type { Name } from '#tools/journey/play';
import { openStage, type Stage, type StagePlan } from '#tools/journey/stage';
import { addressOf, type LifeKind } from '#workflows/ids';
import { terminateAtRest } from './at-rest.ts';
import type { SmallCity } from './city.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { keepHistory } from './histories.ts';
import { expectInstants } from './skipped-time.ts';
import { TEST_KEYS } from './test-keys.ts';

/** A whole story on the real API, worker and relay takes its time on a busy machine. */
export const STORY_LIMIT = { timeout: 15 * MINUTE };

interface Ring {
  readonly at: Instant;
  /** Whom it called, as the story calls them: the cast's names, and `h2 standInDoctor` for others. */
  readonly called: readonly string[];
}

/** A duty from its opening, and every ring of it. */
interface Rang {
  readonly openedAt: Instant;
  readonly limitAt: Instant;
  readonly rings: readonly Ring[];
}

/** A stage, and what a test asks of the record that was made on it. */
export interface Staged extends Stage {
  facts(thing: Name): Promise<readonly StoredFact[]>;
  /** The facts of one type of a follow-up. */
  contacts<T extends FollowUpFact['type']>(type: T): Promise<readonly Extract<FollowUpFact, { type: T }>[]>;
  /** How a stream's first duty of a kind rang, or its n-th. Throws when there was none. */
  rings(thing: Name, kind: DutyKind, nth?: number): Promise<Rang>;
  /** Live duties of a stream: what, by whom, until when. */
  owed(
    thing: Name,
  ): Promise<readonly { readonly kind: DutyKind; readonly holder: string; readonly limitAt: Instant }[]>;
  /** The story so far in English, a line for each thing that was done or followed. */
  told(): Promise<string>;
  /** A colleague is worried: opens the case and answers with the instant. */
  worry(sign: Sign): Promise<Instant>;
  /** Time until a clock time on the next such weekday (1 = Monday). */
  untilWeekday(day: number, clock: string): Promise<Instant>;
  /** Temporal forgets everything that runs. */
  wipe(): Promise<void>;
  /** Keeps the history of a stream's workflow for the replay test. */
  keep(thing: Name, story: string): Promise<void>;
}

type Plan = Pick<StagePlan, 'alsoListening' | 'cachedWorkflows'>;

/** Opens a stage for the test file. Call it at the top. */
export async function staged(plan: Plan = {}): Promise<Staged> {
  const database = await freshDatabase();
  const stage = await openStage({ adminUrl: database.adminUrl, say: () => undefined, keys: TEST_KEYS, ...plan });
  afterAll(() => stage.end());
  return { ...stage, ...asked(stage), ...done(stage), ...running(stage, database) };
}

/** What the record says. */
function asked({ play }: Stage): Pick<Staged, 'facts' | 'contacts' | 'rings' | 'owed' | 'told'> {
  const { cast, world } = play;
  const nameOf = namesIn(world.city, cast);
  const read = <T>(what: (tx: Transaction) => Promise<T>) =>
    world.auditor.transaction({ role: 'auditor', purpose: 'test' }, what);
  const facts: Staged['facts'] = async (thing) => {
    const { id } = play.thing(thing);
    return factsIn((await read((tx) => eventsOf(tx, [id]))).get(id) ?? []);
  };
  return {
    facts,
    contacts: async <T extends FollowUpFact['type']>(type: T) =>
      (await facts('followUp')).flatMap(({ fact }) =>
        fact.type === type ? [fact as Extract<FollowUpFact, { type: T }>] : [],
      ),
    rings: async (thing, kind, nth = 0) => rangOf(await facts(thing), kind, nth, nameOf),
    owed: async (thing) => {
      const { duties } = await play.view(play.thing(thing));
      return duties.map(({ kind, holder, limitAt }) => ({ kind, holder: nameOf(holder), limitAt }));
    },
    told: async () => {
      const source = await read((tx) => timelineSource(tx, { caseId: play.thing('case').id, names: false }));
      const story = source === null ? [] : timeline(source);
      const lines = story.flatMap(({ text, followed }) => [text, ...followed].map(({ en }) => en));
      return lines.join('\n');
    },
  };
}

/** What people and time do. */
function done({ play, passage }: Stage): Pick<Staged, 'worry' | 'untilWeekday'> {
  const { api, cast, things, time, world } = play;
  return {
    worry: async (sign) => {
      const body = { student: world.student.id, signs: [sign] };
      const as = cast.counselor.person;
      const raised = await api.ask<{ case: string; at: Instant }>('/concerns', { method: 'POST', as, body });
      things.set('case', { kind: 'case', id: raised.case });
      return raised.at;
    },
    untilWeekday: async (day, clock) => {
      const now = await passage.now();
      let on = dayOf(now);
      while (weekday(on) !== day || onDay(on, clock) < now) on = addDays(on, 1);
      await time.until(onDay(on, clock));
      return onDay(on, clock);
    },
  };
}

/** What runs in Temporal. */
function running({ play, engine }: Stage, { admin }: TestDatabase): Pick<Staged, 'wipe' | 'keep'> {
  const handleOf = (kind: LifeKind, id: string) => engine.client.workflow.getHandle(addressOf(kind, id).workflowId);
  return {
    wipe: async () => {
      const notices = await admin<{ id: string }[]>`
        select distinct concat_ws('/', stream_id, opened_version, step, person) as id from notices where not settled`;
      const streams = [...play.things.values()].map(({ kind, id }) => handleOf(kind, id));
      const all = [...streams, ...notices.map(({ id }) => handleOf('notice', id))];
      // One that has ended by itself cannot be terminated.
      await Promise.allSettled(all.map(terminateAtRest));
    },
    keep: (thing, story) => {
      const { kind, id } = play.thing(thing);
      return keepHistory(`${addressOf(kind, id).workflowType}.${story}`, handleOf(kind, id));
    },
  };
}

type Call = readonly [ms: number, ...called: string[]];

/** Holds rings against what the policy says: how long after the opening or the limit, and who is called. At its time or a little later, never a minute. */
export function expectRings({ rings, ...duty }: Rang, after: 'openedAt' | 'limitAt', calls: readonly Call[]): void {
  expect(rings.map(({ called }) => called)).toEqual(calls.map(([, ...called]) => called));
  const instants = calls.map(([ms]) => duty[after] + ms);
  expectInstants(
    rings.map(({ at }) => at),
    instants,
  );
}

function rangOf(facts: readonly StoredFact[], kind: DutyKind, nth: number, nameOf: (person: PersonId) => string): Rang {
  const duties = facts.flatMap(({ at, fact }) => (isDutyFact(fact) ? [{ at, fact }] : []));
  const opened = duties.flatMap(({ fact }) =>
    fact.type === 'dutyOpened' && fact.duty.kind === kind ? [fact.duty] : [],
  )[nth];
  if (opened === undefined) throw new Error(`no ${kind} was owed`);
  const rings = duties.flatMap(({ at, fact }) =>
    fact.type === 'dutyRang' && fact.duty === opened.id ? [{ at, called: fact.called.map(nameOf) }] : [],
  );
  return { openedAt: opened.openedAt, limitAt: opened.limitAt, rings };
}

/** Posts that stories name besides the cast, by the code of the place. */
const BESIDES = [
  ['999000-h1', 'standInDoctor', 'h1 standInDoctor'],
  ['999000-h2', 'standInDoctor', 'h2 standInDoctor'],
  ['999000-h3', 'intake', 'thirdHospital'],
  ['999000-h3', 'standInDoctor', 'h3 standInDoctor'],
  ['999001', 'healthDuty', 'healthDuty'],
] as const;

function namesIn(city: SmallCity, cast: Stage['play']['cast']): (person: PersonId) => string {
  const names = new Map<PersonId, string>();
  for (const [code, post, name] of BESIDES) names.set(city.holder(code, post).person, name);
  for (const [name, { person }] of Object.entries(cast)) names.set(person, name);
  return (person) => names.get(person) ?? `somebody ${person}`;
}
