import fc from 'fast-check';
import { CASE_ACTS, permittedCaseActs } from '#domain/case-acts';
import {
  type CaseActName,
  type CaseCommand,
  CHANNELS,
  CLOSING_REASONS,
  CONTACT_OUTCOMES,
  DISMISSAL_REASONS,
  OFFER_OUTCOMES,
  ROUTES,
} from '#domain/case-commands';
import type { CaseFact } from '#domain/case-facts';
import { ASSESSMENTS, type CaseState } from '#domain/case-state';
import type { DutyKind } from '#domain/policy';
import { DAY, HOUR, type Instant, MINUTE } from '#domain/instant';
import { LEVELS, oneBelow } from '#domain/level';
import { NEWS, type News } from '#domain/news';
import { type Actor, CLOCK, SYSTEM } from '#domain/role';
import { type CaseStory, CITY, DOCTOR, opened, OTHER_DOCTOR, TEXT } from './case-story.ts';
import { COUNSELOR, COUNTY, EXPERT, HEAD, STAND_IN, TEACHER } from './pure-stream.ts';

/* Random walks over every act, actor and silence. A walk is data, so that fast-check can shrink one that breaks a promise. */

export const ACTS = Object.keys(CASE_ACTS) as readonly CaseActName[];
const INSPECTOR: Actor = { person: 'inspector-1', role: 'inspector', side: 'education' };
const SCHOOL: readonly Actor[] = [COUNSELOR, STAND_IN, HEAD, TEACHER];
export const ACTORS: readonly Actor[] = [
  ...SCHOOL,
  COUNTY,
  CITY,
  EXPERT,
  DOCTOR,
  OTHER_DOCTOR,
  INSPECTOR,
  CLOCK,
  SYSTEM,
];

export interface Step {
  readonly wait: number;
  /** Which act, among those that fulfil a duty or that the actor may do; `free`: among all. */
  readonly act: number;
  readonly actor: number;
  readonly free: boolean;
  /** Choices inside the act's body. */
  readonly picks: readonly number[];
}

const small = fc.nat({ max: 999 });
export const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.constantFrom(0, 0, 0, MINUTE, HOUR, HOUR, 6 * HOUR, DAY, DAY, 8 * DAY, 29 * DAY),
  act: small,
  actor: small,
  free: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  picks: fc.array(small, { minLength: 3, maxLength: 3 }),
});

export const walks = fc.array(step, { minLength: 8, maxLength: 60 });

function pick<T>(among: readonly T[], n: number): T {
  return among[n % among.length] as T;
}

const ANSWERED: { readonly [A in CaseActName]?: DutyKind } = {
  recordInterview: 'interview',
  recordReassessment: 'reassess',
  recordPanel: 'panel',
  recordOffer: 'referralOffer',
  recordProtectionReport: 'protectionReport',
  chooseRoute: 'chooseRoute',
  acceptHandOver: 'handOver',
};

/** A case as it stands at an instant. */
type StandingCase = Pick<CaseStory, 'state' | 'at'>;

