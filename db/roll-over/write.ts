import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { schoolYear } from '#programme/period';
import type { PupilStep, RollPlan } from '#programme/roll-plan';
import { PASSING, type PassingReport } from '#db/change-tree';
import { insertMany } from '#db/insert-many';
import { LEAVING, type LeavingReport } from '#db/leaving';
import { instantToText } from '#db/schema/columns';
import { audit, jobs } from '#db/schema/index';
import type { Context, Transaction } from '#db/transaction';
import { awayFrom, type Turn, type TurnSchool } from './school.ts';

export interface Turning {
  readonly job: string;
  readonly school: TurnSchool;
  readonly turn: Turn;
  readonly plan: RollPlan;
  readonly at: Instant;
}

const STATES: Readonly<Record<PupilStep['act'], string>> = {
  goesUp: 'enrolled',
  repeats: 'enrolled',
  placed: 'enrolled',
  onLeave: 'onLeave',
  graduates: 'graduated',
  done: '',
};

/**
 * Writes a plan: classes, pupils, their history, a line in the audit for each pupil, and the jobs that pass on what class teachers of classes that left hold
 * and that ask for the hand-over of every open case of a pupil who leaves.
 */
export async function writeTurn(tx: Transaction, context: Context, turning: Turning): Promise<void> {
  const { job, school, turn, plan, at } = turning;
  const classes = plan.classes.flatMap(({ act, class: id, to }) =>
    act === 'done' ? [] : [{ id: id ?? randomUUID(), act, ...to }],
  );
  const moved = plan.pupils.filter(({ act }) => act !== 'done');
  // A leave that the return keeps ends there: written on the roll as well, it would outlast the leave.
  const away = await awayFrom(tx, school.id);
  const pupils = moved.map(({ student, act, grade, class: group }) => ({
    id: student,
    state: act === 'onLeave' && away.has(student) ? 'enrolled' : STATES[act],
    grade,
    class: group,
  }));
  const before = schoolYear(turn.year - 1).from;
  const [row] = await tx.execute<{ gone: PassingReport['gone'] }>(
    sql`select app.roll_over(${job}, ${school.id}, ${turn.day}, ${before}, ${JSON.stringify(classes)}, ${JSON.stringify(pupils)}, ${instantToText(at)}) as gone`,
  );
  const gone = row?.gone ?? [];
  const by = {
    org: school.id,
    homePath: school.path,
    state: 'waiting',
    createdBy: context.person ?? '',
    createdAt: at,
  };
  if (gone.length > 0) {
    const report: PassingReport = { change: job, gone, renumbered: 0, after: null, failed: 0 };
    await tx.insert(jobs).values({ id: randomUUID(), kind: PASSING, ...by, report });
  }
  if (moved.some(({ act }) => act === 'graduates')) {
    const report: LeavingReport = { because: job, after: null, failed: 0 };
    await tx.insert(jobs).values({ id: randomUUID(), kind: LEAVING, ...by, report });
  }
  const line = { at, person: context.person ?? null, role: context.role ?? null, requestId: context.request ?? null };
  await insertMany(
    tx,
    audit,
    moved.map(({ student, act }) => ({ ...line, action: `rollOver:${act}`, studentId: student, reason: job })),
  );
}
