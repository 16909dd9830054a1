import { desc, eq, inArray } from 'drizzle-orm';
import { type Calendar, calendarOf, type Coverage, type Departure } from '#domain/calendar';
import { type EnteredList, type ListedDay, mergedDays } from '#domain/calendar-list';
import type { Instant } from '#domain/instant';
import { calendarDays, calendarYears, organisations } from '#db/schema/index';
import { keptOfEach, type Transaction } from '#db/transaction';

/** That one organisation entered one year, without its days. */
interface Entry {
  readonly org: string;
  readonly path: string;
  readonly year: number;
  readonly ownTerms: boolean;
  /** The city's own: it says which years are covered. */
  readonly whole: boolean;
}

interface Known {
  readonly stamp: Instant;
  readonly entries: readonly Entry[];
  /** By the organisations whose lists it is made of: schools without a list of their own share one. */
  readonly calendars: Map<string, Calendar>;
}

/** A list entered since gives the calendar another stamp, so what was read once is right until then. */
const known = keptOfEach((): { lists?: Known } => ({}));

/** When a list was last entered, for any place; 0 = never. */
export async function calendarStamp(tx: Transaction): Promise<Instant> {
  const [row] = await tx
    .select({ stamp: calendarYears.enteredAt })
    .from(calendarYears)
    .orderBy(desc(calendarYears.enteredAt))
    .limit(1);
  return row?.stamp ?? 0;
}

/** The calendar that holds at a place of the tree. `stamp`: what the transaction has read already. */
export async function calendarAt(tx: Transaction, place: string, stamp?: Instant): Promise<Calendar> {
  const { entries, calendars } = await knownAt(tx, stamp ?? (await calendarStamp(tx)));
  const above = entries.filter(({ path }) => place.startsWith(path));
  const orgs = [...new Set(above.map(({ org }) => org))];
  const key = orgs.join(' ');
  const made = calendars.get(key);
  if (made !== undefined) return made;
  const listed = await listsOf(tx, above, orgs);
  const days = mergedDays(listed).map(({ day, kind, name }) => ({ kind, name, from: day, to: day }));
  const { coveredFrom, coveredTo } = coverageOf(entries);
  const calendar = calendarOf(key, [coveredFrom, coveredTo], days);
  calendars.set(key, calendar);
  return calendar;
}

/** The days for which the city has entered its list. */
export async function coverageNow(tx: Transaction): Promise<Coverage> {
  return coverageOf((await knownAt(tx, await calendarStamp(tx))).entries);
}

async function knownAt(tx: Transaction, stamp: Instant): Promise<Known> {
  const kept = known.in(tx);
  if (kept.lists?.stamp === stamp) return kept.lists;
  const rows = await tx
    .select({
      org: calendarYears.org,
      path: organisations.path,
      year: calendarYears.year,
      terms: calendarYears.terms,
      parent: organisations.parentId,
    })
    .from(calendarYears)
    .innerJoin(organisations, eq(organisations.id, calendarYears.org));
  const entries = rows
    .map(({ terms, parent, ...row }) => ({ ...row, ownTerms: terms !== null, whole: parent === null }))
    .toSorted((a, b) => a.path.length - b.path.length || a.year - b.year);
  kept.lists = { stamp, entries, calendars: new Map() };
  return kept.lists;
}

/** Only an unbroken run of years counts as covered: a gap would be silently taken for plain weeks. */
function coverageOf(entries: readonly Entry[]): Coverage {
  const years = new Set(entries.flatMap(({ whole, year }) => (whole ? [year] : [])));
  if (years.size === 0) return { coveredFrom: '1970-01-01', coveredTo: '1970-01-01' };
  const first = Math.min(...years);
  let last = first;
  while (years.has(last + 1)) last += 1;
  return { coveredFrom: `${first}-01-01`, coveredTo: `${last}-12-31` };
}

async function listsOf(
  tx: Transaction,
  above: readonly Entry[],
  orgs: readonly string[],
): Promise<readonly EnteredList[]> {
  if (orgs.length === 0) return [];
  const rows = await tx.select().from(calendarDays).where(inArray(calendarDays.org, orgs));
  const days = new Map<string, ListedDay[]>();
  for (const { org, ...row } of rows) {
    const list = `${org} ${row.day.slice(0, 4)}`;
    days.set(list, [...(days.get(list) ?? []), listedDay(row)]);
  }
  return above.map(({ org, year, ownTerms }) => ({ year, ownTerms, days: days.get(`${org} ${year}`) ?? [] }));
}

/** Kinds are written by `enterYear` and the seed alone. */
const listedDay = ({ day, kind, name }: { day: string; kind: string; name: string }): ListedDay => ({
  day,
  kind: kind as Departure,
  name,
});
