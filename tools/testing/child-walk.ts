import fc from 'fast-check';
import { permitted } from '#domain/act-table';
import { CASE_ACTS } from '#domain/case-acts';
import type { CaseState } from '#domain/case-state';
import { standing } from '#domain/campaign-evolve';
import { CAMPAIGN_ACTS } from '#domain/campaign-acts';
import type { CampaignState } from '#domain/campaign-state';
import { CONTACT_OUTCOMES } from '#domain/case-commands';
import type { FollowUpState } from '#domain/follow-up-state';
import { DAY, HOUR } from '#domain/instant';
import type { ReferralState } from '#domain/referral-facts';
import { permittedReferralActs } from '#domain/referral-states';
import { RETURN_ACTS } from '#domain/return-to-school-acts';
import type { ReturnState } from '#domain/return-to-school-state';
import { type Actor, SYSTEM } from '#domain/role';
import { bodyOf, choiceOf, step, type Step } from './case-walk.ts';
import {
  caseOf,
  type Child,
  type Command,
  doAct,
  type Done,
  HOSPITALS,
  type Kind,
  type Life,
  openLives,
} from './child-life.ts';
import { DOCTOR } from './case-story.ts';
import { contact, dutyOf, type FollowUpStory } from './follow-up-story.ts';
import { CLINICIAN, COUNSELOR, COUNTY, EXPERT, HEAD, OTHER_EXPERT } from './pure-stream.ts';
import { actAt } from './referral-play.ts';
import { SIDE } from './return-lives.ts';
import { plainStep, type ReturnStory } from './return-story.ts';

/* One child's life at random: people act on any of the streams that hang on the child, warnings come, and nobody does anything for a while. */

export interface Turn {
  readonly step: Step;
  /** Which open stream it is about. */
  readonly stream: number;
  readonly happens: 'act' | 'warning' | 'critical';
}

const turn: fc.Arbitrary<Turn> = fc.record({
  step,
  stream: fc.nat({ max: 999 }),
  happens: fc.constantFrom('act', 'act', 'act', 'act', 'act', 'act', 'act', 'act', 'warning', 'critical'),
});
/** A life begins screened, or known, with a case. */
export const lives = fc.array(turn, { minLength: 10, maxLength: 50 });

interface Asked {
  readonly id: string;
  readonly kind: Kind;
  readonly actor: Actor;
  readonly command: Command;
}

/** What is done in a turn; null: nothing that anybody could do. */
export function askedIn(child: Child, { step: one, stream, happens }: Turn): Asked | null {
  const own = caseOf(child);
  if (happens !== 'act' || own === undefined) return warned(child, happens === 'critical', one.picks[0] ?? 0);
  const open = openLives(child);
  // Half of what people do is about the case itself.
  const [id, life] = stream % 2 === 0 ? [own[0], child.lives.get(own[0]) as Life] : pick(open, stream >> 1);
  const chosen = OF_KIND[life.kind](life, child, one);
  return chosen === null ? null : { id, kind: life.kind, actor: chosen[0], command: chosen[1] };
}

function pick<T>(among: readonly T[], n: number): T {
  return among[n % among.length] as T;
}

/** A sheet or somebody's concern: it joins the open case or opens one, as the intake does. */
function warned(child: Child, critical: boolean, n: number): Asked {
  const own = caseOf(child);
  const previous = [...child.lives].findLast(([, { kind }]) => kind === 'case')?.[0] ?? null;
  const command = {
    act: own === undefined ? 'open' : 'addWarning',
    warning: `warning-${child.acts}`,
    source: 'sheet',
    floor: pick(critical ? (['L2', 'L3', 'L4'] as const) : (['L1', 'L2'] as const), n),
    critical,
    signs: [],
    reasons: ['total'],
    observedAt: child.at,
    ...(own === undefined ? { previous } : {}),
  };
  return { id: own?.[0] ?? `case-${child.acts}`, kind: 'case', actor: SYSTEM, command };
}

type Choose = (life: Life, child: Child, one: Step) => readonly [Actor, Command] | null;

