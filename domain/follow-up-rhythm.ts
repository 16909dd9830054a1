import { type Calendar, isSchoolDay, SCHOOL_CLOSES, SCHOOL_OPENS } from './calendar.ts';
import type { FollowUpCause } from './child-commands.ts';
import type { ContactWindow, RhythmPosition, RunningRhythm } from './follow-up-state.ts';
import { addDays, DAY, type Day, dayOf, daysBetween, type Instant, startOfDay, weekday } from './instant.ts';
import type { Level } from './level.ts';
import type { Pace, Policy, Rhythm, RhythmKey, Stretch } from './policy.ts';

/** What windows are worked out by. */
export interface Pacing {
  readonly policy: Policy;
  readonly calendar: Calendar;
}

function targetOf(calendar: Calendar, from: Day, pace: Pace): Day {
  if ('days' in pace) return addDays(from, pace.days);
  const last = addDays(from, pace.atMostDays);
  let day = from;
  for (let counted = 0; counted < pace.schoolDays; ) {
    day = addDays(day, 1);
    if (day >= last) return last;
    if (isSchoolDay(calendar, day)) counted += 1;
  }
  return day;
}

/**
 * The window of civil days, closing at 18:00 of its last school day; a window without one (a holiday) keeps its own last day: a child is not let go
 * of because school is out.
 */
function windowOn(calendar: Calendar, from: Day, to: Day): ContactWindow {
  let last = to;
  while (last > from && !isSchoolDay(calendar, last)) last = addDays(last, -1);
  const closing = isSchoolDay(calendar, last) ? last : to;
  return { opensAt: startOfDay(from) + SCHOOL_OPENS, closesAt: startOfDay(closing) + SCHOOL_CLOSES };
}

/** The contact window that follows an instant at the pace of a stretch. Always closes after `from`. */
function windowAfter(calendar: Calendar, from: Instant, stretch: Stretch): ContactWindow {
  const target = targetOf(calendar, dayOf(from), stretch.pace);
  if (stretch.window !== 'week') return windowOn(calendar, addDays(target, 1 - stretch.window), target);
  const monday = addDays(target, 1 - weekday(target));
  return windowOn(calendar, monday, addDays(monday, 6));
}

function stretchOf(rhythm: Rhythm, index: number): Stretch {
  return rhythm.stretches[index] ?? (rhythm.stretches.at(-1) as Stretch);
}

function windowAt({ policy, calendar }: Pacing, key: RhythmKey, position: RhythmPosition): ContactWindow {
  const rhythm = policy.rhythms[key];
  const from = position.countedFrom;
  if (rhythm.first !== null && position.stretch === 0 && position.made === 0)
    return { opensAt: from + rhythm.first.opensAfter, closesAt: from + rhythm.first.closesAfter };
  return windowAfter(calendar, from, stretchOf(rhythm, position.stretch));
}

function nextWindow(pacing: Pacing, running: Omit<RunningRhythm, 'next'>): ContactWindow {
  const next = windowAt(pacing, running.key, running);
  return running.promised ? earlier(windowAt(pacing, running.key, running.promised), next) : next;
}

function begun(pacing: Pacing, key: RhythmKey, at: Instant, until: Instant | null): RunningRhythm {
  const running = { key, startedAt: at, until, stretch: 0, made: 0, since: at, panelMet: false, countedFrom: at };
  return { ...running, next: nextWindow(pacing, running) };
}

/** The same rhythm begun anew; a contact promised earlier stays promised. */
function begunAnew(fresh: RunningRhythm, old: RunningRhythm | undefined): RunningRhythm {
  if (old === undefined || earlier(old.next, fresh.next) !== old.next) return fresh;
  const { stretch, made, countedFrom } = old;
  return { ...fresh, promised: old.promised ?? { stretch, made, countedFrom }, next: old.next };
}

function earlier(a: ContactWindow, b: ContactWindow): ContactWindow {
  return a.closesAt < b.closesAt || (a.closesAt === b.closesAt && a.opensAt <= b.opensAt) ? a : b;
}

const LEVEL_KEYS: ReadonlySet<RhythmKey> = new Set<RhythmKey>(['L1', 'L2', 'L3', 'L4']);

/** L0 has no rhythm of its own while the case is open: it is cared for as L1. */
function keyOf(level: Level): Exclude<RhythmKey, 'discharge' | 'returned'> {
  return level === 'L0' ? 'L1' : level;
}

