import type { Timed } from '#activities/contract';
import { type Instant, SECOND } from '#domain/instant';

/** Something to be done at an instant; it says where things stand afterwards. */
export interface Task<S extends Timed> {
  /** Tells one task from another, and a repetition that has come to nothing from the next one in its series. */
  readonly name: string;
  readonly at: Instant;
  readonly act: () => Promise<S>;
}

export interface Agenda<S extends Timed> {
  /** The task with the instant at which it may be done. */
  timed(at: S, task: Task<S>): Task<S>;
  /** Forgets what is no longer asked for. */
  keep(tasks: readonly Task<S>[]): void;
  tried(name: string): void;
}

/**
 * A task that was tried and is still asked for has changed nothing, or the clocks differ: it waits ever longer, so that nothing spins and no stuck task
 * stands before the deadline.
 */
export function newAgenda<S extends Timed>(): Agenda<S> {
  const tries = new Map<string, number>();
  return {
    timed(at, task) {
      const count = tries.get(task.name) ?? 0;
      return count === 0 ? task : { ...task, at: Math.max(task.at, at.readAt + patience(count)) };
    },
    keep(tasks) {
      for (const name of tries.keys()) if (!tasks.some((task) => task.name === name)) tries.delete(name);
    },
    tried: (name) => void tries.set(name, (tries.get(name) ?? 0) + 1),
  };
}

/** 1 s after the first fruitless try, doubled with each up to 16 s: still inside the 30 s in which a recovered clock must act. */
function patience(tries: number): number {
  return SECOND * 2 ** Math.min(tries - 1, 4);
}
