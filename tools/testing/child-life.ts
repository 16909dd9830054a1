import { campaignRules } from '#domain/campaign';
import { caseRules } from '#domain/case';
import type { CaseState } from '#domain/case-state';
import { followUpRules } from '#domain/follow-up';
import type { Instant } from '#domain/instant';
import type { Refusal } from '#domain/problem';
import { referralRules } from '#domain/referral';
import type { ReferralState } from '#domain/referral-facts';
import { returnRules } from '#domain/return-to-school';
import { type Actor, CLOCK, type Posts } from '#domain/role';
import {
  type Also,
  type GuardianRef,
  nextStepOf,
  type Rules,
  type Sibling,
  type StreamRules,
  type StreamState,
} from '#domain/stream';
import { POSTS, WORLD } from './case-story.ts';
import { MONDAY } from './pure-stream.ts';

/* One student with everything that hangs on the case, in memory: an act and all that it causes on other streams are decided as the record decides them. */

export type Kind = 'campaign' | 'case' | 'referral' | 'followUp' | 'return';
export type Command = { readonly act: string } & Readonly<Record<string, unknown>>;
export type AnyFact = { readonly type: string } & Readonly<Record<string, unknown>>;
type AnyRules = StreamRules<StreamState, Command, AnyFact>;
export type RuleSet = Readonly<Record<Kind, AnyRules>>;

/** The rules as they are; a test may hand in others, to see a promise broken. */
export const REAL_RULES = {
  campaign: campaignRules,
  case: caseRules,
  referral: referralRules,
  followUp: followUpRules,
  return: returnRules,
} as unknown as RuleSet;

export interface Life {
  readonly kind: Kind;
  readonly state: StreamState;
  readonly facts: readonly { readonly fact: AnyFact; readonly at: Instant }[];
}

export interface Child {
  at: Instant;
  lives: ReadonlyMap<string, Life>;
  posts: Posts;
  guardians: readonly GuardianRef[];
  /** Acts so far: what new ids are made from. */
  acts: number;
  readonly rules: RuleSet;
}

export const HOSPITALS = ['999000-h1', '999000-h2', '999000-h3'] as const;

export function newChild(rules: RuleSet = REAL_RULES): Child {
  const guardians = [
    { id: 'mother', danger: false },
    { id: 'guardian-1', danger: false },
  ];
  return { at: MONDAY, lives: new Map(), posts: POSTS, guardians, acts: 0, rules };
}

export function openLives(child: Child, kind?: Kind): readonly (readonly [string, Life])[] {
  return [...child.lives].filter(([, life]) => life.state.open && (kind === undefined || life.kind === kind));
}

/** The open case, if there is one. */
export function caseOf(child: Child): readonly [string, CaseState] | undefined {
  const [open] = openLives(child, 'case');
  return open === undefined ? undefined : [open[0], open[1].state as CaseState];
}

function siblingsOf(child: Child, self: string): readonly Sibling[] {
  return openLives(child).flatMap(([id, { kind, state }]) => {
    if (id === self) return [];
    const { requestId = null, hospital = null, accepted = false } = kind === 'referral' ? (state as ReferralState) : {};
    return [{ id, kind, stage: state.stage, requestId, hospital, accepted }];
  });
}

function rulesFor(child: Child, self: string, hospital: unknown): Rules {
  const at = typeof hospital === 'string' && hospital !== '' ? hospital : null;
  const there =
    at === null ? {} : { intake: [`intake-${at}`], standInDoctor: [`stand-in-${at}`], clinician: [`clinician-${at}`] };
  return {
    ...WORLD,
    posts: { ...child.posts, ...there },
    siblings: siblingsOf(child, self),
    guardians: child.guardians,
    consents: ['consent-1', 'consent-2'].map((id) => ({ id, hospitals: HOSPITALS })),
  };
}

export interface Done {
  readonly refused: Refusal | null;
  /** The stream whose rules refused. */
  readonly by: string;
  readonly facts: readonly { readonly stream: string; readonly fact: AnyFact }[];
}

/** Commits one act and everything it causes, or nothing of it. */
export function doAct(child: Child, id: string, kind: Kind, actor: Actor, command: Command): Done {
  const lives = new Map(child.lives);
  const facts: { stream: string; fact: AnyFact }[] = [];
  const queue: Also[] = [{ kind, id, starts: !lives.has(id), command }];
  const act = child.acts + 1;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const made = decideOne({ ...child, lives }, next, actor, act);
    if ('refused' in made) return { refused: made, by: next.id, facts: [] };
    lives.set(next.id, made.life);
    facts.push(...made.facts.map((fact) => ({ stream: made.id, fact })));
    queue.push(...made.also);
    if (facts.length > 2_000) throw new Error(`${command.act} causes acts without end`);
  }
  Object.assign(child, { lives, acts: act });
  return { refused: null, by: id, facts };
}

interface Made {
  readonly id: string;
  readonly life: Life;
  readonly facts: readonly AnyFact[];
  readonly also: readonly Also[];
}

function decideOne(
  child: Child,
  { id, kind: asked, starts, command }: Also,
  actor: Actor,
  act: number,
): Made | Refusal {
  const kind = asked as Kind;
  const { decide, evolve, initial } = child.rules[kind];
  const known = child.lives.get(id);
  if (known === undefined && !starts) throw new Error(`${command.act} names a stream that is not there`);
  const life = known ?? { kind, state: initial, facts: [] };
  const hospital: unknown = Reflect.get(life.state, 'hospital') || Reflect.get(command, 'hospital');
  const rules = rulesFor(child, id, hospital);
  const decision = decide(life.state, command, {
    self: id,
    at: child.at,
    actor,
    rules,
    mint: (n) => `${id}.${act}.${n}`,
  });
  if ('refused' in decision) return decision;
  const state = decision.facts.reduce((so, fact) => evolve(so, fact, child.at), life.state);
  const facts = [...life.facts, ...decision.facts.map((fact) => ({ fact, at: child.at }))];
  return { id, life: { kind, state, facts }, facts: decision.facts, also: decision.also };
}

/** Time is told to every stream that is due, as the workflows do; `look` sees each telling. */
export function tellTime(child: Child, look: (id: string, kind: Kind, done: Done, before: Child) => void): void {
  for (const [id, { kind }] of openLives(child)) {
    const state = child.lives.get(id)?.state;
    if (state === undefined || (nextStepOf(state) ?? Number.POSITIVE_INFINITY) > child.at) continue;
    const before = { ...child };
    look(id, kind, doAct(child, id, kind, CLOCK, { act: 'deadlinePassed' }), before);
  }
}
