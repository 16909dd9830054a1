/** Writes a city of plain objects into an empty, migrated database: one transaction, so that a city is there whole or not at all. */
import { count } from 'drizzle-orm';
import { insertMany } from '#db/insert-many';
import { policyRow } from '#db/policy-document';
import {
  appointments,
  calendarDays,
  calendarYears,
  classLabels,
  contactPoints,
  organisations,
  people,
  policies,
} from '#db/schema/index';
import type { Database, Transaction } from '#db/transaction';
import { sealAddress } from '#db/vault/address';
import type { Keyring } from '#db/vault/keyring';
import { type Instant, onDay } from '#domain/instant';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { schoolYear } from '#programme/period';
import type { Say } from '#tools/servers/progress';
import { calendarRows } from './calendar-rows.ts';
import { loadStudents } from './load-students.ts';
import { placesOf } from './places.ts';
import { SCHOOL_YEAR } from './students.ts';
import type { DemoCity, Organisation } from './types.ts';

/** Everything of the demo is in force from here: before any instant that a demo or a test plays at. */
export const BEGAN: Instant = onDay('2025-09-01', '00:00');

/** A database that already holds somebody's city: nothing is written. */
export class NotEmpty extends Error {}

export interface CityKeys {
  readonly ring: Keyring;
  /** Seals the mail addresses of staff. */
  readonly contacts: Buffer;
}

/**
 * Loads a city as the migrator. Throws NotEmpty when there are organisations already. Ids, paths and digests depend on city and keys alone; only
 * nonces and data keys differ from load to load. `db` needs no statement limit for a whole city.
 */
export async function loadCity(
  db: Database,
  city: DemoCity,
  keys: CityKeys,
  say: Say = () => undefined,
): Promise<void> {
  await db.transaction({}, async (tx) => {
    const [held] = await tx.select({ rows: count() }).from(organisations);
    if ((held?.rows ?? 0) > 0) throw new NotEmpty('the database already holds organisations');
    const places = placesOf(city.organisations);
    await loadTree(tx, city, places);
    await loadRules(tx, city.organisations);
    await loadStaff(tx, city, keys);
    say(`  ${city.organisations.length} organisations, ${city.people.length} staff`);
    await loadStudents(tx, city, places, keys.ring, BEGAN, say);
  });
}

async function loadRules(tx: Transaction, orgs: readonly Organisation[]): Promise<void> {
  await tx.insert(policies).values(policyRow(POLICY_V1, BEGAN, [{ role: 'demo', at: BEGAN }]));
  const city = orgs.find(({ parent }) => parent === null);
  if (city === undefined) throw new Error('a city without a city');
  const { days, years } = calendarRows(city.id, BEGAN);
  await insertMany(tx, calendarYears, years);
  await insertMany(tx, calendarDays, days);
}

async function loadTree(
  tx: Transaction,
  { organisations: orgs, schoolYear: year = SCHOOL_YEAR }: DemoCity,
  places: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = orgs.map(({ id, kind, code, name, parent, side, ...rest }) => ({
    id,
    kind,
    code,
    name,
    side,
    parentId: parent,
    path: places.get(id) ?? '',
    attributes: { ...rest },
    validFrom: BEGAN,
  }));
  await insertMany(tx, organisations, rows);
  const since = schoolYear(year).from;
  const labels = orgs.flatMap((org) => {
    if (org.kind !== 'class') return [];
    const { id, code, name, grade } = org;
    return [{ org: id, since, code, name, grade, because: null, recordedAt: BEGAN }];
  });
  await insertMany(tx, classLabels, labels);
}

/** A side belongs to the appointment; a person here has one. */
async function loadStaff(tx: Transaction, city: DemoCity, { contacts }: CityKeys): Promise<void> {
  const sides = new Map(city.appointments.map(({ person, side }) => [person, side]));
  const staff = city.people.map(({ id, name }) => ({
    id,
    displayName: name,
    side: sides.get(id) ?? 'education',
  }));
  await insertMany(tx, people, staff);
  const posts = city.appointments.map(({ id, person, role, org, post, priority }) => ({
    id,
    personId: person,
    role,
    orgId: org,
    post,
    priority,
    validFrom: BEGAN,
  }));
  await insertMany(tx, appointments, posts);
  const mail = city.people.map(({ id, email }) => ({
    personId: id,
    channel: 'mail',
    address: sealAddress(contacts, id, 'mail', email),
  }));
  await insertMany(tx, contactPoints, mail);
}
