import type { Departure } from './calendar.ts';
import { addDays, type Day, isDay, weekday } from './instant.ts';

/** A named run of days, both ends included. */
export interface Run {
  readonly name: string;
  readonly from: Day;
  readonly to: Day;
}

/** What one organisation says of one year: a city of everybody, a county or a school of its own days besides. */
export interface YearList {
  readonly year: number;
  readonly holidays: readonly Run[];
  /** Weekend days on which school is held (调休). */
  readonly makeUpDays: readonly { readonly name: string; readonly day: Day }[];
  /** When school is held; every other day of the year is vacation. null: the terms of the organisation above. */
  readonly terms: readonly Run[] | null;
}

export const LIST_FAULTS = [
  'noSuchDay',
  'outsideYear',
  'reversed',
  'dayTwice',
  'notWeekend',
  'termsOverlap',
  'termsMissing',
] as const;
export type ListFault = (typeof LIST_FAULTS)[number];

/** Where a list is wrong: a pointer into it (RFC 6901), and how. */
export interface ListFinding {
  readonly pointer: string;
  readonly code: ListFault;
}

/** One day that departs from Monday to Friday, by one list. */
export interface ListedDay {
  readonly day: Day;
  readonly kind: Departure;
  readonly name: string;
}

const VACATION = '寒暑假';

/** Everything that is wrong with a list; empty = it can be entered. `whole`: nobody above says when the terms are. */
export function faultsOf(list: YearList, whole: boolean): readonly ListFinding[] {
  const found: ListFinding[] = [];
  const note = (pointer: string, code: ListFault | null) => {
    if (code !== null) found.push({ pointer, code });
  };
  const taken = new Set<Day>();
  const take = (pointer: string, days: readonly Day[]) => {
    note(pointer, days.some((day) => taken.has(day)) ? 'dayTwice' : null);
    for (const day of days) taken.add(day);
  };
  list.holidays.forEach((run, at) => {
    const pointer = `/holidays/${at}`;
    const fault = runFault(list.year, run);
    note(pointer, fault);
    if (fault === null) take(pointer, daysFrom(run));
  });
  list.makeUpDays.forEach(({ day }, at) => {
    const pointer = `/makeUpDays/${at}`;
    const fault = runFault(list.year, { from: day, to: day }) ?? (weekday(day) <= 5 ? 'notWeekend' : null);
    note(pointer, fault);
    if (fault === null) take(pointer, [day]);
  });
  found.push(...termFaults(list, whole));
  return found;
}

function termFaults({ year, terms }: YearList, whole: boolean): readonly ListFinding[] {
  if (terms === null) return whole ? [{ pointer: '/terms', code: 'termsMissing' }] : [];
  if (terms.length === 0) return [{ pointer: '/terms', code: 'termsMissing' }];
  return terms.flatMap((term, at): readonly ListFinding[] => {
    const pointer = `/terms/${at}`;
    const fault = runFault(year, term);
    if (fault !== null) return [{ pointer, code: fault }];
    const overlaps = terms.slice(0, at).some((other) => term.from <= other.to && other.from <= term.to);
    return overlaps ? [{ pointer, code: 'termsOverlap' }] : [];
  });
}

function runFault(year: number, { from, to }: Pick<Run, 'from' | 'to'>): ListFault | null {
  if (!isDay(from) || !isDay(to)) return 'noSuchDay';
  if (yearOf(from) !== year || yearOf(to) !== year) return 'outsideYear';
  return from > to ? 'reversed' : null;
}

const yearOf = (day: Day): number => Number(day.slice(0, 4));

function daysFrom({ from, to }: Pick<Run, 'from' | 'to'>): readonly Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** A list without faults, day by day. A holiday within a vacation is both: who takes the vacation away keeps the holiday. */
export function daysOf({ year, holidays, makeUpDays, terms }: YearList): readonly ListedDay[] {
  const listed: ListedDay[] = [
    ...holidays.flatMap((run) => daysFrom(run).map((day): ListedDay => ({ day, kind: 'holiday', name: run.name }))),
    ...makeUpDays.map(({ day, name }): ListedDay => ({ day, kind: 'makeUp', name })),
  ];
  if (terms === null) return listed;
  const held = new Set(terms.flatMap(daysFrom));
  const all = daysFrom({ from: `${year}-01-01`, to: `${year}-12-31` });
  const vacation = all.filter((day) => !held.has(day));
  return [...listed, ...vacation.map((day): ListedDay => ({ day, kind: 'vacation', name: VACATION }))];
}

/** A list as it was entered. */
export interface EnteredList {
  readonly year: number;
  /** Whether it says when the terms are. */
  readonly ownTerms: boolean;
  readonly days: readonly ListedDay[];
}

/**
 * The days that hold at one place, from the lists of the organisations above it, the city's first: a nearer list's word on a day counts more, and the
 * nearest terms of a year decide its vacations.
 */
export function mergedDays(lists: readonly EnteredList[]): readonly ListedDay[] {
  const plain = new Map<Day, ListedDay>();
  const vacations = new Map<number, readonly ListedDay[]>();
  for (const { year, ownTerms, days } of lists) {
    for (const listed of days) if (listed.kind !== 'vacation') plain.set(listed.day, listed);
    if (ownTerms)
      vacations.set(
        year,
        days.filter(({ kind }) => kind === 'vacation'),
      );
  }
  return [...plain.values(), ...[...vacations.values()].flat()];
}
