import type { Limit } from './calendar.ts';
import { DAY, HOUR, MINUTE } from './instant.ts';
import type { Clock, Ring } from './policy.ts';
import type { Post } from './role.ts';

/* Words in which the policy document states its clocks. */

/** Every minute counts, school or not. */
export const wallMinutes = (amount: number): Limit => ({ basis: 'wall', amount: amount * MINUTE });
export const wallHours = (amount: number): Limit => ({ basis: 'wall', amount: amount * HOUR });
export const wallDays = (amount: number): Limit => ({ basis: 'wall', amount: amount * DAY });
/** School hours of the calendar. */
export const schoolHours = (amount: number): Limit => ({ basis: 'school', amount: amount * HOUR });
/** School hours, but never later than the end of the school day on which they begin to run. */
export const schoolHoursSameDay = (amount: number): Limit => ({ ...schoolHours(amount), sameDay: true });
/** A limit of the calendar that no holiday stretches beyond so many hours on the wall. */
export const withinHours = (hours: number, limit: Limit): Limit => ({ ...limit, atMost: hours * HOUR });
/** School days. */
export const days = (amount: number): Limit => ({ basis: 'days', amount });

export const at = (share: number, ...calls: readonly Post[]): Ring => ({ when: { share }, calls });
export const after = (limit: Limit, ...calls: readonly Post[]): Ring => ({ when: { after: limit }, calls });

/* After its last ring a chain repeats it: a duty never falls silent. How often says how near the danger is. */

/** Daily: papers, care, and at any level whatever has days. */
export function clock(clause: string, limit: Limit, holder: Post, ...rings: readonly Ring[]): Clock {
  const daily = wallDays(1);
  return { clause, limit, holder, rings, repeat: daily, repeatHeard: daily, round: false, pageEvery: null };
}

/** Hourly, and every four hours once heard: what is owed within hours at L4 while the child is in somebody's hands. */
export function urgentClock(clause: string, limit: Limit, holder: Post, ...rings: readonly Ring[]): Clock {
  return { ...clock(clause, limit, holder, ...rings), repeat: wallHours(1), repeatHeard: wallHours(4) };
}

/**
 * Dangerous now: pages repeat every five minutes until acknowledged, and the whole chain goes round again every five minutes; every half hour once
 * heard, for whoever answers the telephone beside the child must have a hand free.
 */
export function redClock(clause: string, limit: Limit, holder: Post, ...rings: readonly Ring[]): Clock {
  const round = { repeat: wallMinutes(5), repeatHeard: wallMinutes(30), round: true, pageEvery: 5 * MINUTE };
  return { ...clock(clause, limit, holder, ...rings), ...round };
}
