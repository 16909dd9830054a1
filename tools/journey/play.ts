import { setTimeout as pause } from 'node:timers/promises';
import { isSchoolDay } from '#domain/calendar';
import type { Duty } from '#domain/duty';
import { addDays, dayOf, type Instant, MINUTE, onDay } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { DutyKind } from '#domain/policy';
import type { StreamId } from '#domain/stream';
import { demoCalendar } from '#tools/seed/calendar';
import type { CityActor } from '#tools/testing/city';
import type { Api } from './api.ts';
import type { Ears, Heard } from './ears.ts';
import type { Passage } from './engine.ts';
import type { Body, Thing, Transport, View } from './transport.ts';
import type { World } from './world.ts';

/** Of the city in which the year is played. */
export const CALENDAR = demoCalendar();

const CAST = {
  counselor: 'counselor',
  standIn: 'standin',
  head: 'head',
  classTeacher: 'classteacher',
  county: 'county',
  city: 'city',
  expertHealth: 'expert-health',
  expertEducation: 'expert-education',
} as const;
type FromDemo = keyof typeof CAST;
/** A line of somebody's worklist. */
export interface Owed {
  readonly stream: StreamId;
  readonly streamKind: Thing['kind'];
  /** What `answers` names. */
  readonly id: string;
  readonly kind: DutyKind;
  readonly clock: string;
  readonly subject: string | null;
  readonly limitAt: Instant;
  readonly acknowledgedAt: Instant | null;
}

/** Everybody who acts in a journey. */
export type Cast = Readonly<Record<FromDemo | 'secondHead' | 'firstHospital' | 'secondHospital' | 'doctor', CityActor>>;

/** The streams of a journey. */
export type Name = 'campaign' | 'case' | 'firstReferral' | 'secondReferral' | 'thirdReferral' | 'followUp' | 'return';

/** One student's year on its way: people, streams, time. */
export interface Play {
  readonly world: World;
  readonly cast: Cast;
  readonly api: Api;
  /** The story's own time: minutes as they were planned, however long an act took. */
  readonly time: Passage;
  readonly guardian: string;
  /** The streams as they begin; set by the chapters. */
  readonly things: Map<Name, Thing>;
  thing(name: Name): Thing;
  act(who: CityActor, on: Thing, body: Body): Promise<void>;
  /** The live duty of a kind; throws when there is none, for then the story has gone another way. */
  duty(on: Thing, kind: DutyKind, subject?: string): Promise<Duty>;
  /** What somebody owes, as their own list says it. */
  worklist(who: CityActor): Promise<readonly Owed[]>;
  view(on: Thing): Promise<View>;
  /** The latest page about such a duty on somebody's open line; waits for it, and throws when none comes. */
  pageFor(who: CityActor, duty: DutyKind): Promise<Heard>;
  /** `{ answers }` for the live duty of a kind; `{ against }` for what people last did. */
  answering(on: Thing, kind: DutyKind, subject?: string): Promise<{ readonly answers: string }>;
  seen(on: Thing): Promise<{ readonly against: number }>;
  /** Lets time pass: so many ms, to a time of this day, of the next day, or of the next school day. */
  pass(ms: number): Promise<void>;
  today(clock: string): Promise<void>;
  tomorrow(clock: string): Promise<void>;
  nextSchoolDay(clock: string): Promise<void>;
}

/** What a play is made of. */
export interface PlayParts {
  readonly world: World;
  readonly api: Api;
  readonly transport: Transport;
  readonly ears: Ears;
  readonly passage: Passage;
}

export async function castOf({ city, colleagueOf }: World): Promise<Cast> {
  const demo = Object.fromEntries(Object.entries(CAST).map(([name, username]) => [name, city.staff(username)]));
  return {
    ...(demo as Readonly<Record<FromDemo, CityActor>>),
    secondHead: await colleagueOf(city.staff('head')),
    firstHospital: city.holder('999000-h1', 'intake'),
    secondHospital: city.holder('999000-h2', 'intake'),
    doctor: city.holder('999000-h2', 'clinician'),
  };
}

