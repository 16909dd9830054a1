import { type SQL, sql } from 'drizzle-orm';
import { schoolYear, schoolYearOf } from '#programme/period';
import {
  atEnd,
  below,
  calledOn,
  endOfDay,
  HOURS_OF_CLASS,
  inPeriod,
  OF_CLASS,
  standing,
  thereOn,
  type Unit,
} from './pieces.ts';

/** How one figure of an assessed unit is drawn. */
export interface Draw {
  /** Counts up when the meaning changes; an old assessment names the one that it was made by. */
  readonly version: number;
  /** Ids of the records that it rests on. */
  readonly rows: (unit: Unit) => SQL;
  /** One number, out of `behind`: the rows above as records. */
  readonly value: (unit: Unit) => SQL;
  /** Without rows there is no figure: nobody knows. Left out where none means none, since whoever looks would have written it down. */
  readonly unknownWhenEmpty?: true;
}

const ids = (where: SQL): SQL => sql`select r.id from records r where ${where}`;
const none = (): SQL => sql`select r.id from records r where false`;
const COUNT = () => sql`(select count(*) from behind)`;
const distinct = (column: SQL) => () => sql`(select count(distinct ${column}) from behind r)`;

function recorded(rows: Draw['rows'], value: Draw['value'] = COUNT): Draw {
  return { version: 1, rows, value, unknownWhenEmpty: true };
}
function known(rows: Draw['rows'], value: Draw['value'] = COUNT): Draw {
  return { version: 1, rows, value };
}

const held =
  (kind: string, more: SQL = sql`true`) =>
  (unit: Unit) =>
    ids(sql`${standing(kind, unit)} and ${atEnd(unit)} and ${more}`);
const made =
  (kind: string, more: SQL = sql`true`) =>
  (unit: Unit) =>
    ids(sql`${standing(kind, unit)} and ${inPeriod(unit)} and ${more}`);

/** Schools of the unit, each of which a condition holds for. */
const schools = (holds: SQL) => (unit: Unit) =>
  sql`(select count(*) from organisations s where ${thereOn(sql`s`, 'school', unit.path, unit.period.to)} and ${holds})`;
const ofSchool = sql`r.path >= s.path and r.path < app.after(s.path)`;

/** Hours taught in the school year in which the period ends, up to its last day. */
const taught = (unit: Unit): SQL => {
  const { from } = schoolYear(schoolYearOf(unit.period.to));
  return ids(sql`${standing('lesson', unit)} and r.day between ${from} and ${unit.period.to}`);
};
const ON_HOURS = sql`coalesce((select sum(r.amount) from behind r where ${OF_CLASS}), 0) >= ${HOURS_OF_CLASS}`;
const classes = (unit: Unit): SQL =>
  sql`organisations c join organisations s on s.id = c.parent_id cross join ${calledOn(unit.period.to)}
    where ${thereOn(sql`c`, 'class', unit.path, unit.period.to)}`;
const classOfSchool = (unit: Unit): SQL =>
  sql`select from organisations c cross join ${calledOn(unit.period.to)} where c.parent_id = s.id and ${thereOn(sql`c`, 'class', unit.path, unit.period.to)}`;

/** Duties of one kind whose limit lay in the period, with the records that they belong to. */
const owed = (kind: string, { path, period }: Unit): SQL => sql`records r join duties d on d.stream_id = r.stream_id
  where d.kind = ${kind} and r.state <> 'withdrawn' and ${below(sql`r.path`, path)}
    and d.limit_at >= ${endOfDay(period.from)}::timestamptz - interval '1 day' and d.limit_at < ${endOfDay(period.to)}`;
const documents = ({ path, period }: Unit): SQL =>
  sql`app.document_dues(${path}, ${endOfDay(period.from)}::timestamptz - interval '1 day', ${endOfDay(period.to)}::timestamptz) d`;

const IN_TIME = sql`d.done_at <= d.limit_at`;

