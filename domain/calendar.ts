/**
 * Which days are school days, and what "4 school hours" or "5 days" mean on them. A calendar is plain data: the days
 * on which a school departs from Monday to Friday, and the range of days for which somebody published them.
 */
import { addDays, DAY, type Day, dayOf, HOUR, type Instant, isDay, MINUTE, startOfDay, weekday } from './instant.ts';

/** Why a day departs from the plain week. A make-up day (调休) is a weekend day on which school is held. */
export type Departure = 'holiday' | 'makeUp' | 'vacation';
export type DayKind = Departure | 'school' | 'weekend';

export interface Calendar {
  readonly version: string;
  /** First and last day for which holidays, make-up days and vacations are known, both included. */
  readonly coveredFrom: Day;
  readonly coveredTo: Day;
  /** Only days that depart from Monday to Friday. */
  readonly days: Readonly<Record<Day, Departure>>;
}

/** A run of days as it is published: "国庆节 2026-10-01 to 2026-10-07". */
export interface CalendarEntry {
  readonly kind: Departure;
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/**
 * What counts as time: `wall` = every hour, `school` = school hours, `days` = school days.
 * `amount` is in milliseconds for wall and school, in whole days for days. `sameDay` (school only) caps the deadline
 * at the end of the school day on which the time begins to run.
 */
export type Basis = 'wall' | 'school' | 'days';
export interface Limit {
  readonly basis: Basis;
  readonly amount: number;
  readonly sameDay?: boolean;
  /** However the calendar runs, never later than this after the beginning; wall time in ms. */
  readonly atMost?: number;
}

export interface Deadline {
  readonly at: Instant;
  /** True when school days were counted on days that no published list covers. Somebody must be told. */
  readonly uncovered: boolean;
}

/** School hours, 07:30 to 18:00, as offsets from midnight in ms. */
export const SCHOOL_OPENS = 7 * HOUR + 30 * MINUTE;
export const SCHOOL_CLOSES = 18 * HOUR;

/** Where lists disagree: no make-up day is taught in a vacation, and a make-up day is not a holiday. */
const PRECEDENCE = { holiday: 1, makeUp: 2, vacation: 3 } as const satisfies Record<Departure, number>;

/**
 * Builds a calendar from published runs of days. The order of the entries does not matter.
 * Throws `RangeError` when a run or the covered range is not made of existing days in order.
 */
export function calendarOf(version: string, covered: readonly [Day, Day], entries: readonly CalendarEntry[]): Calendar {
  const [coveredFrom, coveredTo] = covered;
  assertRange(coveredFrom, coveredTo);
  const days: Record<Day, Departure> = {};
  for (const { kind, from, to } of entries) {
    assertRange(from, to);
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const known = days[day];
      if (!known || PRECEDENCE[known] < PRECEDENCE[kind]) days[day] = kind;
    }
  }
  return { version, coveredFrom, coveredTo, days };
}

function assertRange(from: Day, to: Day): void {
  if (!isDay(from) || !isDay(to) || from > to) throw new RangeError('a run of days must go from a day to a later one');
}

/** The days for which somebody published a list, both ends included. */
export type Coverage = Pick<Calendar, 'coveredFrom' | 'coveredTo'>;

/** Whether the calendar's lists speak about this day. */
function isCovered(calendar: Coverage, day: Day): boolean {
  return day >= calendar.coveredFrom && day <= calendar.coveredTo;
}

/** Whether a limit was worked out on days that no published list covers: it may be too early, never too late. Wall time needs no list. */
export function isUncovered(calendar: Coverage, basis: Basis, from: Instant, to: Instant): boolean {
  return basis !== 'wall' && (!isCovered(calendar, dayOf(from)) || !isCovered(calendar, dayOf(to)));
}

/** A list takes weeks to be published and entered: whoever keeps it hears so long before the last one ends. */
const WARNED_DAYS = 60;

/** Whole days that the lists still cover after the day of `at`; negative once they have ended. */
export function daysCovered({ coveredTo }: Coverage, at: Instant): number {
  return Math.round((startOfDay(coveredTo) - startOfDay(dayOf(at))) / DAY);
}

/** Whether the next year's list is wanted soon, or wanting already. */
export function calendarEnds(covered: Coverage, at: Instant): boolean {
  return daysCovered(covered, at) < WARNED_DAYS;
}

/** Outside the covered range every Monday to Friday counts as a school day: a clock too early beats one too late. */
export function kindOf(calendar: Calendar, day: Day): DayKind {
  const departure = isCovered(calendar, day) ? calendar.days[day] : undefined;
  return departure ?? (weekday(day) <= 5 ? 'school' : 'weekend');
}

