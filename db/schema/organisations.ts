import {
  type AnyPgColumn,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, instant, treePath } from './columns.ts';

/** The tree that decides who sees what: city, county, centre, school, class; hospitals and committees hang beside. */
export const organisations = pgTable(
  'organisations',
  {
    id: uuid().primaryKey(),
    parentId: uuid('parent_id'), // null only for the root (the city)
    kind: text().notNull(), // city | centre | county | school | class | hospital | committee
    code: text().notNull().unique(), // what people type: the school's or hospital's public code
    name: text().notNull(),
    path: treePath().notNull().unique(), // own place in the tree; what app.path is compared with
    side: text().notNull(), // education | health
    attributes: jsonb().$type<Record<string, unknown>>().notNull().default({}), // e.g. aidTeam, capacity, opening hours
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'), // null = still there
  },
  (t) => [
    foreignKey({ name: 'organisations_parent', columns: [t.parentId], foreignColumns: [t.id] }),
    // Targets of composite foreign keys: a class belongs to that school; a stream's path is its organisation's path.
    unique('organisations_id_parent').on(t.id, t.parentId),
    unique('organisations_id_path').on(t.id, t.path),
    index('organisations_parent_id').on(t.parentId),
  ],
);

/** How the tree has changed: what was moved under another place, what was merged into another. Insert only; the tree of any day is read back from it. */
export const organisationChanges = pgTable(
  'organisation_changes',
  {
    id: uuid().primaryKey(),
    org: uuid()
      .notNull()
      .references(() => organisations.id),
    act: text().$type<'moved' | 'merged'>().notNull(),
    day: date({ mode: 'string' }).notNull(), // from this civil day on
    fromParent: uuid('from_parent')
      .notNull()
      .references(() => organisations.id),
    toParent: uuid('to_parent') // merged: the organisation that it went into
      .notNull()
      .references(() => organisations.id),
    because: uuid().references((): AnyPgColumn => organisationChanges.id), // the merger that moved it; null = moved for itself
    why: text().notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [index('organisation_changes_org').on(t.org, t.day)],
);

/** Staff. Students and guardians are never here. */
export const people = pgTable('people', {
  id: uuid().primaryKey(),
  displayName: text('display_name').notNull(), // a member of staff at work: the only plain name in the database
  side: text().notNull(), // education | health: which half of a double signature this person can give
  disabledAt: instant('disabled_at'), // from then on the account opens nothing
});

/** Who does what where, from when to when. Chains of call are read from here. */
export const appointments = pgTable(
  'appointments',
  {
    id: uuid().primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    role: text().notNull(), // a role code of domain/role
    orgId: uuid('org_id')
      .notNull()
      .references(() => organisations.id),
    post: text(), // null = ordinary; e.g. onDuty, standIn
    priority: integer().notNull().default(0), // lower is called first among equals
    validFrom: instant('valid_from').notNull(),
    validTo: instant('valid_to'),
  },
  (t) => [index('appointments_org_role').on(t.orgId, t.role, t.priority), index('appointments_person').on(t.personId)],
);

/** How a member of staff is reached. The address is sealed with the contact key, not with a student's key. */
export const contactPoints = pgTable(
  'contact_points',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    channel: text().notNull(), // inApp | mail | sms | chat
    address: bytes().notNull(), // ciphertext, see db/vault
  },
  (t) => [primaryKey({ columns: [t.personId, t.channel] })],
);
