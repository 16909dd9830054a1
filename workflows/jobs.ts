import type { Timed } from '#activities/contract';
import type { Task } from './agenda.ts';

interface Job<S> {
  readonly ended: boolean;
  /** What it answered. Throws what it failed with: an ActivityFailure that no story expected is a fault of ours. */
  answer(): S;
}

/** Tasks on their way: one that takes long, or never comes back, must not keep the deadline waiting. */
export interface Jobs<S extends Timed> {
  start(task: Task<S>): Job<S>;
  runs(name: string): boolean;
  idle(): boolean;
  /** One that nobody waited for any more has ended: what it did is to be read. */
  stray(): boolean;
  /** Called before a reading. */
  forget(): void;
}

export function newJobs<S extends Timed>(): Jobs<S> {
  const running = new Set<string>();
  let strays = 0;
  return {
    start(task) {
      const job = { ended: false, outcome: undefined as (() => S) | undefined };
      const end = (outcome: () => S) => {
        running.delete(task.name);
        Object.assign(job, { ended: true, outcome });
        strays += 1;
      };
      running.add(task.name);
      task.act().then(
        (answer) => end(() => answer),
        (error: unknown) =>
          end(() => {
            throw error;
          }),
      );
      return {
        get ended() {
          return job.ended;
        },
        answer() {
          if (job.outcome === undefined) throw new Error('a job was asked before its end');
          strays -= 1;
          return job.outcome();
        },
      };
    },
    runs: (name) => running.has(name),
    idle: () => running.size === 0,
    stray: () => strays > 0,
    forget: () => {
      strays = 0;
    },
  };
}