/** School is held on plain school days and on make-up days. */
export function isSchoolDay(calendar: Calendar, day: Day): boolean {
  const kind = kindOf(calendar, day);
  return kind === 'school' || kind === 'makeUp';
}

/** Whether school is open: from 07:30 inclusive to 18:00 exclusive, on a school day. */
export function isSchoolTime(calendar: Calendar, at: Instant): boolean {
  const day = dayOf(at);
  const sinceMidnight = at - startOfDay(day);
  return sinceMidnight >= SCHOOL_OPENS && sinceMidnight < SCHOOL_CLOSES && isSchoolDay(calendar, day);
}

function nextSchoolDay(calendar: Calendar, after: Day): Day {
  let day = addDays(after, 1);
  while (!isSchoolDay(calendar, day)) day = addDays(day, 1);
  return day;
}

/** Today while school has not closed yet, else the next school day. */
function schoolDayFrom(calendar: Calendar, at: Instant): Day {
  const today = dayOf(at);
  const closed = at >= startOfDay(today) + SCHOOL_CLOSES;
  return !closed && isSchoolDay(calendar, today) ? today : nextSchoolDay(calendar, today);
}

/**
 * The instant at which `ms` of school time have passed since `at`; time outside school hours does not count. When the
 * time ends together with a school day, this is 18:00 of that day, not 07:30 of the next.
 */
export function addSchoolHours(calendar: Calendar, at: Instant, ms: number): Instant {
  let left = ms;
  let day = schoolDayFrom(calendar, at);
  let from = Math.max(at, startOfDay(day) + SCHOOL_OPENS);
  let closes = startOfDay(day) + SCHOOL_CLOSES;
  while (left > closes - from) {
    left -= closes - from;
    day = nextSchoolDay(calendar, day);
    from = startOfDay(day) + SCHOOL_OPENS;
    closes = startOfDay(day) + SCHOOL_CLOSES;
  }
  return from + left;
}

/**
 * 18:00 of the n-th school day after the day of `at`. The day on which a period begins is not counted, and the period
 * ends with the business hours of its last day (民法典 201, 203).
 */
export function addSchoolDays(calendar: Calendar, at: Instant, days: number): Instant {
  let day = dayOf(at);
  for (let counted = 0; counted < days; counted += 1) day = nextSchoolDay(calendar, day);
  return startOfDay(day) + SCHOOL_CLOSES;
}

/** School time in ms between two instants; 0 when `to` is not later than `from`. */
export function schoolTimeBetween(calendar: Calendar, from: Instant, to: Instant): number {
  let sum = 0;
  for (let day = schoolDayFrom(calendar, from); ; day = nextSchoolDay(calendar, day)) {
    const opens = startOfDay(day) + SCHOOL_OPENS;
    if (opens >= to) return sum;
    sum += Math.max(0, Math.min(to, startOfDay(day) + SCHOOL_CLOSES) - Math.max(from, opens));
  }
}

/**
 * When the limit is reached that began to run at `from`; always later than `from`. Wall time needs no calendar and
 * never pauses. Throws `RangeError` unless the amount is positive, and whole for days.
 */
export function deadline(calendar: Calendar, from: Instant, limit: Limit): Deadline {
  const { basis, amount, atMost = Number.POSITIVE_INFINITY } = limit;
  if (!(amount > 0) || !Number.isInteger(amount)) throw new RangeError('a limit is a positive whole number');
  if (basis === 'wall') return { at: from + amount, uncovered: false };
  const open = basis === 'days' ? addSchoolDays(calendar, from, amount) : schoolDeadline(calendar, from, limit);
  const at = Math.min(open, from + atMost);
  return { at, uncovered: isUncovered(calendar, basis, from, at) };
}

/** "4 school hours, same day": the day meant is the one on which school time next runs, so an evening means the next. */
function schoolDeadline(calendar: Calendar, from: Instant, { amount, sameDay }: Limit): Instant {
  const at = addSchoolHours(calendar, from, amount);
  return sameDay ? Math.min(at, startOfDay(schoolDayFrom(calendar, from)) + SCHOOL_CLOSES) : at;
}

/**
 * The instant at which a share (0 to 1) of a limit has run, for rings such as "at 50 %": of the wall time, or of the
 * school time between `from` and its deadline `to`. Always later than `from`, at most `to`.
 */
export function shareOf(calendar: Calendar, basis: Basis, from: Instant, to: Instant, share: number): Instant {
  if (!(share > 0) || share > 1) throw new RangeError('a share lies above 0 and up to 1');
  if (share === 1) return to;
  const whole = basis === 'wall' ? to - from : schoolTimeBetween(calendar, from, to);
  const part = Math.max(1, Math.round(whole * share));
  return basis === 'wall' ? from + part : addSchoolHours(calendar, from, part);
}
