import { addDays, dayOf, type Instant, onDay } from './instant.ts';
import { atLeast, type Level } from './level.ts';

/** atOnce: at any hour. byDay: nobody is woken for what can wait until the morning. */
export type Rhythm = 'atOnce' | 'byDay';

const DAY_BEGINS = '07:00';
const DAY_ENDS = '21:00';

/** A crisis and everything from L3 up reaches people at any hour. */
export function rhythmOf({ stage, level }: { readonly stage: string | null; readonly level: Level | null }): Rhythm {
  return stage === 'crisis' || (level !== null && atLeast(level, 'L3')) ? 'atOnce' : 'byDay';
}

/** The first instant not before `at` at which the rhythm lets a page or a mail go out. */
export function callingTime(at: Instant, rhythm: Rhythm): Instant {
  if (rhythm === 'atOnce') return at;
  const morning = onDay(dayOf(at), DAY_BEGINS);
  if (at < morning) return morning;
  return at < onDay(dayOf(at), DAY_ENDS) ? at : onDay(addDays(dayOf(at), 1), DAY_BEGINS);
}
