/** Records of the example city for 2024 and 2025, one file a kind, with what they add up to. */
import { KINDS } from '#programme/kinds/index';
import { cellsOf } from '#programme/sheets/cells';
import { columnsOf } from '#programme/sheets/columns';
import { csvOf, utf8WithMark } from '#tools/examples/files';
import { randomOf } from '#tools/seed/random';
import { ACTIVITIES, activityRows, PERIOD } from './activities.ts';
import { activityPlanRows, contentRows, drillRows, infusionRows, serviceRows } from './everyday.ts';
import { bodyRows, documentRows, leadRows } from './network.ts';
import { placesOfDemo, type Row } from './places.ts';
import { agreementRows, facilityRows, institutionRows, timetableRows } from './provision.ts';
import {
  ATTENDED,
  attendanceRows,
  CERTIFIED,
  certificateRows,
  headcountRows,
  peopleOf,
  staffRows,
  trainingRows,
} from './staff.ts';

/** One file, by the kind of its records. */
export interface ProgrammeFile {
  readonly kind: string;
  readonly rows: number;
  readonly content: Uint8Array;
}

/** The files in the order in which they can be imported: what a record names comes before it. */
export function programmeFiles(seed = 'xinqiao-programme'): readonly ProgrammeFile[] {
  const rows = rowsByKind(seed);
  return KINDS.flatMap((kind) => {
    const own = rows[kind.code];
    if (own === undefined) return [];
    const columns = columnsOf(kind).map(({ title }) => title);
    const table = {
      columns,
      rows: own.map(({ org, values }) => ({ cells: cellsOf(kind, org, values, 'zh-CN') })),
    };
    return [{ kind: kind.code, rows: own.length, content: utf8WithMark(csvOf(table)) }];
  });
}

function rowsByKind(seed: string): Readonly<Record<string, readonly Row[]>> {
  const random = randomOf(seed);
  const places = placesOfDemo();
  const people = peopleOf(random.fork('people'), places);
  return {
    lead: leadRows(random.fork('lead'), places),
    body: bodyRows(random.fork('body'), places),
    service: serviceRows(random.fork('service'), places),
    drill: drillRows(random.fork('drill'), places),
    document: documentRows(places),
    timetable: timetableRows(random.fork('timetable'), places),
    infusion: infusionRows(random.fork('infusion'), places),
    facility: facilityRows(random.fork('facility'), places),
    staff: staffRows(random.fork('staff'), people),
    certificate: certificateRows(random.fork('certificate'), people),
    headcount: headcountRows(random.fork('headcount'), places),
    training: trainingRows(places),
    attendance: attendanceRows(random.fork('attendance'), people),
    activity: activityRows(random.fork('activity'), places),
    activityPlan: activityPlanRows(random.fork('activityPlan'), places),
    contentItem: contentRows(places),
    institution: institutionRows(random.fork('institution'), places),
    agreement: agreementRows(places),
  };
}

/** What the records of the period yield; written beside the files as expected.json. */
export function programmeExpected(files: readonly ProgrammeFile[]) {
  const activities = Object.entries(ACTIVITIES).map(([topic, { times, heads }]) => [topic, { times, heads }]);
  return {
    period: PERIOD,
    rows: Object.fromEntries(files.map(({ kind, rows }) => [kind, rows])),
    activities: Object.fromEntries(activities) as Readonly<Record<string, { times: number; heads: number }>>,
    attendance: ATTENDED,
    certified: CERTIFIED,
    aidTeamBranches: 7,
    hours: { primary: 12, other: 14 },
  };
}