/** A body for an act, fitting the case as it stands; fields an act does not know are not looked at by it. */
export function bodyOf(story: StandingCase, act: CaseActName, picks: readonly number[]): CaseCommand {
  const [a = 0, b = 0, c = 0] = picks;
  const { state, at } = story;
  const level = act === 'lower' ? (oneBelow(state.level) ?? 'L0') : pick([state.level, ...LEVELS], a);
  const kind = ANSWERED[act];
  const duty = kind === undefined ? undefined : state.duties.find((live) => live.kind === kind);
  const observed = {
    source: 'sheet',
    critical: b % 3 === 0,
    signs: c % 29 === 0 ? ['violenceAtHome'] : [],
    reasons: [],
  };
  const common = {
    act,
    ...observed,
    ...(kind === undefined ? {} : { answers: duty?.id ?? 'none' }),
    warning: `warning-${state.version}`,
    floor: pick(['L1', 'L2', 'L2', 'L3', b % 5 === 0 ? 'L4' : 'L1'], a),
    observedAt: at,
    previous: null,
    against: state.personVersion,
    level,
    basis: ['interview'],
    findings: ['calm'],
    reasonCode: reasonFor(act, b),
    reason: TEXT,
    note: null,
    proposal: state.proposals.length === 0 ? 'none' : pick(state.proposals, a).id,
    duty: (state.duties.find((live) => live.kind === 'crisisAcknowledge') ?? state.duties[0])?.id ?? 'none',
    from: state.owner,
    summary: TEXT,
    plan: TEXT,
    receiver: TEXT,
    goals: [],
    decisions: [],
    view: [],
    guardian: 'mother',
    happenedAt: at,
    line: '120',
    whom: pick(['county', 'city'], b),
    attendees: 3,
    receipt: '1',
    watcher: pick(['teacher-1', 'counselor-2'], a),
    seenInPerson: true,
    hospital: null,
    homeRestSince: null,
    with: state.duties.some((live) => live.kind === 'guardianTold') ? 'guardian' : 'student',
    channel: pick(CHANNELS, b),
    instrument: 'phq-a',
    assessment: pick([...ASSESSMENTS, 'better', 'steady'], c),
  };
  return { ...common, ...PARTICULAR[act]?.(story, [a, b, c]) } as unknown as CaseCommand;
}

function reasonFor(act: CaseActName, n: number): string {
  if (act === 'close') return pick(CLOSING_REASONS, n);
  return act === 'dismiss' || act === 'recordInterview' ? pick(DISMISSAL_REASONS, n) : 'reason';
}

type Choose = (story: StandingCase, picks: readonly [number, number, number]) => object;
const basisOf = (n: number) => pick([{ kind: 'awaited' }, { kind: 'emergency', by: 'head-1' }, { kind: 'awaited' }], n);
const outcomeOf: Choose = (_story, [a, , c]) => ({ outcome: pick(CONTACT_OUTCOMES, c % 2 === 0 ? 0 : a) });
const other: Choose = ({ state }) => ({ to: state.owner === 'counselor-1' ? 'counselor-2' : 'counselor-1' });

/** Fields whose name means something else in another act. */
const PARTICULAR: { readonly [A in CaseActName]?: Choose } = {
  reflect: (story, picks) => newsOf(story, picks),
  recordInterview: (_story, [a]) => ({ outcome: pick(['reassess', 'noConcern'], a) }),
  recordContact: outcomeOf,
  recordGuardianVoice: outcomeOf,
  recordOffer: (_story, [a]) => ({ outcome: pick(OFFER_OUTCOMES, a) }),
  requestReferral: (_story, [a]) => ({ basis: basisOf(a) }),
  chooseRoute: (_story, [a, b]) => ({ basis: basisOf(a), choice: pick(ROUTES, b) }),
  recordProtectionReport: () => ({ to: 'police' }),
  acceptCrisisHandOver: (_story, [a]) => ({ to: pick(['hospital', 'guardian'], a) }),
  offerHandOver: other,
  replaceHolder: other,
  logWatch: () => ({ state: 'calm' }),
};

/** News of one of the student's streams; most of them go on. */
function newsOf({ state, at }: StandingCase, [a = 0, b = 0, c = 0]: readonly number[]): Omit<News, 'act'> {
  const link = state.links.length === 0 ? undefined : pick(state.links, a);
  const kind = link?.kind ?? 'referral';
  const open = link?.open === true && (kind === 'followUp' || c % 4 !== 0);
  const detail = { assessment: pick(ASSESSMENTS, c), returned: true, discharge: true, to: `onward-${state.version}` };
  const code = pick<News['code']>(NEWS[kind], b);
  const limitAt = open ? at + (1 + (c % 20)) * HOUR : null;
  return { stream: link?.id ?? 'none', kind, code, stage: code, open, limitAt, byPerson: true, detail };
}

