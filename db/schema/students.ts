import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, instant, treePath } from './columns.ts';
import { organisations } from './organisations.ts';

/** A pupil without a name: names, ID numbers and telephones lie in the vault. */
export const students = pgTable(
  'students',
  {
    id: uuid().primaryKey(),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => organisations.id),
    classId: uuid('class_id'), // a class of that school (composite key below)
    path: treePath().notNull(), // path of the class, or of the school while there is no class
    number: text().notNull(), // 学号, unique in its school
    grade: integer(), // 1-12
    sex: text(), // male | female | null = not given
    bornOn: date('born_on', { mode: 'string' }), // YYYY-MM-DD; instruments ask for the age
    // Look-up without names: HMAC digests (db/vault/digest.ts) of the exact name, its full pinyin and its initials.
    nameDigest: bytes('name_digest'),
    pinyinDigest: bytes('pinyin_digest'),
    initialsDigest: bytes('initials_digest'),
    enrolledState: text('enrolled_state').notNull().default('enrolled'), // enrolled | onLeave | transferred | left | graduated
    version: integer().notNull().default(1), // counts changes of the row
  },
  (t) => [
    unique('students_school_number').on(t.schoolId, t.number),
    foreignKey({
      name: 'students_class_of_school',
      columns: [t.classId, t.schoolId],
      foreignColumns: [organisations.id, organisations.parentId],
    }).onUpdate('cascade'),
    index('students_path').on(t.path),
    index('students_name').on(t.nameDigest),
    index('students_pinyin').on(t.pinyinDigest),
    index('students_initials').on(t.initialsDigest),
  ],
);

/** Who answers for a pupil. Name and telephone are vault rows with owner_table = 'guardians'. */
export const guardians = pgTable(
  'guardians',
  {
    id: uuid().primaryKey(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    relation: text().notNull(), // father | mother | grandparent | other
    flaggedDanger: boolean('flagged_danger').notNull().default(false), // true: never contacted (N10)
    priority: integer().notNull().default(0), // lower is called first
    version: integer().notNull().default(1),
  },
  (t) => [index('guardians_student').on(t.studentId), unique('guardians_id_student').on(t.id, t.studentId)],
);

/** The data key of each pupil, wrapped by the master key. Emptying wrapped_key erases the person. */
export const studentKeys = pgTable('student_keys', {
  studentId: uuid('student_id')
    .primaryKey()
    .references(() => students.id),
  wrappedKey: bytes('wrapped_key'), // null = destroyed
  masterKeyId: text('master_key_id').notNull(), // which master key wrapped it
  keyVersion: integer('key_version').notNull(), // number of the data key; part of every AAD
  destroyedAt: instant('destroyed_at'),
});

/** Personal fields and free texts, sealed with the pupil's key. Insert only: a new value is a new row. */
export const vault = pgTable(
  'vault',
  {
    id: uuid().primaryKey(), // the `row` of the AAD
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    ownerTable: text('owner_table').notNull(), // students | guardians | streams | consents ...
    ownerColumn: text('owner_column').notNull(), // name | idNumber | phone | note ...
    ownerId: uuid('owner_id').notNull(), // row of owner_table that it belongs to
    ciphertext: bytes().notNull(), // suite, nonce, tag, ciphertext of salt + text
    keyVersion: integer('key_version').notNull(),
    createdAt: instant('created_at').notNull(),
    seq: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(), // the current value is the highest seq
  },
  (t) => [
    index('vault_owner').on(t.ownerId, t.ownerColumn, t.seq),
    unique('vault_id_student').on(t.id, t.studentId), // target of consents' evidence
    index('vault_student').on(t.studentId),
  ],
);

/** Exact look-up of sealed fields: HMAC digest -> pupil. */
export const blindIndex = pgTable(
  'blind_index',
  {
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    field: text().notNull(), // idNumber | guardianPhone ...
    digest: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.field, t.digest, t.studentId] }), index('blind_index_student').on(t.studentId)],
);

/** What a guardian (or the law) allows, with its evidence. */
export const consents = pgTable(
  'consents',
  {
    id: uuid().primaryKey(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    kind: text().notNull(), // screening | referral | disclosure | emergency ...
    hospitals: uuid().array().notNull().default(sql`'{}'::uuid[]`), // the hospitals it names
    evidence: uuid(), // vault row with the signed paper or the note of the call
    givenBy: uuid('given_by'), // guardian; null on emergency basis
    recordedBy: uuid('recorded_by'), // person who wrote it down
    givenAt: instant('given_at').notNull(),
    until: instant(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    foreignKey({
      name: 'consents_evidence_of_student',
      columns: [t.evidence, t.studentId],
      foreignColumns: [vault.id, vault.studentId],
    }),
    index('consents_student').on(t.studentId),
  ],
);
