import { type Calendar, deadline, shareOf } from './calendar.ts';
import type { Instant } from './instant.ts';
import { type Clock, type ClockId, clockOf, type DutyKind, type Policy } from './policy.ts';
import { type PersonId, type Posts, peopleAt } from './role.ts';

/** An act that a named person owes by a deadline, with the chain behind it. Times in epoch ms. */
export interface Duty {
  /** Unique in its stream: the version of the fact that opened it. */
  readonly id: string;
  readonly kind: DutyKind;
  readonly clock: ClockId;
  readonly holder: PersonId;
  /** People the chain has called; each may act on the duty while it lives. */
  readonly called: readonly PersonId[];
  readonly openedAt: Instant;
  /** The limit of the policy; passing it is late, not over. */
  readonly limitAt: Instant;
  /** The next step of the chain, never in the past of the last fact. */
  readonly dueAt: Instant;
  /** Steps of the chain that have rung. */
  readonly step: number;
  readonly acknowledged: { readonly by: PersonId; readonly at: Instant; readonly step: number } | null;
  /** What the duty is about: a stream id, a proposal id, a slot. Codes and ids only. */
  readonly subject: string | null;
  /** People who may not do what is owed, so no step of the chain calls them. */
  readonly barred: readonly PersonId[];
  /** Set while the clock is stopped for a reason the policy lists; never for L4 or critical clocks. */
  readonly pausedAt: Instant | null;
}

/** Facts every stream shares: the life of a duty. */
export type DutyFact =
  | { readonly type: 'dutyOpened'; readonly duty: Duty }
  | {
      readonly type: 'dutyRang';
      readonly duty: string;
      readonly step: number;
      readonly called: readonly PersonId[];
      readonly dueAt: Instant;
    }
  /** Somebody of the chain could not be reached: these people were called at once, the chain's own steps stay where they are. */
  | {
      readonly type: 'dutyCalled';
      readonly duty: string;
      readonly called: readonly PersonId[];
      readonly unreached: PersonId;
    }
  | { readonly type: 'dutyAcknowledged'; readonly duty: string; readonly by: PersonId; readonly dueAt: Instant }
  | { readonly type: 'dutyDone'; readonly duty: string; readonly by: PersonId | null; readonly because: string }
  | { readonly type: 'dutyMoved'; readonly duty: string; readonly limitAt: Instant; readonly dueAt: Instant }
  | { readonly type: 'dutyHandedOver'; readonly duty: string; readonly to: PersonId }
  | { readonly type: 'dutyPaused'; readonly duty: string; readonly reason: string }
  | { readonly type: 'dutyResumed'; readonly duty: string; readonly limitAt: Instant; readonly dueAt: Instant };

/** What a duty's arithmetic needs: the pinned policy, the calendar, the people of this student. */
export interface Chain {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly posts: Posts;
}

const DAY = 86_400_000;

/**
 * When step `step` (0 = first ring) of a chain comes. Shares are taken of the limit on the limit's own basis; later rings count from the limit;
 * after the last one the chain repeats from `previous`.
 */
export function stepAt(
  chain: Chain,
  clock: Clock,
  duty: Pick<Duty, 'openedAt' | 'limitAt'>,
  step: number,
  previous: Instant,
): Instant {
  const ring = clock.rings[step];
  if (ring === undefined) return deadline(chain.calendar, previous, clock.repeat).at;
  if ('after' in ring.when) return deadline(chain.calendar, duty.limitAt, ring.when.after).at;
  if (duty.limitAt <= duty.openedAt) return duty.limitAt;
  if ('before' in ring.when) return Math.max(duty.openedAt, duty.limitAt - ring.when.before);
  return Math.min(
    duty.limitAt,
    shareOf(chain.calendar, clock.limit.basis, duty.openedAt, duty.limitAt, ring.when.share),
  );
}

/**
 * The people step `step` calls: the holder again, and with them the ring's posts, climbing past vacancies and past the holder; repeats go round or stay
 * at the top.
 */
export function calledAt(posts: Posts, clock: Clock, duty: Duty, step: number): readonly PersonId[] {
  const count = clock.rings.length;
  const index = step < count ? step : clock.round ? step % count : count - 1;
  const next = (clock.rings[index]?.calls ?? []).map((post) => {
    if (post === 'holder') return duty.holder;
    if (post === 'owner') return posts.owner?.[0] ?? duty.holder;
    // Everyone else must be somebody other than the one who did not act, and somebody who can.
    return peopleAt(posts, post, [duty.holder, ...duty.barred])[0] ?? duty.holder;
  });
  return [...new Set([duty.holder, ...next])];
}

/**
 * Whom to call when somebody of the chain cannot be reached: the next one of the steps to come who was not called yet, else of those gone through, and
 * from each post on up to the city. Empty only when everybody was called.
 */
export function calledBehind({ policy, posts }: Chain, duty: Duty, unreached: PersonId): readonly PersonId[] {
  const told = [duty.holder, ...duty.called, ...duty.barred, unreached];
  const { rings } = clockOf(policy, duty.clock);
  for (const ring of [...rings.slice(duty.step), ...rings.slice(0, duty.step)]) {
    const fresh = ring.calls.flatMap((post) => (post === 'holder' ? [] : peopleAt(posts, post, told).slice(0, 1)));
    if (fresh.length > 0) return [...new Set(fresh)];
  }
  return [];
}

