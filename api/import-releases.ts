import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '#domain/clock';
import { NotFound } from '#db/commit';
import { DatabaseError } from '#db/errors';
import { type JobState, moveJob, stagedFile } from '#db/imports/jobs';
import type { Context, Database } from '#db/transaction';
import type { Keyring } from '#db/vault/keyring';
import { Problem } from './problem.ts';

/** What releasing needs of a job. */
export interface Staged {
  readonly id: string;
  readonly org: string;
  readonly state: JobState;
}

/** Releases that this process has under way. */
export interface Releases<J extends Staged, Choice> {
  /** Starts one and returns; its job tells how it goes. Throws Problem importState where nothing is left to release. */
  begin(context: Context, job: J, choice: Choice, log: FastifyBaseLogger): Promise<void>;
  runs(job: string): boolean;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** `write` takes a staged file in, in one transaction: what it throws has written nothing, or nobody knows. */
export function releases<J extends Staged, Choice>(
  { db, ring, clock }: { readonly db: Database; readonly ring: Keyring; readonly clock: Clock },
  write: (context: Context, job: J, file: Buffer, choice: Choice) => Promise<unknown>,
): Releases<J, Choice> {
  const running = new Map<string, Promise<void>>();

  const run = async (context: Context, job: J, file: Buffer, choice: Choice, log: FastifyBaseLogger) => {
    try {
      await write(context, job, file, choice);
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
      const file = await db.transaction(context, async (tx) => {
        await moveJob(tx, job.id, 'running', at);
        return stagedFile(tx, ring, job.id);
      });
      if (file === null) throw new NotFound();
      running.set(job.id, run(context, job, file, choice, log));
    },
    runs: (job) => running.has(job),
    settled: async () => void (await Promise.all(running.values())),
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
