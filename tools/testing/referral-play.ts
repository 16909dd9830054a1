import { calendarOf } from '#domain/calendar';
import type { RequestReferral } from '#domain/child-commands';
import { type Instant, onDay } from '#domain/instant';
import type { News } from '#domain/news';
import type { Policy } from '#domain/policy';
import { caseClocks } from '#domain/policy-v1/case';
import { crisisClocks } from '#domain/policy-v1/crisis';
import { referralClocks } from '#domain/policy-v1/referral';
import type { Refusal } from '#domain/problem';
import { decideReferral } from '#domain/referral';
import type { Outcome, ReferralAct, ReferralActName, ReferralCommand } from '#domain/referral-commands';
import { evolveReferral } from '#domain/referral-evolve';
import { NO_REFERRAL, type ReferralFact, type ReferralState } from '#domain/referral-facts';
import { type Actor, type ActorRole, CLOCK, type Posts } from '#domain/role';
import type { ConsentRef, GuardianRef, Rules, Sibling, TextRef } from '#domain/stream';

/* A small world for tests: one student, several hospitals, referrals committed as the record would commit them, siblings and news in one step. */

const START: Instant = onDay('2026-11-23', '09:00');
const CALENDAR = calendarOf('test', ['2026-09-01', '2027-08-31'], []);
const TEXT: TextRef = { text: 'text-1', commitment: 'c' };

export interface Setting {
  readonly level?: RequestReferral['level'];
  readonly basis?: RequestReferral['basis'];
  readonly guardians?: readonly GuardianRef[];
  /** Those that stand; the ones that tests lean on when left out. */
  readonly consents?: readonly ConsentRef[];
  readonly order?: readonly string[];
  readonly mostAsked?: number;
  readonly noRoom?: readonly string[];
}

export interface World {
  at: Instant;
  readonly streams: Map<string, ReferralState>;
  readonly facts: Map<string, readonly { readonly fact: ReferralFact; readonly at: Instant }[]>;
  readonly news: News[];
  setting: Required<Setting>;
}

export const EMERGENCY = { kind: 'emergency', by: 'counselor' } as const;
export const CONSENT = { kind: 'consent', consent: 'consent-1', hospitals: ['A', 'B', 'C'] } as const;

export function newWorld(setting: Setting = {}): World {
  const defaults: Required<Setting> = {
    level: 'L2',
    basis: CONSENT,
    guardians: [{ id: 'mother', danger: false }],
    consents: ['consent-1', 'consent-2'].map((id) => ({ id, hospitals: ['A', 'B', 'C'] })),
    order: ['A', 'B', 'C'],
    mostAsked: 4,
    noRoom: [],
  };
  return { at: START, streams: new Map(), facts: new Map(), news: [], setting: { ...defaults, ...setting } };
}

const PEOPLE: Partial<Record<ActorRole, string>> = {
  counselor: 'counselor',
  schoolHead: 'head',
  countySupervisor: 'county',
  citySupervisor: 'city',
  healthDuty: 'health',
};

/** The actor of a role; a hospital's people by its code. */
export function actor(role: ActorRole, person?: string): Actor {
  if (role === 'clock' || role === 'system') return { person: null, role, side: null };
  return { person: person ?? PEOPLE[role] ?? role, role, side: null };
}
export const intakeOf = (hospital: string): Actor => actor('hospitalIntake', `intake-${hospital}`);
export const clinicianOf = (hospital: string): Actor => actor('clinician', `clinician-${hospital}`);

function postsFor(hospital: string): Posts {
  return {
    counselor: ['counselor'],
    standIn: ['stand-in'],
    head: ['head'],
    county: ['county'],
    city: ['city'],
    healthDuty: ['health'],
    intake: [`intake-${hospital}`],
    standInDoctor: [`doctor-${hospital}`],
    clinician: [`clinician-${hospital}`],
  };
}

/** The policy as far as referrals read it. */
function policyOf({ order, mostAsked }: World['setting']): Policy {
  const clocks = { ...caseClocks, ...crisisClocks, ...referralClocks };
  return { version: 'test', clocks, referral: { order, mostAsked } } as unknown as Policy;
}

function rulesFor(world: World, id: string, hospital: string): Rules {
  const siblings = [...world.streams].flatMap(([other, state]): Sibling[] => {
    const { stage, requestId, accepted } = state;
    const row = { id: other, kind: 'referral', stage, requestId, hospital: state.hospital, accepted } as const;
    return other === id || !state.open ? [] : [row];
  });
  const { guardians, consents, noRoom } = world.setting;
  const policy = policyOf(world.setting);
  return { policy, calendar: CALENDAR, posts: postsFor(hospital), siblings, guardians, consents, noRoom };
}

/** Commits one command and what it starts or tells, all or nothing. */
export function commit(world: World, id: string, command: ReferralCommand, by: Actor): Refusal | undefined {
  const state = world.streams.get(id) ?? NO_REFERRAL;
  const hospital = 'hospital' in command && state.version === 0 ? (command.hospital ?? '') : state.hospital;
  const mint = (n: number): string => `${id}-${n}`;
  const rules = rulesFor(world, id, hospital);
  const decision = decideReferral(state, command, { self: id, at: world.at, actor: by, rules, mint });
  if ('refused' in decision) return decision;
  const folded = decision.facts.reduce((so, fact) => evolveReferral(so, fact, world.at), state);
  world.streams.set(id, folded);
  world.facts.set(id, [...(world.facts.get(id) ?? []), ...decision.facts.map((fact) => ({ fact, at: world.at }))]);
  for (const also of decision.also) {
    if (also.kind === 'case') world.news.push(also.command as unknown as News);
    else follow(world, also.id, also.command as unknown as ReferralCommand, by);
  }
  return undefined;
}