/**
 * When a duty rings next once its present step is acknowledged: steps still to come stay where they are; a chain that has come to its end repeats at the
 * longer interval, counted from the acknowledgement. Acknowledged again at the same step it moves no further.
 */
export function heardUntil(chain: Chain, duty: Duty, at: Instant): Instant {
  const clock = clockOf(chain.policy, duty.clock);
  const known = duty.acknowledged?.step === duty.step;
  if (known || duty.pausedAt !== null || duty.step < clock.rings.length) return duty.dueAt;
  return Math.max(duty.dueAt, deadline(chain.calendar, at, clock.repeatHeard).at);
}

export interface Opening {
  readonly id: string;
  readonly kind: DutyKind;
  readonly clock: ClockId;
  readonly at: Instant;
  readonly subject?: string | null;
  /** Overrides the post of the clock: a person already known, such as the receiver of a hand-over. */
  readonly holder?: PersonId;
  /** Overrides the limit: a window of a rhythm, the next date of a decision. Epoch ms. */
  readonly limitAt?: Instant;
  readonly barred?: readonly PersonId[];
}

/** A live duty opened at an instant, or null when not even the city has anyone to hold it. */
export function openDuty(chain: Chain, opening: Opening): Duty | null {
  const clock = clockOf(chain.policy, opening.clock);
  const holder = opening.holder ?? peopleAt(chain.posts, clock.holder)[0];
  if (holder === undefined) return null;
  const limitAt = opening.limitAt ?? deadline(chain.calendar, opening.at, clock.limit).at;
  const span = { openedAt: opening.at, limitAt };
  return {
    id: opening.id,
    kind: opening.kind,
    clock: opening.clock,
    holder,
    called: [],
    ...span,
    dueAt: stepAt(chain, clock, span, 0, limitAt),
    step: 0,
    acknowledged: null,
    subject: opening.subject ?? null,
    barred: opening.barred ?? [],
    pausedAt: null,
  };
}

/**
 * The rings a duty owes at `at`, in order. After an outage every step of the chain that was missed rings (each of its people must know);
 * missed repeats fold into one.
 */
export function ringsDue(chain: Chain, duty: Duty, at: Instant): readonly (DutyFact & { type: 'dutyRang' })[] {
  if (duty.pausedAt !== null) return pausedLook(duty, at);
  const clock = clockOf(chain.policy, duty.clock);
  const facts: (DutyFact & { type: 'dutyRang' })[] = [];
  let { step, dueAt } = duty;
  while (dueAt <= at) {
    const called = calledAt(chain.posts, clock, duty, step);
    let next = stepAt(chain, clock, duty, step + 1, dueAt);
    step += 1;
    while (step >= clock.rings.length && next <= at) next = deadline(chain.calendar, next, clock.repeat).at;
    if (next <= dueAt) next = dueAt + 1;
    facts.push({ type: 'dutyRang', duty: duty.id, step, called, dueAt: next });
    dueAt = next;
  }
  return facts;
}

/** A stopped clock still calls its holder once a day, so that a forgotten pause is seen. */
function pausedLook(duty: Duty, at: Instant): readonly (DutyFact & { type: 'dutyRang' })[] {
  if (duty.dueAt > at) return [];
  return [{ type: 'dutyRang', duty: duty.id, step: duty.step, called: [duty.holder], dueAt: at + DAY }];
}

function withCalled(duty: Duty, called: readonly PersonId[]): readonly PersonId[] {
  return [...new Set([...duty.called, ...called.filter((person) => person !== duty.holder)])];
}

/** Folds one duty fact into the live duties of a stream. Facts of other kinds leave them alone. */
export function evolveDuties(duties: readonly Duty[], fact: DutyFact, at: Instant): readonly Duty[] {
  const change = (id: string, to: (duty: Duty) => Duty) => duties.map((duty) => (duty.id === id ? to(duty) : duty));
  switch (fact.type) {
    case 'dutyOpened':
      return [...duties, fact.duty];
    case 'dutyRang':
      return change(fact.duty, (duty) => ({
        ...duty,
        step: fact.step,
        dueAt: fact.dueAt,
        called: withCalled(duty, fact.called),
      }));
    case 'dutyCalled':
      return change(fact.duty, (duty) => ({ ...duty, called: withCalled(duty, fact.called) }));
    case 'dutyAcknowledged':
      return change(fact.duty, (duty) => ({
        ...duty,
        acknowledged: { by: fact.by, at, step: duty.step },
        dueAt: fact.dueAt,
      }));
    case 'dutyDone':
      return duties.filter((duty) => duty.id !== fact.duty);
    case 'dutyMoved':
      return change(fact.duty, (duty) => ({
        ...duty,
        limitAt: fact.limitAt,
        dueAt: fact.dueAt,
        step: 0,
        acknowledged: null,
      }));
    case 'dutyHandedOver':
      return change(fact.duty, (duty) => ({ ...duty, holder: fact.to, acknowledged: null }));
    case 'dutyPaused':
      return change(fact.duty, (duty) => ({ ...duty, pausedAt: at, dueAt: at + DAY }));
    case 'dutyResumed':
      return change(fact.duty, (duty) => ({ ...duty, pausedAt: null, limitAt: fact.limitAt, dueAt: fact.dueAt }));
    default:
      return fact satisfies never;
  }
}

/** The earliest next step of the live duties; null only when there is none. */
export function nextDueAt(duties: readonly Duty[]): Instant | null {
  return duties.length === 0 ? null : Math.min(...duties.map((duty) => duty.dueAt));
}
