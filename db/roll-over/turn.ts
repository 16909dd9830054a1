import { and, asc, eq, sql } from 'drizzle-orm';
import type { Clock } from '#domain/clock';
import { rollOverSchools } from '#db/schema/index';
import type { Context, Database, Transaction } from '#db/transaction';
import { moveTurn, outcomesOf, type TurnJob } from './job.ts';
import { digestOfPlan, planOf, schoolNow, schoolsBelow, shownPlan, type TurnSchool } from './school.ts';
import { writeTurn } from './write.ts';

interface TurnParts {
  readonly db: Database;
  readonly clock: Clock;
}

/** Looks at every school below the place, one transaction a school; writes beside the job what would become of it, and nothing else. */
export async function checkTurn({ db }: TurnParts, context: Context, job: TurnJob): Promise<void> {
  let after = '';
  let progress = 0;
  for (;;) {
    const page = await db.transaction(context, (tx) => schoolsBelow(tx, job.path, after));
    for (const school of page) {
      progress += 1;
      await db.transaction(context, async (tx) => {
        await look(tx, school, job);
        await moveTurn(tx, job, { state: 'running', checked: false, progress, at: null });
      });
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.code;
  }
  await db.transaction(context, (tx) => moveTurn(tx, job, { state: 'waiting', checked: true, progress, at: null }));
}

async function look(tx: Transaction, school: TurnSchool, { id, turn }: TurnJob): Promise<void> {
  const plan = await planOf(tx, school, turn);
  await tx.insert(rollOverSchools).values({
    jobId: id,
    school: school.id,
    path: school.path,
    code: school.code,
    outcome: plan.outcome,
    digest: digestOfPlan(plan, turn),
    plan: await shownPlan(tx, school, plan, turn),
    leaving: plan.pupils.flatMap(({ student, act }) => (act === 'graduates' ? [student] : [])),
  });
}

/**
 * Turns the year of every school that was found ready, each in one transaction behind its own lock: a school that is no longer what was looked at is left as
 * it is (`stale`). It may be killed anywhere and begun again: what was turned is recognised. Ends `done`, or `held` while a school has to be mended.
 */
export async function releaseTurn({ db, clock }: TurnParts, context: Context, job: TurnJob): Promise<void> {
  const ready = await db.transaction(context, (tx) => readySchools(tx, job.id));
  let progress = job.total - ready.length;
  for (const id of ready) {
    progress += 1;
    const at = await clock.now();
    await db.transaction(context, async (tx) => {
      await turnOne(tx, context, job, id, at);
      await moveTurn(tx, job, { state: 'running', checked: true, progress, at: null });
    });
  }
  const at = await clock.now();
  await db.transaction(context, async (tx) => {
    const { refused = 0, stale = 0 } = await outcomesOf(tx, job.id);
    const held = refused + stale > 0;
    await moveTurn(tx, job, { state: held ? 'held' : 'done', checked: true, progress, at: held ? null : at });
  });
}

async function readySchools(tx: Transaction, job: string): Promise<readonly string[]> {
  const rows = await tx
    .select({ school: rollOverSchools.school })
    .from(rollOverSchools)
    .where(and(eq(rollOverSchools.jobId, job), eq(rollOverSchools.outcome, 'ready')))
    .orderBy(asc(rollOverSchools.code));
  return rows.map(({ school }) => school);
}

async function turnOne(tx: Transaction, context: Context, job: TurnJob, id: string, at: number): Promise<void> {
  // Acts of people wait behind this: rather not now than for long.
  await tx.execute(sql`set local lock_timeout = '5s'`);
  await tx.execute(sql`select app.hold_school(${id})`);
  const own = and(eq(rollOverSchools.jobId, job.id), eq(rollOverSchools.school, id));
  const [seen] = await tx.select({ digest: rollOverSchools.digest }).from(rollOverSchools).where(own);
  const school = await schoolNow(tx, id);
  const plan = school === null ? null : await planOf(tx, school, job.turn);
  if (school === null || plan === null || seen === undefined || !seen.digest.equals(digestOfPlan(plan, job.turn))) {
    await tx
      .update(rollOverSchools)
      .set({ outcome: plan?.outcome === 'done' ? 'done' : 'stale' })
      .where(own);
    return;
  }
  await writeTurn(tx, context, { job: job.id, school, turn: job.turn, plan, at });
  await tx.update(rollOverSchools).set({ outcome: 'released', turnedAt: at }).where(own);
}
