/**
 * Instants and civil days. The engine lives in one time zone, China Standard Time (+08:00, no summer time), so civil
 * dates are plain arithmetic: no `Date`, no local zone, no clock. Days count in the proleptic Gregorian calendar.
 */

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A civil day at +08:00, written `YYYY-MM-DD`; days compare as strings. */
export type Day = string;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const OFFSET = 8 * HOUR;
const DAYS_PER_ERA = 146_097; // 400 Gregorian years
const EPOCH_SHIFT = 719_468; // days from 0000-03-01 to 1970-01-01

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1970-01-01. Years are counted from March, which puts the leap day last. */
function epochDayOf({ year, month, day }: CivilDate): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
}

function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function written({ year, month, day }: CivilDate): Day {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function epochDay(day: Day): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const parsed = match ? epochDayOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }) : NaN;
  // 2026-02-30 parses to a number, but not back to itself.
  if (!match || written(civilDateOf(parsed)) !== day) throw new RangeError('not a civil day (YYYY-MM-DD)');
  return parsed;
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  try {
    epochDay(text);
    return true;
  } catch {
    return false;
  }
}

/** The civil day on which the instant lies, at +08:00. */
export function dayOf(instant: Instant): Day {
  return written(civilDateOf(Math.floor((instant + OFFSET) / DAY)));
}

/** Midnight (+08:00) at which the day begins. Throws `RangeError` when the day does not exist. */
export function startOfDay(day: Day): Instant {
  return epochDay(day) * DAY - OFFSET;
}

/** The instant of a wall-clock time on a day, `onDay('2026-11-23', '07:30')`. Throws `RangeError` on a wrong time. */
export function onDay(day: Day, clock: string): Instant {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(clock);
  if (!match) throw new RangeError('not a time of day (HH:mm or HH:mm:ss)');
  return startOfDay(day) + Number(match[1]) * HOUR + Number(match[2]) * MINUTE + Number(match[3] ?? 0) * SECOND;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return written(civilDateOf(epochDay(day) + count));
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from);
}

/** Day of the week, 1 (Monday) to 7 (Sunday), as in ISO 8601. */
export function weekday(day: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((epochDay(day) + 3) % 7) + 7) % 7) + 1;
}

/** Minutes since midnight (+08:00), 0 to 1439. */
export function minuteOfDay(instant: Instant): number {
  return Math.floor((instant - startOfDay(dayOf(instant))) / MINUTE);
}

/** Completed years of age on a day; who was born on 29 February turns a year older on 1 March of a common year. */
export function ageOn(born: Day, on: Day): number {
  const birthdayCame = on.slice(5) >= born.slice(5);
  return Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (birthdayCame ? 0 : 1);
}

/** ISO 8601 with milliseconds and the fixed offset: `2026-11-23T07:30:00.000+08:00`. */
export function iso(instant: Instant): string {
  const day = dayOf(instant);
  const rest = instant - startOfDay(day);
  const clock = [rest / HOUR, (rest % HOUR) / MINUTE, (rest % MINUTE) / SECOND].map((part) =>
    padded(Math.floor(part), 2),
  );
  return `${day}T${clock.join(':')}.${padded(Math.floor(rest % SECOND), 3)}+08:00`;
}
