import type { ReturnStanding } from '#activities/contract';
import { DAY, type Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import type { Paper, ReturnStage } from '#domain/return-to-school-facts';
import type { Task } from './agenda.ts';
import { keepTime, type Time } from './clock.ts';
import { callingTime, rhythmOf } from '#domain/calling-hours';
import { pageWhoMustKnow, prompting, streamRecord } from './paging.ts';
import { eachMorning, every, halfway, once, onTheDay } from './prompts.ts';
import { record } from './proxies.ts';

type Stage = (at: ReturnStanding, time: Time<ReturnStanding>) => Promise<ReturnStanding>;

/** A child's leave and the gated way back to class. Time reminds at every gate and opens none; it ends only on what people recorded. */
export async function returnToSchool(id: string): Promise<void> {
  const time = keepTime<ReturnStanding>(id, streamRecord(id, 'return'));
  let at = await time.begin();
  while (at.open) at = await stages[at.stage](at, time);
  await time.end();
}

/** A gate on the way out or back: whoever owes its act hears it half-way and is called by the chain. */
const gate =
  (...owed: readonly DutyKind[]): Stage =>
  (at, time) =>
    time.next(at, ...paging(at), ...prompting(at, ...owed.map((kind) => halfway(at, kind))), ...atHome(at));

/** Each party is asked for its paper in a rhythm of its own: one that is missing does not wait for the other. */
const papers: Stage = (at, time) => time.next(at, ...paging(at), ...asking(at), ...atHome(at));

/** At home, by leave or waiting: the family is spoken with, and the date of the next step is not forgotten. */
const onLeave: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, onTheDay(at, 'returnApplication')), ...atHome(at));

/** Not yet: the window for an appeal is held open and said before it closes; from the date that was set, each morning asks for the next application. */
const notYet: Stage = (at, time) => {
  const { appealUntil, nextDate } = at;
  const closing = appealUntil === null ? [] : once(at, 'returnApplication', appealUntil - 3 * DAY);
  const again =
    nextDate === null || nextDate > at.readAt ? dateCome(at, nextDate) : eachMorning(at, 'returnApplication');
  return time.next(at, ...paging(at), ...prompting(at, closing, again), ...atHome(at));
};

/** Back in class by steps: each week asks how it went, and no week ends it. */
const phased: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, every(at, 'returnPhased', 7 * DAY)), ...atHome(at));

/** A crisis or a referral came first: each week asks whether the way back is taken up again. */
const resting: Stage = (at, time) =>
  time.next(at, ...paging(at), ...prompting(at, every(at, 'returnResume', 7 * DAY)), ...atHome(at));

const ended: Stage = (at, time) => time.next(at, ...paging(at));

const stages: Record<ReturnStage, Stage> = {
  leaveAssessment: gate('leaveAssessment', 'leavePapers'),
  leaveTalk: gate('leaveTalk', 'leavePapers'),
  leaveApplication: papers,
  leaveDecision: gate('leaveApplication', 'leavePapers'),
  onLeave,
  returnPapers: papers,
  schoolReview: gate('returnSchoolReview'),
  jointAssessment: gate('returnJoint'),
  decision: gate('returnDecision'),
  phased,
  notYet,
  appeal: gate('returnAppeal'),
  resting,
  ended,
};

const paging = (at: ReturnStanding) => pageWhoMustKnow(at, rhythmOf(at));

/** Beside every gate runs the contact with a child at home, and a signature that an ending still lacks. */
function atHome(at: ReturnStanding): readonly Task<ReturnStanding>[] {
  return prompting(at, onTheDay(at, 'homeContact'), eachMorning(at, 'coSign'));
}

const dateCome = (at: ReturnStanding, date: Instant | null) =>
  date === null ? [] : once(at, 'returnApplication', date);

/** Days between two askings: a family is nearer than a hospital's office. */
const ASK_EVERY = { guardianApplication: 2 * DAY, hospitalCertificate: 3 * DAY } as const satisfies Record<
  Paper,
  number
>;

function asking(at: ReturnStanding): readonly Task<ReturnStanding>[] {
  return at.missing.map(({ paper, askedAt }) => {
    const due = askedAt === null ? at.readAt : askedAt + ASK_EVERY[paper];
    return {
      name: `ask ${paper} ${askedAt}`,
      at: callingTime(Math.max(due, at.readAt), 'byDay'),
      act: () => record.askForPaper(at.id, paper),
    };
  });
}
