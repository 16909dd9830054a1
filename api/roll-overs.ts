import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { DatabaseError } from '#db/errors';
import { placeById } from '#db/records/place';
import { moveTurn, noteTurn, outcomesOf, type TurnJob, turnJob } from '#db/roll-over/job';
import { checkTurn, releaseTurn } from '#db/roll-over/turn';
import type { Context } from '#db/transaction';
import { dayOf } from '#domain/instant';
import { can, NO_RELATION } from '#domain/permission';
import { mayKeep } from '#domain/programme-access';
import { schoolYear, schoolYearOf } from '#programme/period';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import type { rollOverBody } from './schemas/roll-overs.ts';

/** Roll-overs that this process has under way. */
export interface RunningTurns {
  begin(context: Context, job: TurnJob, work: typeof checkTurn, log: FastifyBaseLogger): void;
  runs(job: string): boolean;
  settled(): Promise<void>;
}

export function runningTurns(parts: Parts): RunningTurns {
  const running = new Map<string, Promise<void>>();
  const run = async (context: Context, job: TurnJob, work: typeof checkTurn, log: FastifyBaseLogger) => {
    try {
      await work(parts, context, job);
    } catch (error) {
      // Schools before the fault are turned, the others are as they were: it can be begun again.
      log.warn({ job: job.id, fault: error instanceof DatabaseError ? error.code : 'unknown' }, 'roll-over failed');
      await parts.db
        .transaction(context, async (tx) => {
          const now = await turnJob(tx, job.id);
          if (now !== null) await moveTurn(tx, now, { ...now, state: 'failed', at: null });
        })
        .catch(() => undefined);
    } finally {
      running.delete(job.id);
    }
  };
  return {
    begin: (context, job, work, log) => void running.set(job.id, run(context, job, work, log)),
    runs: (job) => running.has(job),
    settled: async () => void (await Promise.all(running.values())),
  };
}

/** Who may turn the year of a place: whoever records the network (A1) there and may know its pupils. */
async function turner(parts: Parts, request: FastifyRequest, org: string) {
  const asker = askerOf(request);
  const place = await parts.db.transaction(asker.context, (tx) => placeById(tx, org));
  const inReach = place !== null && place.path.startsWith(asker.path);
  const tier = place?.tier ?? 'school';
  if (
    !mayKeep(asker.role, 'record', { item: 'A1', tier, place: true }) ||
    !can(asker.role, 'listStudents', { ...NO_RELATION, place: true })
  )
    throw new Problem('notPermitted');
  if (!inReach || !['school', 'county', 'city'].includes(place.kind)) throw new NotFound();
  return { asker, place };
}

/** Begins the dry run of a roll-over: it goes on by itself, and nothing is written but what it finds. */
export async function planTurn(
  parts: Parts,
  request: FastifyRequest,
  org: string,
  body: z.infer<typeof rollOverBody>,
  running: RunningTurns,
) {
  const { asker, place } = await turner(parts, request, org);
  const at = await parts.clock.now();
  const { schoolYear: year, graduating = null, opens, exceptions } = body;
  const { from, to } = schoolYear(year);
  const day = body.day ?? from;
  if (year > schoolYearOf(dayOf(at)) + 1) throw wrongField('schoolYear');
  if (day < from || day > to) throw wrongField('day');
  // Named pupils and counts of classes mean one school: the others of a county would lack them.
  if (place.kind !== 'school' && opens.length > 0) throw wrongField('opens');
  if (place.kind !== 'school' && exceptions.length > 0) throw wrongField('exceptions');
  const turn = { year, day, graduating, opens, exceptions };
  const job = await parts.db.transaction(asker.context, async (tx) => {
    const id = await noteTurn(tx, place, turn, { person: asker.person, at });
    return turnJob(tx, id);
  });
  if (job === null) throw new NotFound();
  running.begin(asker.context, job, checkTurn, request.log);
  return shown(parts, asker, job, running);
}

/** Turns what was found ready, on the day or later. */
export async function letTurn(parts: Parts, request: FastifyRequest, id: string, running: RunningTurns) {
  const seen = await turnOf(parts, askerOf(request), id);
  const { asker } = await turner(parts, request, seen.org);
  const { state, checked, turn } = seen;
  if (!checked || running.runs(id) || state === 'done' || state === 'givenUp')
    throw new Problem('importState', { facts: { state } });
  if (turn.day > dayOf(await parts.clock.now())) throw wrongField('day');
  const job = await parts.db.transaction(asker.context, async (tx) => {
    await moveTurn(tx, seen, { ...seen, state: 'running', at: null });
    return seen;
  });
  running.begin(asker.context, job, releaseTurn, request.log);
  return shown(parts, asker, await turnOf(parts, asker, id), running);
}

function wrongField(field: string): Problem {
  return new Problem('fieldInvalid', { facts: { field }, pointers: [{ pointer: `/${field}`, code: 'fieldInvalid' }] });
}

/** Whoever reads the network (A1) of schools reads what became of it in a new year; which schools, row-level security says. */
export function readerOf(request: FastifyRequest): Asker {
  const asker = askerOf(request);
  if (!mayKeep(asker.role, 'read', { item: 'A1', tier: 'school', place: true })) throw new Problem('notPermitted');
  return asker;
}

export async function turnOf(parts: Parts, { context }: Asker, id: string): Promise<TurnJob> {
  const job = await parts.db.transaction(context, (tx) => turnJob(tx, id));
  if (job === null) throw new NotFound();
  return job;
}

export async function shown(parts: Parts, { context }: Asker, job: TurnJob, running: RunningTurns) {
  const { id, org, turn, checked, progress, total, createdAt, finishedAt } = job;
  const state = running.runs(id) ? ('running' as const) : job.state;
  const outcomes = await parts.db.transaction(context, (tx) => outcomesOf(tx, id));
  const { year, day } = turn;
  return { id, org, state, schoolYear: year, day, checked, progress, total, outcomes, createdAt, finishedAt };
}
