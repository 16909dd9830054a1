import { desc, eq } from 'drizzle-orm';
import { type Calendar, calendarOf, type Departure } from '#domain/calendar';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { calendarDays, calendarYears, policies } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import { type Answered, type Call, callIn, type Transaction } from '#db/transaction';

/** Policy documents never change once in force, so a version read once is right for ever. */
const known = new Map<number, Policy>();

/** The policy a stream pins. Throws when the version is unknown: rules never fall back to another (N21). */
export async function policyOf(tx: Transaction, version: number): Promise<Policy> {
  const held = known.get(version);
  if (held !== undefined) return held;
  const [row] = await tx.select({ document: policies.document }).from(policies).where(eq(policies.version, version));
  if (row === undefined) throw new Error(`no policy version ${version}`);
  // Written by publishPolicy after it was parsed; the hash beside it is checked by `verify`.
  const policy = row.document as Policy;
  known.set(version, policy);
  return policy;
}

/** The version in force at an instant: what a new stream pins. */
export async function policyInForce(tx: Transaction, at: Instant): Promise<number> {
  return versionIn(await callIn(tx, inForceAt(at)));
}

/** The same as a call, and what it has found. */
export function inForceAt(at: Instant): Call {
  const text =
    'select version from policies where in_force_from <= $1 order by in_force_from desc, version desc limit 1';
  return { text, parameters: [instantToText(at)] };
}

export function versionIn([row]: readonly Answered[]): number {
  if (row === undefined) throw new Error('no policy is in force');
  return Number(row.version);
}

const DEPARTURES: Readonly<Record<string, Departure>> = { holiday: 'holiday', makeUp: 'makeUp', vacation: 'vacation' };
let calendar: { readonly stamp: number; readonly value: Calendar } | undefined;

/** The calendar as it stands; re-read when a year was entered since. */
export async function calendarNow(tx: Transaction): Promise<Calendar> {
  const [row] = await tx
    .select({ stamp: calendarYears.enteredAt })
    .from(calendarYears)
    .orderBy(desc(calendarYears.enteredAt))
    .limit(1);
  return calendarOfStamp(tx, row?.stamp ?? 0);
}

/** The calendar of which it is known when its last year was entered. */
export async function calendarOfStamp(tx: Transaction, stamp: Instant): Promise<Calendar> {
  if (calendar?.stamp === stamp) return calendar.value;
  const [days, years] = [
    await tx.select().from(calendarDays),
    await tx.select({ year: calendarYears.year }).from(calendarYears),
  ];
  const covered = years.map(({ year }) => year).sort((a, b) => a - b);
  const entries = days.flatMap(({ day, kind, name }) => {
    const departure = DEPARTURES[kind];
    return departure === undefined ? [] : [{ kind: departure, name, from: day, to: day }];
  });
  // Only an unbroken run of years counts as covered: a gap would be silently taken for plain weeks.
  const first = covered[0] ?? 1970;
  let last = first;
  while (covered.includes(last + 1)) last += 1;
  const range =
    covered.length === 0 ? (['1970-01-01', '1970-01-01'] as const) : ([`${first}-01-01`, `${last}-12-31`] as const);
  calendar = { stamp, value: calendarOf(String(stamp), range, entries) };
  return calendar.value;
}