/** Every figure that an assessment may name (programme/assessment/sets/figures.ts), each for one unit and period. */
export const DRAWS = {
  'network.bodies': recorded(held('body')),
  'network.leads': recorded(held('lead')),
  'network.schools': known(none, schools(sql`true`)),
  'network.schoolsWithBody': recorded(
    held('body', sql`r.topic = 'schoolBody'`),
    schools(sql`exists (select from behind r where ${ofSchool})`),
  ),
  'network.interventionTeams': recorded(
    held('body'),
    () => sql`(select count(*) from behind r where r.topic in ('aidTeam', 'aidTeamBranch'))`,
  ),
  'documents.due': known(
    (unit) => sql`select distinct d.record as id from ${documents(unit)}`,
    (unit) => sql`(select count(*) from ${documents(unit)})`,
  ),
  'documents.onTime': known(
    (unit) => sql`select distinct d.record as id from ${documents(unit)} where ${IN_TIME}`,
    (unit) => sql`(select count(*) from ${documents(unit)} where ${IN_TIME})`,
  ),
  'curriculum.classes': known(none, (unit) => sql`(select count(*) from ${classes(unit)})`),
  'curriculum.classesOnHours': recorded(taught, (unit) => sql`(select count(*) from ${classes(unit)} and ${ON_HOURS})`),
  'curriculum.schoolsOnHours': recorded(taught, (unit) =>
    schools(sql`exists (${classOfSchool(unit)}) and not exists (${classOfSchool(unit)} and not ${ON_HOURS})`)(unit),
  ),
  'facilities.kindsWorking': recorded(
    held('facility'),
    () => sql`(select count(distinct r.topic) from behind r where coalesce((select k.topic from records k
      where k.subject = r.id and k.kind = 'facilityCheck' and k.state <> 'withdrawn' order by k.day desc, k.id limit 1), 'fine') <> 'faulty')`,
  ),
  'facilities.checksDue': known(
    (unit) => sql`select distinct r.id from ${owed('facilityCheck', unit)}`,
    (unit) => sql`(select count(*) from ${owed('facilityCheck', unit)})`,
  ),
  'facilities.checksOnTime': known(
    (unit) => sql`select distinct r.id from ${owed('facilityCheck', unit)} and ${IN_TIME}`,
    (unit) => sql`(select count(*) from ${owed('facilityCheck', unit)} and ${IN_TIME})`,
  ),
  'facilities.schoolsEquipped': recorded(
    held('facility'),
    schools(sql`(select count(distinct r.topic) from behind r where ${ofSchool}) = 3`),
  ),
  'staff.grades': known(none, (unit) => sql`(select count(distinct k.grade) from ${classes(unit)})`),
  'staff.gradesCovered': recorded(
    held('staff', sql`r.topic <> 'worker' and r.amount is not null`),
    (unit) =>
      sql`(select count(distinct k.grade) from ${classes(unit)}
        and exists (select from behind r where r.amount = k.grade))`,
  ),
  'staff.teachers': recorded(
    (unit) => ids(sql`${standing('headcount', unit)} and r.times = ${schoolYearOf(unit.period.to)}`),
    () => sql`(select sum(r.amount) from behind r)`,
  ),
  'staff.schoolsStaffed': recorded(
    held('staff', sql`r.topic <> 'worker'`),
    schools(sql`exists (select from behind r where ${ofSchool})`),
  ),
  'trainings.teachersTrained': recorded(made('attendance'), distinct(sql`r.person`)),
  'activities.kindsHeld': recorded(made('activity'), distinct(sql`r.topic`)),
  'publicity.planned': recorded(planned(sql`true`)),
  'publicity.published': known(planned(sql`r.day is not null`)),
  'supervision.findings': known(made('finding')),
  'supervision.findingsOverdue': known(overdue, COUNT),
  'partners.agreements': recorded(held('agreement')),
} as const satisfies Readonly<Record<string, Draw>>;
export type DrawnFigure = keyof typeof DRAWS;

function planned(more: SQL) {
  return (unit: Unit): SQL =>
    ids(
      sql`${standing('publication', unit)} and r.content ->> 'plannedOn' between ${unit.period.from} and ${unit.period.to} and ${more}`,
    );
}

/** Found by the last day, to be mended by it, and not mended in time. */
function overdue(unit: Unit): SQL {
  return sql`select distinct r.id from ${owed('findingMend', unit)} and (d.done_at is null or d.done_at > d.limit_at)`;
}
