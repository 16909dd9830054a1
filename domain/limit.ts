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

/** A clock that, after its last ring, repeats it daily: a duty never falls silent. */
export function clock(clause: string, limit: Limit, holder: Post, ...rings: readonly Ring[]): Clock {
  return { clause, limit, holder, rings, repeat: wallDays(1), round: false, pageEvery: null };
}

/** A red clock: after its last ring the whole chain goes round again every five minutes, and pages repeat until acknowledged. */
export function redClock(clause: string, limit: Limit, holder: Post, ...rings: readonly Ring[]): Clock {
  return { clause, limit, holder, rings, repeat: wallMinutes(5), round: true, pageEvery: 5 * MINUTE };
}