/** Each stream's acts with bodies that fit it, by somebody who may, or now and then by whoever comes. */
const OF_KIND: Readonly<Record<Kind, Choose>> = {
  case: ({ state }, { at }, one) => {
    const facade = { state: state as CaseState, at };
    // A leave would otherwise begin in one life of fifteen.
    if (one.act % 10 === 0) return [COUNSELOR, { act: 'startLeave', homeRestSince: null }];
    const [actor, act] = choiceOf(facade, one);
    // What other streams tell is told by them.
    if (CASE_ACTS[act].by === 'case') return null;
    const hospital = { hospital: pick([null, ...HOSPITALS], one.picks[1] ?? 0) };
    return [actor, { ...(bodyOf(facade, act, one.picks) as Command), ...(act === 'requestReferral' ? hospital : {}) }];
  },
  referral: ({ state }, { at }, { act: n, actor: who }) => {
    const referral = state as ReferralState;
    const people = hospitalPeople(referral.hospital);
    const able = people.flatMap((by) => permittedReferralActs(referral, by).map((act) => [by, act] as const));
    if (able.length === 0) return null;
    const [by, act] = pick(able, n + who);
    return [
      by,
      { ...(actAt(at, referral.version, act) as Command), ...(act === 'giveConsent' ? { hospitals: HOSPITALS } : {}) },
    ];
  },
  followUp: ({ state }, { at }, { act: n, picks }) => {
    const story = { state: state as FollowUpState, at } as FollowUpStory;
    const trace = dutyOf(story, null, 'followUpTrace');
    if (trace !== undefined && n % 2 === 0)
      return [
        HEAD,
        { act: 'recordTrace', answers: trace.id, source: 'classTeacher', guardian: null, found: n % 3 > 0, note: null },
      ];
    const outcome = pick(['reached', 'reached', ...CONTACT_OUTCOMES] as const, picks[0] ?? 0);
    return [COUNSELOR, contact(story, { outcome, signs: n % 9 === 0 ? ['selfHarm'] : [] }) as unknown as Command];
  },
  return: ({ state }, { at }, { act: n, picks }) => {
    const story = { state: state as ReturnState, at } as ReturnStory;
    const plain = plainStep(story);
    if (plain !== null && n % 4 > 0) return plain as unknown as readonly [Actor, Command];
    const command = pick(SIDE, picks[0] ?? 0)(story);
    const by = RETURNERS.find((who) => permitted(RETURN_ACTS, story.state, who).includes(command.act));
    return command.act === 'rest' || by === undefined ? null : [by, command as unknown as Command];
  },
  campaign: ({ state }, { at }, { act: n }) => {
    const campaign = state as CampaignState;
    const commands = campaignCommands(campaign, at);
    const may = commands.filter(({ act }) => permitted(CAMPAIGN_ACTS, campaign, COUNSELOR).includes(act as never));
    const system = commands.filter(({ act }) => act === 'countAnswers');
    const all = [...may.map((one) => [COUNSELOR, one] as const), ...system.map((one) => [SYSTEM, one] as const)];
    return all.length === 0 ? null : pick(all, n);
  },
};

const RETURNERS = [COUNSELOR, HEAD, COUNTY, EXPERT, OTHER_EXPERT, CLINICIAN, DOCTOR];

function hospitalPeople(hospital: string): readonly Actor[] {
  const intake: Actor = { person: `intake-${hospital}`, role: 'hospitalIntake', side: 'health' };
  return [intake, { person: `clinician-${hospital}`, role: 'clinician', side: 'health' }, COUNSELOR, HEAD, intake];
}

/** The class of the child, which is this child alone. */
const OWN_CLASS = 'class-1';

function campaignCommands(state: CampaignState, at: number): readonly Command[] {
  const answers = (kind: string) => state.duties.find((duty) => duty.kind === kind)?.id ?? 'none';
  const from = (['waiting', 'invited', 'owned'] as const).find((one) => standing(state, one) > 0) ?? 'waiting';
  const pupil = { class: OWN_CLASS, from, count: 1 };
  return [
    { act: 'open', answers: answers('campaignOpen'), wordingVerified: true },
    { act: 'invitePage', pupils: [pupil] },
    { act: 'countAnswers', pupils: [pupil] },
    { act: 'recordRefusal', pupil, of: 'student' },
    { act: 'extendWindow', closesAt: at + 20 * DAY },
    {
      act: 'handAbsentees',
      class: OWN_CLASS,
      waiting: standing(state, 'waiting'),
      invited: standing(state, 'invited'),
      owner: 'teacher-1',
    },
    { act: 'settleAbsentees', answers: answers('campaignAbsentee'), count: 1, outcome: 'spokenWith' },
    { act: 'closeAnswering', answers: answers('campaignClose') },
  ];
}

/** The school asks the child's class. */
export function screened(child: Child): Done {
  return doAct(child, 'campaign-1', 'campaign', COUNSELOR, {
    act: 'plan',
    instrument: 'PHQ-9',
    instrumentVersion: '1',
    window: { opensAt: child.at + HOUR, closesAt: child.at + 9 * DAY },
    interviewers: 2,
    classes: [{ class: OWN_CLASS, size: 1 }],
  });
}
