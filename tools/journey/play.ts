import { isSchoolDay } from '#domain/calendar';
import type { Duty } from '#domain/duty';
import { addDays, dayOf, type Instant, MINUTE, onDay } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { DutyKind } from '#domain/policy';
import type { StreamId } from '#domain/stream';
import { demoCalendar } from '#tools/seed/calendar';
import type { CityActor } from '#tools/testing/city';
import type { Passage } from './time.ts';
import type { Answer, Body, Thing, Transport } from './transport.ts';
import type { World } from './world.ts';

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
/** Everybody who acts in a journey. */
export type Cast = Readonly<Record<FromDemo | 'secondHead' | 'firstHospital' | 'secondHospital' | 'doctor', CityActor>>;

/** One student's year on its way: people, streams, time. */
export interface Play {
  readonly world: World;
  readonly cast: Cast;
  readonly time: Passage;
  readonly guardian: string;
  /** The streams as they begin; set by the chapters. */
  readonly things: Map<'case' | 'firstReferral' | 'secondReferral' | 'followUp' | 'return', Thing>;
  thing(name: 'case' | 'firstReferral' | 'secondReferral' | 'followUp' | 'return'): Thing;
  act(who: CityActor, on: Thing, body: Body): Promise<Answer>;
  /** The live duty of a kind; throws when there is none, for then the story has gone another way. */
  duty(on: Thing, kind: DutyKind, subject?: string): Promise<Duty>;
  duties(on: Thing): Promise<readonly Duty[]>;
  view(on: Thing): ReturnType<Transport['view']>;
  /** `{ answers }` for the live duty of a kind; `{ against }` for what people last did. */
  answering(on: Thing, kind: DutyKind, subject?: string): Promise<{ readonly answers: string }>;
  seen(on: Thing): Promise<{ readonly against: number }>;
  /** Lets time pass: so many ms, to a time of this day, of the next day, or of the next school day. */
  pass(ms: number): Promise<void>;
  today(clock: string): Promise<void>;
  tomorrow(clock: string): Promise<void>;
  nextSchoolDay(clock: string): Promise<void>;
}

export async function playOf(world: World, transport: Transport, time: Passage): Promise<Play> {
  const { city, guardian } = world;
  const demo = Object.fromEntries(Object.entries(CAST).map(([name, username]) => [name, city.staff(username)]));
  const cast: Cast = {
    ...(demo as Readonly<Record<FromDemo, CityActor>>),
    secondHead: await world.colleagueOf(city.staff('head')),
    firstHospital: city.holder('999000-h1', 'intake'),
    secondHospital: city.holder('999000-h2', 'intake'),
    doctor: city.holder('999000-h2', 'clinician'),
  };
  const things: Play['things'] = new Map();
  const thing: Play['thing'] = (name) => {
    const found = things.get(name);
    if (found === undefined) throw new Error(`the story has no ${name} yet`);
    return found;
  };
  const view: Play['view'] = (on) => transport.view(cast.counselor, on);
  const duties: Play['duties'] = async (on) => (await view(on)).duties;
  const duty: Play['duty'] = async (on, kind, subject) => {
    const live = await duties(on);
    const found = live.find((one) => one.kind === kind && (subject === undefined || one.subject === subject));
    if (found === undefined)
      throw new Error(`no ${kind} is owed by the ${on.kind}: ${live.map((one) => one.kind).join(', ')}`);
    return found;
  };
  const attentive: Passage = {
    now: time.now,
    until: async (at) => {
      if (at - (await time.now()) > LONG) await acknowledgeRed(things, cast, duties, transport);
      await time.until(at);
    },
  };
  return {
    world,
    cast,
    time: attentive,
    guardian,
    things,
    thing,
    act: (who, on, body) => transport.act(who, on, body),
    view,
    duties,
    duty,
    answering: async (on, kind, subject) => ({ answers: (await duty(on, kind, subject)).id }),
    seen: async (on) => ({ against: (await view(on)).version }),
    ...steps(attentive),
  };
}

/** Before longer than this passes, people say that they have seen what is red and theirs: else they are paged every five minutes, day and night. */
const LONG = 15 * MINUTE;
/** What is answered by doing it at once, or must go unanswered in this story. */
const NOT_BY_WORD: ReadonlySet<DutyKind> = new Set<DutyKind>(['crisisAcknowledge', 'crisisWatch', 'referralAnswer']);

async function acknowledgeRed(
  things: Play['things'],
  cast: Cast,
  duties: Play['duties'],
  transport: Transport,
): Promise<void> {
  const people = Object.values(cast);
  for (const on of things.values())
    for (const duty of await duties(on)) {
      const holder = people.find(({ person }) => person === duty.holder);
      const red = POLICY_V1.clocks[duty.clock]?.pageEvery != null;
      if (holder === undefined || !red || duty.acknowledged !== null || NOT_BY_WORD.has(duty.kind)) continue;
      await transport.act(holder, on, { act: 'acknowledge', duty: duty.id });
    }
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
export function schoolDayAfter(at: Instant, clock: string): Instant {
  const calendar = demoCalendar();
  let day = addDays(dayOf(at), 1);
  while (!isSchoolDay(calendar, day)) day = addDays(day, 1);
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