function follow(world: World, id: string, command: ReferralCommand, by: Actor): void {
  const refusal = commit(world, id, command, by);
  if (refusal) throw new Error(`a reaction was refused: ${JSON.stringify(refusal)}`);
}

/** Begins the referral to a hospital, as the case does. */
export function begin(world: World, id = 'r1', hospital = 'A', sendBy: Instant | null = null): Refusal | undefined {
  const { level, basis } = world.setting;
  const rest = { requestId: 'request-1', asked: [], partOf: null, reason: TEXT, owner: 'counselor', sendBy };
  return commit(world, id, { act: 'request', caseId: 'case-1', hospital, level, basis, ...rest }, actor('counselor'));
}

export function stateOf(world: World, id = 'r1'): ReferralState {
  const state = world.streams.get(id);
  if (state === undefined) throw new Error(`no referral ${id}`);
  return state;
}

/** An act with a valid body, against the version that stands. */
export function bodyOf(world: World, act: ReferralActName, id = 'r1'): ReferralAct {
  return actAt(world.at, stateOf(world, id).version, act);
}

/** The same against any version. */
export function actAt(at: Instant, against: number, act: ReferralActName): ReferralAct {
  return { ...BODIES(at)[act], against, phone: { spokeWith: TEXT, happenedAt: at } } as ReferralAct;
}

const OUTCOME: Outcome = {
  result: 'outpatientCare',
  assessment: 'steady',
  schoolAdvice: 'suitable',
  nextStep: 'schoolSupport',
  discharge: false,
};

const BODIES = (at: Instant): { readonly [A in ReferralActName]: Extract<ReferralAct, { act: A }> } => ({
  giveConsent: {
    act: 'giveConsent',
    consent: 'consent-2',
    guardian: 'mother',
    form: 'signedPaper',
    evidence: TEXT,
    hospitals: ['A', 'B'],
  },
  invokeEmergency: { act: 'invokeEmergency', reason: TEXT },
  send: { act: 'send' },
  withdraw: { act: 'withdraw', reasonCode: 'noLongerNeeded', reason: null },
  supplyMaterial: { act: 'supplyMaterial', material: TEXT },
  requestCancellation: { act: 'requestCancellation', reasonCode: 'otherHospital', reason: null },
  guardianDeclines: { act: 'guardianDeclines', guardian: 'mother', note: null },
  reviewOutcome: { act: 'reviewOutcome', nextStep: 'continueCare', note: null },
  approveEmergency: { act: 'approveEmergency', note: null },
  tellGuardianAfterEmergency: {
    act: 'tellGuardianAfterEmergency',
    guardian: 'mother',
    channel: 'voice',
    happenedAt: at,
    note: null,
  },
  recordProtectionReport: { act: 'recordProtectionReport', to: 'civilAffairs', receipt: 'no. 1', note: null },
  accept: { act: 'accept' },
  decline: { act: 'decline', reasonCode: 'noCapacity', reason: TEXT },
  askForMaterial: { act: 'askForMaterial', items: ['contact'], question: TEXT },
  schedule: { act: 'schedule', at, place: null },
  reschedule: { act: 'reschedule', at, place: null },
  noShow: { act: 'noShow' },
  cancelAppointment: { act: 'cancelAppointment', by: 'hospital' },
  recordVisit: { act: 'recordVisit', visitedAt: at },
  addInterimNote: { act: 'addInterimNote', visitedAt: at, note: TEXT },
  giveOutcome: { act: 'giveOutcome', outcome: OUTCOME, feedback: TEXT, visitedAt: at },
  referOnward: { act: 'referOnward', hospital: null, reason: TEXT },
  confirmCancellation: { act: 'confirmCancellation' },
  answerRefusal: { act: 'answerRefusal', answer: 'placedElsewhere', note: null },
});

/** Does acts with valid bodies; each must be accepted. */
export function play(world: World, by: Actor, acts: readonly ReferralActName[], id = 'r1'): void {
  for (const act of acts) {
    const refusal = commit(world, id, bodyOf(world, act, id), by);
    if (refusal) throw new Error(`${act} refused: ${JSON.stringify(refusal)}`);
  }
}

/** Lets time pass, ringing every referral at each of its steps, or `least` ms after the last look, as after an outage. */
export function silence(world: World, ms: number, least = 0): void {
  const end = world.at + ms;
  for (let turns = 0; turns < 10_000; turns += 1) {
    const due = [...world.streams]
      .filter(([, state]) => state.open)
      .map(([id, state]) => ({ id, dueAt: nextOf(state) }));
    const next = due.toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (next === undefined || next.dueAt > end) break;
    world.at = Math.max(world.at, Math.min(end, Math.max(next.dueAt, world.at + least)));
    const refusal = commit(world, next.id, { act: 'deadlinePassed' }, CLOCK);
    if (refusal) throw new Error(JSON.stringify(refusal));
    if (nextOf(stateOf(world, next.id)) <= world.at) throw new Error('the clock would spin');
  }
  world.at = end;
}

function nextOf({ duties }: ReferralState): Instant {
  return Math.min(...duties.map((duty) => duty.dueAt));
}

/** The codes told to the case so far. */
export const told = (world: World): readonly string[] => world.news.map((news) => news.code);

/** The kinds of facts recorded of a referral, in order. */
export function factsOf(world: World, id = 'r1'): readonly ReferralFact['type'][] {
  return (world.facts.get(id) ?? []).map(({ fact }) => fact.type);
}
