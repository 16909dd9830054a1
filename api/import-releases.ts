import type { FastifyBaseLogger } from 'fastify';
import { NotFound } from '#db/commit';
import { DatabaseError } from '#db/errors';
import type { Intake } from '#db/imports/check';
import { type ImportJob, moveJob, schoolCodeOf, stagedFile } from '#db/imports/jobs';
import { type ReleaseChoice, releaseFile } from '#db/imports/release';
import type { Context } from '#db/transaction';
import { Problem } from './problem.ts';

/** Releases that this process has under way. */
export interface Releases {
  /** Starts one and returns; its job tells how it goes. Throws Problem importState where nothing is left to release. */
  begin(context: Context, job: ImportJob, choice: ReleaseChoice, log: FastifyBaseLogger): Promise<void>;
  runs(job: string): boolean;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

export function releases(intake: Intake): Releases {
  const running = new Map<string, Promise<void>>();
  const { db, ring, clock } = intake;

  const run = async (
    context: Context,
    job: ImportJob,
    school: string,
    file: Buffer,
    choice: ReleaseChoice,
    log: FastifyBaseLogger,
  ) => {
    try {
      await releaseFile(intake, context, school, file, choice, job.id);
    } catch (error) {
      // Nothing was written, or nobody knows: either way it can be released again.
      log.warn({ job: job.id, fault: error instanceof DatabaseError ? error.code : nameOf(error) }, 'release failed');
      const at = await clock.now();
      await db.transaction(context, (tx) => moveJob(tx, job.id, 'failed', at)).catch(() => undefined);
    } finally {
      running.delete(job.id);
    }
  };

  return {
    async begin(context, job, choice, log) {
      // A job left `running` by a server that was killed is released again: what went in is recognised.
      const over = job.state === 'done' || job.state === 'givenUp';
      if (over || running.has(job.id)) throw new Problem('importState', { facts: { state: job.state } });
      const at = await clock.now();
      const { file, school } = await db.transaction(context, async (tx) => {
        await moveJob(tx, job.id, 'running', at);
        return { file: await stagedFile(tx, ring, job.id), school: await schoolCodeOf(tx, job.org) };
      });
      if (file === null || school === null) throw new NotFound();
      running.set(job.id, run(context, job, school, file, choice, log));
    },
    runs: (job) => running.has(job),
    settled: async () => void (await Promise.all(running.values())),
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
