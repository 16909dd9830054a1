import { type Calendar, isSchoolDay, isSchoolTime } from './calendar.ts';
import type { CampaignState } from './campaign-state.ts';
import { addDays, dayOf, type Instant, minuteOfDay, weekday } from './instant.ts';
import type { Policy } from './policy.ts';
import { type Refusal, refuse } from './problem.ts';

/** What a batch of invitations is held against. */
export interface Starting {
  readonly policy: Policy;
  readonly calendar: Calendar;
}

const FRIDAY = 5;

/** Pupils who may be invited on one day: interviewers x interviews a day / expected share of critical answers (N12), rounded down. */
export function dailyCapacity(policy: Policy, interviewers: number): number {
  const { perInterviewerADay, expectedCriticalShare } = policy.screening;
  return Math.floor((interviewers * perInterviewerADay) / expectedCriticalShare);
}

/**
 * Whoever answers critically is spoken with the same day, so no batch starts when nobody would be there: outside school hours, after the policy's
 * hour, on a Friday, or on a day before one without school (N12). Refuses `badStartTime`.
 */
export function startRefused({ policy, calendar }: Starting, at: Instant): Refusal | undefined {
  const day = dayOf(at);
  if (!isSchoolTime(calendar, at)) return refuse('badStartTime', { because: 'noSchool' });
  if (minuteOfDay(at) > policy.screening.latestStartMinute) return refuse('badStartTime', { because: 'tooLate' });
  if (weekday(day) === FRIDAY) return refuse('badStartTime', { because: 'friday' });
  if (!isSchoolDay(calendar, addDays(day, 1))) return refuse('badStartTime', { because: 'beforeHoliday' });
  return undefined;
}

/** Invitations that may still be sent today; 0 when none may start now. */
export function roomToday(starting: Starting, state: CampaignState, at: Instant): number {
  if (startRefused(starting, at)) return 0;
  const sent = state.invitedOn?.day === dayOf(at) ? state.invitedOn.count : 0;
  return Math.max(0, dailyCapacity(starting.policy, state.interviewers) - sent);
}