/** The act that fulfils each kind of duty. A walk of acts chosen blindly would hardly ever get past triage. */
const FULFILS: { readonly [K in DutyKind]?: readonly CaseActName[] } = {
  interview: ['recordInterview'],
  secondSource: ['recordSecondSource'],
  guardianTold: ['recordContact'],
  safetyCheck: ['recordContact'],
  protectionReport: ['recordProtectionReport'],
  panel: ['recordPanel'],
  reassess: ['recordReassessment'],
  grade: ['grade'],
  secondSignature: ['coSign'],
  coSign: ['coSign', 'coSign', 'declineProposal'],
  session: ['recordSession', 'close'],
  dynamicReview: ['recordReview', 'recordReview', 'lower', 'close'],
  watch: ['reflect'],
  referralOffer: ['recordOffer', 'requestReferral'],
  chooseRoute: ['chooseRoute'],
  handOver: ['acceptHandOver', 'declineHandOver'],
  leaverHandOver: ['offerHandOver', 'offerHandOver', 'close'],
  crisisAcknowledge: ['acknowledge'],
  crisisWatch: ['logWatch', 'standDown', 'acceptCrisisHandOver'],
  crisisGuardian: ['recordGuardianVoice'],
  crisisMeans: ['recordMeansRemoved'],
  crisisHospital: ['recordArrival'],
  tellCounty: ['recordTold'],
  tellCity: ['recordTold'],
};

const actorOf = (person: string): Actor => ACTORS.find((one) => one.person === person) ?? HEAD;

/** Somebody does what they owe, or at times something else they may do, or try what they may not. */
export function choiceOf(
  story: Pick<CaseStory, 'state'>,
  { act, actor: n, free }: Step,
): readonly [Actor, CaseActName] {
  const duty = story.state.duties.length === 0 ? undefined : pick(story.state.duties, n);
  const fulfils = duty === undefined ? undefined : FULFILS[duty.kind];
  if (!free && duty !== undefined && fulfils !== undefined && act % 8 < 6)
    return [actorOf(duty.holder), pick(fulfils, act)];
  const actor = pick(ACTORS, n);
  if (free) return [actor, pick(ACTS, act)];
  if (actor === CLOCK) return [actor, act % 16 === 0 ? 'callNext' : 'deadlinePassed'];
  if (actor === INSPECTOR) return [actor, 'reflect'];
  const may = permittedCaseActs(story.state, actor).filter((one) => one !== 'declareCrisis' || act % 4 === 0);
  // The last digits of `act` have chosen above already.
  return [actor, pick(may.length > 0 ? may : ACTS, Math.floor(act / 8))];
}

/** What one step did. `refused` = the code of a refusal, null when the act was recorded. */
export interface Trace {
  readonly before: CaseState;
  readonly after: CaseState;
  readonly at: Instant;
  readonly actor: Actor;
  readonly command: CaseCommand;
  readonly refused: string | null;
  readonly facts: readonly CaseFact[];
}

/** Walks a case; before each act the time that passed is told to it, as the clock does after an outage. */
export function walk(steps: readonly Step[], look: (trace: Trace) => void): CaseStory {
  const story = opened(pick(['L1', 'L2', 'L3', 'L4'] as const, steps[0]?.act ?? 0));
  const take = (actor: Actor, command: CaseCommand) => {
    const before = story.state;
    const known = story.facts.length;
    const refused = story.act(actor, command);
    const facts = story.facts.slice(known).map(({ fact }) => fact);
    look({ before, after: story.state, at: story.at, actor, command, refused, facts });
  };
  for (const one of steps) {
    story.goTo(story.at + one.wait);
    take(CLOCK, { act: 'deadlinePassed' });
    const [actor, act] = choiceOf(story, one);
    take(actor, bodyOf(story, act, one.picks));
  }
  return story;
}
