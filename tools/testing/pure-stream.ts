import { calendarOf } from '#domain/calendar';
import { type Instant, onDay } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { RefusalCode } from '#domain/problem';
import { type Actor, CLOCK, SYSTEM } from '#domain/role';
import { type Also, nextStepOf, type Rules, type StreamRules, type StreamState } from '#domain/stream';

/** A Monday of term, 10:00. */
export const MONDAY = onDay('2026-11-23', '10:00');

const CALENDAR = calendarOf(
  '2026-27',
  ['2026-09-01', '2027-08-31'],
  [
    { kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    { kind: 'holiday', name: '元旦', from: '2027-01-01', to: '2027-01-03' },
    { kind: 'vacation', name: '寒假', from: '2027-02-01', to: '2027-02-28' },
    { kind: 'holiday', name: '劳动节', from: '2027-05-01', to: '2027-05-05' },
    { kind: 'makeUp', name: '劳动节调休', from: '2027-05-08', to: '2027-05-08' },
    { kind: 'vacation', name: '暑假', from: '2027-07-05', to: '2027-08-31' },
  ],
);

export const POLICY = POLICY_V1;

export const RULES: Rules = {
  policy: POLICY,
  calendar: CALENDAR,
  posts: {
    counselor: ['counselor-1', 'counselor-2'],
    standIn: ['counselor-2'],
    classTeacher: ['teacher-1'],
    head: ['head-1'],
    county: ['county-1'],
    city: ['city-1'],
    expertEducation: ['expert-1', 'expert-2'],
  },
  siblings: [],
  guardians: [
    { id: 'guardian-1', danger: false },
    { id: 'guardian-2', danger: true },
  ],
  consents: [],
};

const person = (id: string, role: Actor['role'], side: Actor['side'] = 'education'): Actor => ({
  person: id,
  role,
  side,
});
export const COUNSELOR = person('counselor-1', 'counselor');
export const STAND_IN = person('counselor-2', 'counselor');
export const TEACHER = person('teacher-1', 'classTeacher');
export const HEAD = person('head-1', 'schoolHead');
export const COUNTY = person('county-1', 'countySupervisor');
export const EXPERT = person('expert-1', 'expert');
export const OTHER_EXPERT = person('expert-2', 'expert');
export const CLINICIAN = person('doctor-1', 'clinician', 'health');
export const TIME = CLOCK;
export const REACTION = SYSTEM;

/** A stream kept in memory: decides and folds as the record does, at the instant that the story has reached. */
export interface PureStream<S extends StreamState, C, F> {
  readonly state: S;
  readonly at: Instant;
  readonly facts: readonly { readonly fact: F; readonly at: Instant }[];
  readonly told: readonly Also[];
  /** The refusal's code, or null when the act was accepted. */
  act(actor: Actor, command: C): RefusalCode | null;
  goTo(at: Instant): void;
  /** Nobody acts until then: only the clock, at each step that is due, or at the earliest `least` ms after the last look, as after an outage. */
  silence(until: Instant, least?: number): void;
  under(rules: Partial<Rules>): void;
}

export function pureStream<S extends StreamState, C, F extends { readonly type: string }>(
  rules: StreamRules<S, C, F>,
  deadlinePassed: C,
  from: Instant = MONDAY,
): PureStream<S, C, F> {
  let state = rules.initial;
  let at = from;
  let world = RULES;
  const facts: { fact: F; at: Instant }[] = [];
  const told: Also[] = [];
  const act = (actor: Actor, command: C): RefusalCode | null => {
    const mint = (n: number) => `new-${state.version}-${n}`;
    const decision = rules.decide(state, command, { self: 'stream-1', at, actor, rules: world, mint });
    if ('refused' in decision) return decision.refused;
    for (const fact of decision.facts) {
      state = rules.evolve(state, fact, at);
      facts.push({ fact, at });
    }
    told.push(...decision.also);
    return null;
  };
  const silence = (until: Instant, least = 0) => {
    for (let due = nextStepOf(state); due !== null && due <= until; due = nextStepOf(state)) {
      at = Math.max(at, Math.min(until, Math.max(due, at + least)));
      const refused = act(CLOCK, deadlinePassed);
      if (refused !== null || nextStepOf(state) === due) throw new Error(`the clock is stuck: ${refused}`);
    }
    at = Math.max(at, until);
  };
  return {
    get state() {
      return state;
    },
    get at() {
      return at;
    },
    facts,
    told,
    act,
    goTo: (instant) => {
      at = instant;
    },
    silence,
    under: (more) => {
      world = { ...world, ...more };
    },
  };
}