/** The rhythm of a level that was left: an event's rhythm (L4) runs out its months, any other ends with the contact it still asks for. */
function leaving(policy: Policy, running: RunningRhythm, at: Instant): RunningRhythm {
  if (running.until !== null) return running;
  const lasts = policy.rhythms[running.key].lastsDays;
  return { ...running, until: lasts === null ? at : Math.max(at, running.startedAt + lasts * DAY) };
}

/** Starts the rhythm of an event anew. */
function restarted(
  pacing: Pacing,
  key: 'discharge' | 'returned',
  old: RunningRhythm | undefined,
  at: Instant,
): RunningRhythm {
  const until = at + (pacing.policy.rhythms[key].lastsDays ?? 0) * DAY;
  // The end of the phased weeks starts the months, not the first days, of a return again.
  if (old && key === 'returned') return { ...old, until };
  return begunAnew(begun(pacing, key, at, until), old);
}

/**
 * The rhythms that run after a level was decided or an event came. The level's own rhythm is always among them and never ends by itself; whatever an
 * earlier cause still asks for stays, so no re-pace makes the next contact later.
 */
export function paced(
  pacing: Pacing,
  running: readonly RunningRhythm[],
  level: Level,
  cause: FollowUpCause,
  at: Instant,
): readonly RunningRhythm[] {
  const key = keyOf(level);
  const kept = running.map((one) =>
    LEVEL_KEYS.has(one.key) && one.key !== key ? leaving(pacing.policy, one, at) : one,
  );
  const current = kept.find((one) => one.key === key);
  const levelled = levelRhythm(pacing, key, current, at);
  const rest = kept.filter((one) => one.key !== key);
  const event =
    cause === 'crisisHandedOver' || cause === 'discharged' ? 'discharge' : cause === 'returned' ? 'returned' : null;
  if (event === null) return [levelled, ...rest];
  const old = rest.find((one) => one.key === event);
  return [levelled, ...rest.filter((one) => one.key !== event), restarted(pacing, event, old, at)];
}

function levelRhythm(pacing: Pacing, key: RhythmKey, current: RunningRhythm | undefined, at: Instant): RunningRhythm {
  if (current?.until === null) return current;
  return begunAnew(begun(pacing, key, at, null), current);
}

function isOver(stretch: Stretch, running: RunningRhythm, day: Day): boolean {
  if (stretch.count === null || running.made < stretch.count) return false;
  if (stretch.untilPanel && !running.panelMet) return false;
  return daysBetween(dayOf(running.since), day) >= stretch.leastDays;
}

/** One rhythm after a conversation: unmoved when its window had not opened yet, null when it has run out. */
function advanced(pacing: Pacing, running: RunningRhythm, at: Instant): RunningRhythm | null {
  if (at < running.next.opensAt) return running;
  const rhythm = pacing.policy.rhythms[running.key];
  const { promised: _kept, ...own } = running;
  const counted = { ...own, made: running.made + 1, countedFrom: at };
  const over = isOver(stretchOf(rhythm, running.stretch), counted, dayOf(at));
  const moved = over ? { ...counted, stretch: running.stretch + 1, made: 0, since: at } : counted;
  const next = nextWindow(pacing, moved);
  if (moved.until !== null && (at >= moved.until || next.opensAt > moved.until)) return null;
  return { ...moved, next };
}

/** All rhythms after a conversation at `at`. */
export function afterContact(pacing: Pacing, running: readonly RunningRhythm[], at: Instant): readonly RunningRhythm[] {
  return running.flatMap((one) => advanced(pacing, one, at) ?? []);
}

/** The same rhythms under another calendar: windows that have not closed are worked out anew. */
export function reckoned(pacing: Pacing, running: readonly RunningRhythm[], at: Instant): readonly RunningRhythm[] {
  return running.map((one) => (one.next.closesAt <= at ? one : { ...one, next: nextWindow(pacing, one) }));
}

/** The next contact: the window that closes first, so no running rhythm asks for an earlier one. */
export function densest(running: readonly RunningRhythm[]): (ContactWindow & { readonly rhythm: RhythmKey }) | null {
  const [head, ...rest] = running;
  if (head === undefined) return null;
  const least = rest.reduce((best, one) => (earlier(best.next, one.next) === best.next ? best : one), head);
  return { ...least.next, rhythm: least.key };
}
