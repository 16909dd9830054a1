import type { Calendar } from './calendar.ts';
import { type Chain, type Duty, type DutyFact, evolveDuties, nextDueAt, type Opening, openDuty } from './duty.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';
import { type Refusal, refuse } from './problem.ts';
import { type Actor, type PersonId, type Post, type Posts, peopleAt } from './role.ts';

/** The kinds of things with a life. Each has rules (decide, evolve), a record of facts and a workflow that keeps its time. */
export const STREAM_KINDS = ['campaign', 'case', 'referral', 'followUp', 'return', 'record'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];
export type StreamId = string;

/** A guardian as far as rules need one: who, and whether contact would endanger the child (N10). */
export interface GuardianRef {
  readonly id: string;
  readonly danger: boolean;
}

/**
 * A guardian's consent to referral as far as rules need one. Only those that stand are handed to rules: given for this child and shown by evidence, not
 * taken back, not run out, and by no guardian who is flagged as a danger (个人信息保护法 15, 29, 31; N10).
 */
export interface ConsentRef {
  readonly id: string;
  /** Codes of the hospitals that it names. */
  readonly hospitals: readonly string[];
}

/** Another open stream of the same student, read under the same lock. */
export interface Sibling {
  readonly id: StreamId;
  readonly kind: StreamKind;
  readonly stage: string;
  readonly requestId: string | null;
  /** Referrals: the hospital asked, and whether it has accepted (5.2 after an acceptance still counts). */
  readonly hospital: string | null;
  readonly accepted: boolean;
}

/** Everything an act is decided by besides state and command: read in the same transaction, never from a clock or a constant. */
export interface Rules {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly posts: Posts;
  readonly siblings: readonly Sibling[];
  readonly guardians: readonly GuardianRef[];
  /** Consents to referral that stand at this instant. */
  readonly consents: readonly ConsentRef[];
  /** Codes of hospitals whose agreement has ended or whose week is full; told where an act may choose a hospital. */
  readonly noRoom?: readonly string[];
}

/** When, by whom, under which rules. `mint(n)` gives the n-th id this act may use for something new; the same act mints the same ids. */
export interface Moment {
  /** The stream that is acted on. */
  readonly self: StreamId;
  readonly at: Instant;
  readonly actor: Actor;
  readonly rules: Rules;
  readonly mint: (n: number) => string;
}

/** A text kept in the vault; the record holds the id and a salted commitment, never the words. */
export interface TextRef {
  readonly text: string;
  readonly commitment: string;
}

/** What every stream's state has. */
export interface StreamState {
  /** Facts so far. 0 = not begun. */
  readonly version: number;
  readonly open: boolean;
  readonly stage: string;
  readonly duties: readonly Duty[];
  /** Version of the last fact made by a person, a warning, or a person's act reflected from another stream; rings never move it. */
  readonly personVersion: number;
}

/** An act on another stream of the same student, committed in the same transaction: a start, or news. */
export interface Also {
  readonly kind: StreamKind;
  readonly id: StreamId;
  /** true: the stream is new and inserted here. */
  readonly starts: boolean;
  readonly command: { readonly act: string } & Readonly<Record<string, unknown>>;
}

export interface Accepted<F> {
  readonly facts: readonly F[];
  readonly also: readonly Also[];
}
export type Decision<F> = Accepted<F> | Refusal;

/** A stream's rules as commit() uses them. */
export interface StreamRules<S extends StreamState, C, F extends { readonly type: string }> {
  readonly kind: StreamKind;
  readonly initial: S;
  readonly decide: (state: S, command: C, moment: Moment) => Decision<F>;
  readonly evolve: (state: S, fact: F, at: Instant) => S;
}

/** The same moment with posts that a stream knows and the roster does not: its owner, whoever is on watch. An empty id fills none. */
export function withPosts(moment: Moment, own: { readonly [P in Post]?: PersonId | null }): Moment {
  const known = Object.entries(own).filter((entry): entry is [Post, PersonId] => (entry[1] ?? '') !== '');
  const posts = { ...moment.rules.posts, ...Object.fromEntries(known.map(([post, person]) => [post, [person]])) };
  return { ...moment, rules: { ...moment.rules, posts } };
}

