import type { Kind } from '#programme/kind';
import { activity, activityPlan } from './activities.ts';
import { infusion, lesson, timetable } from './curriculum.ts';
import { document } from './documents.ts';
import { facility, facilityCheck } from './facilities.ts';
import { body, drill, lead, meeting, service } from './network.ts';
import { agreement, capacity, institution } from './partners.ts';
import { contentItem, publication } from './publicity.ts';
import { certificate, headcount, staff } from './staff.ts';
import { finding, visit } from './supervision.ts';
import { attendance, training } from './trainings.ts';

/** Every kind of programme record, in the order of the items. */
export const KINDS: readonly Kind[] = [
  lead,
  body,
  service,
  drill,
  meeting,
  document,
  timetable,
  lesson,
  infusion,
  facility,
  facilityCheck,
  staff,
  certificate,
  headcount,
  training,
  attendance,
  activity,
  activityPlan,
  contentItem,
  publication,
  visit,
  finding,
  institution,
  agreement,
  capacity,
];

const BY_CODE = new Map(KINDS.map((kind) => [kind.code, kind]));

export function kindOf(code: string): Kind | undefined {
  return BY_CODE.get(code);
}
