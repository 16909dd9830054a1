import { bigint, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ClassStep, PupilStep, RollFault } from '#programme/roll-plan';
import { bytes, instant, treePath } from './columns.ts';
import { organisations } from './organisations.ts';
import { jobs } from './records.ts';
import { students } from './students.ts';

/** What each class has been called, and in which grade it has been, from which civil day on. Insert only; before its first row a class was called as in it. */
export const classLabels = pgTable(
  'class_labels',
  {
    org: uuid()
      .notNull()
      .references(() => organisations.id),
    since: date({ mode: 'string' }).notNull(),
    code: text().notNull(),
    name: text().notNull(),
    grade: integer().notNull(),
    because: uuid().references(() => jobs.id), // the roll-over; null = found so
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.since] }), index('class_labels_code').on(t.code)],
);

/** In which class, grade and state each pupil has been from which civil day on. Insert only; of rows of one day the last one counts. */
export const pupilPlaces = pgTable(
  'pupil_places',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    studentId: uuid('student_id')
      .notNull()
      .references(() => students.id),
    since: date({ mode: 'string' }).notNull(),
    classId: uuid('class_id').references(() => organisations.id), // null = none
    grade: integer(),
    state: text().notNull(), // as students.enrolled_state
    because: uuid().references(() => jobs.id), // the roll-over or the roster; null = found so
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    index('pupil_places_student').on(t.studentId, t.since, t.seq),
    index('pupil_places_class').on(t.classId, t.since),
    index('pupil_places_because').on(t.because),
  ],
);

/** What the list of a roll-over shows of a plan: classes and pupils one by one, those who simply go up or leave with their class as numbers. */
export interface TurnPlan {
  readonly classes: readonly ClassStep[];
  readonly counts: Readonly<Record<PupilStep['act'], number>>;
  /** Who does not go the way of the class. */
  readonly pupils: readonly PupilStep[];
  readonly faults: readonly RollFault[];
  /** Records of class hours entered for a class from the day of the roll-over on, under the code that it loses. */
  readonly records: number;
}

export const TURN_OUTCOMES = ['ready', 'done', 'refused', 'released', 'stale'] as const;

/** What a roll-over would do, and has done, to each of its schools. The job says for whom and which year. */
export const rollOverSchools = pgTable(
  'roll_over_schools',
  {
    jobId: uuid('job_id')
      .notNull()
      .references(() => jobs.id),
    school: uuid().notNull(),
    path: treePath().notNull(), // path of the school, kept equal by a composite foreign key
    code: text().notNull(), // the school's, for the order of the list
    outcome: text().$type<(typeof TURN_OUTCOMES)[number]>().notNull(),
    digest: bytes().notNull(), // of the whole plan: what is released is what was looked at
    plan: jsonb().$type<TurnPlan>().notNull(),
    leaving: uuid().array().notNull(), // pupils who graduate
    turnedAt: instant('turned_at'), // when it was released
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.school] }),
    foreignKey({
      name: 'roll_over_schools_school_path',
      columns: [t.school, t.path],
      foreignColumns: [organisations.id, organisations.path],
    }).onUpdate('cascade'),
    index('roll_over_schools_code').on(t.jobId, t.code),
  ],
);