/** A decision under construction: facts are folded as they are added, so each step sees what the one before it did. */
export interface Draft<S extends StreamState, F extends { readonly type: string }> {
  readonly moment: Moment;
  readonly state: S;
  add(...facts: readonly F[]): void;
  also(also: Also): void;
  /** Opens a duty; the id is its fact's version. Throws NobodyToHold when the roster is empty up to the city. */
  open(opening: Omit<Opening, 'id' | 'at'>): void;
  /** Ends live duties that match, with the reason; none matching is no fault. */
  done(match: (duty: Duty) => boolean, because: string): void;
  accepted(): Accepted<F>;
}

/** Thrown inside a draft and turned into a refusal by `deciding`: nobody at all could be named, and a duty without a name must not exist. */
class NobodyToHold extends Error {}

/** Runs a decision on a draft. `build` returns a refusal or nothing. */
export function deciding<S extends StreamState, F extends { readonly type: string }>(
  rules: { readonly evolve: (state: S, fact: F, at: Instant) => S },
  state: S,
  moment: Moment,
  build: (draft: Draft<S, F>) => Refusal | undefined,
): Decision<F> {
  const draft = newDraft(rules, state, moment);
  try {
    return build(draft) ?? draft.accepted();
  } catch (error) {
    if (error instanceof NobodyToHold) return refuse('nobodyToHold');
    throw error;
  }
}

function newDraft<S extends StreamState, F extends { readonly type: string }>(
  rules: { readonly evolve: (state: S, fact: F, at: Instant) => S },
  start: S,
  moment: Moment,
): Draft<S, F> {
  let state = start;
  const facts: F[] = [];
  const also: Also[] = [];
  const chain: Chain = moment.rules;
  const draft: Draft<S, F> = {
    moment,
    get state() {
      return state;
    },
    add(...more) {
      for (const fact of more) {
        state = rules.evolve(state, fact, moment.at);
        facts.push(fact);
      }
    },
    also: (other) => void also.push(other),
    open(opening) {
      const duty = openDuty(chain, { ...opening, id: String(state.version + 1), at: moment.at });
      if (duty === null) throw new NobodyToHold();
      // Every stream's fact union contains DutyFact; TypeScript cannot see that through F.
      draft.add({ type: 'dutyOpened', duty } as unknown as F);
    },
    done(match, because) {
      for (const duty of state.duties.filter(match))
        draft.add({ type: 'dutyDone', duty: duty.id, by: moment.actor.person, because } as unknown as F);
    },
    accepted: () => ({ facts, also }),
  };
  return draft;
}

/** Commands every stream understands. */
export type SharedCommand =
  /** By the clock only; idempotent by state: nothing due, no fact. */
  | { readonly act: 'deadlinePassed' }
  /** By the clock only: this person of a duty's chain cannot be reached. */
  | { readonly act: 'callNext'; readonly duty: string; readonly unreached: PersonId }
  | { readonly act: 'acknowledge'; readonly duty: string }
  /** A new holiday list or policy: limits are worked out anew from their opening. */
  | { readonly act: 'recalculate' }
  /** Someone left: their live duties pass to whoever now holds the post. */
  | { readonly act: 'replaceHolder'; readonly from: PersonId; readonly to: PersonId };

/** Whether a person holds or was called to a duty. */
export function mayAct(duty: Duty, person: PersonId | null): boolean {
  return person !== null && (duty.holder === person || duty.called.includes(person));
}

/** Folds what every stream shares into the common fields; a stream's evolve calls it first. */
export function evolveShared<S extends StreamState>(state: S, fact: DutyFact, at: Instant): S {
  return { ...state, version: state.version + 1, duties: evolveDuties(state.duties, fact, at) };
}

const DUTY_FACTS: ReadonlySet<string> = new Set<DutyFact['type']>([
  'dutyOpened',
  'dutyRang',
  'dutyCalled',
  'dutyAcknowledged',
  'dutyDone',
  'dutyMoved',
  'dutyHandedOver',
  'dutyPaused',
  'dutyResumed',
]);

export function isDutyFact(fact: { readonly type: string }): fact is DutyFact {
  return DUTY_FACTS.has(fact.type);
}

/** What commit writes beside the facts: the next step of the stream, null exactly when it is closed. */
export function nextStepOf(state: StreamState): Instant | null {
  return state.open ? nextDueAt(state.duties) : null;
}

/** The first person reachable for a post, or null. */
export function first(posts: Posts, post: Parameters<typeof peopleAt>[1]): PersonId | null {
  return peopleAt(posts, post)[0] ?? null;
}
