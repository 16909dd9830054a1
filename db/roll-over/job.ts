import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, gt, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import type { JobState } from '#db/imports/jobs';
import { jobs, rollOverSchools } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { countSchools, type Turn } from './school.ts';

const ROLL_OVER = 'rollOver';

/** In `jobs.report`. `checked`: every school has been looked at. */
interface TurnReport {
  readonly turn: Turn;
  readonly checked: boolean;
}

export interface TurnJob extends TurnReport {
  readonly id: string;
  readonly org: string;
  /** Path of the place that it is for. */
  readonly path: string;
  readonly state: JobState;
  readonly progress: number;
  readonly total: number;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
}

/** Notes a roll-over of everything below a place, to be looked at school by school. */
export async function noteTurn(
  tx: Transaction,
  place: { readonly id: string; readonly path: string },
  turn: Turn,
  by: { readonly person: string; readonly at: Instant },
): Promise<string> {
  const id = randomUUID();
  const report: TurnReport = { turn, checked: false };
  const total = await countSchools(tx, place.path);
  const made = { id, kind: ROLL_OVER, org: place.id, homePath: place.path, state: 'running', total, report };
  await tx.insert(jobs).values({ ...made, createdBy: by.person, createdAt: by.at });
  return id;
}

/** The roll-over as the asker's rights show it; null when they do not, or when it is none. */
export async function turnJob(tx: Transaction, id: string): Promise<TurnJob | null> {
  const [row] = await tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), eq(jobs.kind, ROLL_OVER)));
  if (row === undefined) return null;
  const { org, homePath: path, progress, total, createdAt, finishedAt } = row;
  // Written by noteTurn and moveTurn alone.
  const { turn, checked } = row.report as TurnReport;
  const state = row.state as JobState;
  return { id, org, path, state, progress, total: total ?? 0, turn, checked, createdAt, finishedAt };
}

/** Moves it on: `step` counts a school as dealt with. */
export async function moveTurn(
  tx: Transaction,
  { id, turn }: Pick<TurnJob, 'id' | 'turn'>,
  to: { readonly state: JobState; readonly checked: boolean; readonly progress: number; readonly at: Instant | null },
): Promise<void> {
  const report: TurnReport = { turn, checked: to.checked };
  const { state, progress, at } = to;
  await tx.update(jobs).set({ state, report, progress, finishedAt: at }).where(eq(jobs.id, id));
}

/** How many schools stand where. */
export async function outcomesOf(tx: Transaction, job: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx
    .select({ outcome: rollOverSchools.outcome, n: count() })
    .from(rollOverSchools)
    .where(eq(rollOverSchools.jobId, job))
    .groupBy(rollOverSchools.outcome);
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
}

/** Its schools by code, a page at a time, as the asker's rights show them. */
export function turnedSchools(
  tx: Transaction,
  job: string,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const { jobId, school, code, outcome, plan, leaving, turnedAt } = rollOverSchools;
  const { after, limit } = page;
  const conditions = [eq(jobId, job), after === undefined ? undefined : gt(sql`${code} collate "C"`, after)];
  return tx
    .select({ school, code, outcome, plan, leaving, turnedAt })
    .from(rollOverSchools)
    .where(and(...conditions))
    .orderBy(asc(sql`${code} collate "C"`))
    .limit(limit);
}