export async function playOf(parts: PlayParts, cast: Cast): Promise<Play> {
  const { world, api, transport, ears, passage } = parts;
  const things: Play['things'] = new Map();
  const thing: Play['thing'] = (name) => {
    const found = things.get(name);
    if (found === undefined) throw new Error(`the story has no ${name} yet`);
    return found;
  };
  const view: Play['view'] = (on) => transport.view(cast.counselor, on);
  const worklist: Play['worklist'] = async ({ person }) =>
    (await api.ask<{ items: readonly Owed[] }>('/duties?limit=100', { as: person })).items;
  const duty: Play['duty'] = async (on, kind, subject) => {
    const live = (await view(on)).duties;
    const found = live.find((one) => one.kind === kind && (subject === undefined || one.subject === subject));
    if (found === undefined)
      throw new Error(`no ${kind} is owed by the ${on.kind}: ${live.map((one) => one.kind).join(', ')}`);
    return found;
  };
  const time = await storyTime(passage, redAcknowledger(parts, cast, worklist));
  return {
    world,
    cast,
    api,
    time,
    guardian: world.guardian,
    things,
    thing,
    act: (who, on, body) => transport.act(who, on, body),
    view,
    worklist,
    duty,
    pageFor: (who, kind) => pageFor(ears, who, kind),
    answering: async (on, kind, subject) => ({ answers: (await duty(on, kind, subject)).id }),
    seen: async (on) => ({ against: (await view(on)).version }),
    ...steps(time),
  };
}

/** Acts take a moment of machine time; the next one still comes at its minute. `before` is done before long spans. */
async function storyTime(passage: Passage, before: () => Promise<void>): Promise<Passage> {
  let mark = await passage.now();
  return {
    now: () => Promise.resolve(mark),
    until: async (at) => {
      if (at - mark > LONG) await before();
      await passage.until(at);
      mark = Math.max(mark, at);
    },
  };
}

const HEARD_MS = 10_000;

async function pageFor({ heard }: Ears, { person }: CityActor, duty: DutyKind): Promise<Heard> {
  for (const until = performance.now() + HEARD_MS; performance.now() < until; await pause(10)) {
    const page = heard.findLast((one) => one.person === person && one.duty === duty);
    if (page !== undefined) return page;
  }
  throw new Error(`nobody was paged about ${duty}`);
}

/** Before longer than this passes, people say that they have seen what is red and theirs: else they are paged every five minutes, day and night. */
const LONG = 15 * MINUTE;
/** What is answered by doing it at once, or must go unanswered in this story. */
const NOT_BY_WORD: ReadonlySet<DutyKind> = new Set<DutyKind>(['crisisAcknowledge', 'crisisWatch', 'referralAnswer']);

/** Whoever has heard something since they last looked looks at their list. */
function redAcknowledger({ ears, transport }: PlayParts, cast: Cast, worklist: Play['worklist']): () => Promise<void> {
  let looked = 0;
  return async () => {
    const news = new Set(ears.heard.slice(looked).map(({ person }) => person));
    looked = ears.heard.length;
    for (const who of Object.values(cast)) {
      if (!news.has(who.person)) continue;
      for (const { stream, streamKind, id, kind, clock, acknowledgedAt } of await worklist(who)) {
        const red = POLICY_V1.clocks[clock]?.pageEvery != null;
        if (!red || acknowledgedAt !== null || NOT_BY_WORD.has(kind)) continue;
        await transport.act(who, { kind: streamKind, id: stream }, { act: 'acknowledge', duty: id });
      }
    }
  };
}

function steps(time: Passage): Pick<Play, 'pass' | 'today' | 'tomorrow' | 'nextSchoolDay'> {
  return {
    pass: async (ms) => time.until((await time.now()) + ms),
    today: async (clock) => time.until(onDay(dayOf(await time.now()), clock)),
    tomorrow: async (clock) => time.until(onDay(addDays(dayOf(await time.now()), 1), clock)),
    nextSchoolDay: async (clock) => time.until(schoolDayAfter(await time.now(), clock)),
  };
}

/** A time on the first school day after the day of an instant. */
function schoolDayAfter(at: Instant, clock: string): Instant {
  let day = addDays(dayOf(at), 1);
  while (!isSchoolDay(CALENDAR, day)) day = addDays(day, 1);
  return onDay(day, clock);
}

/** A stream that an act began, found by the case that names it. */
export async function linked(
  play: Play,
  kind: 'referral' | 'followUp' | 'return',
  not: readonly StreamId[] = [],
): Promise<Thing> {
  const { links } = (await play.view(play.thing('case'))) as unknown as {
    readonly links: readonly { readonly id: StreamId; readonly kind: string; readonly open: boolean }[];
  };
  const found = links.find((link) => link.kind === kind && link.open && !not.includes(link.id));
  if (found === undefined) throw new Error(`the case has begun no ${kind}`);
  return { kind, id: found.id };
}
