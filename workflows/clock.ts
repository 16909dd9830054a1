import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Timed } from '#activities/contract';
import { DAY, type Instant, SECOND } from '#domain/instant';
import { diagnosis, type Wake, wake } from './stream.messages.ts';

/** A run is continued as new at the latest after this time, however little happened: long runs outlive releases. */
const LONGEST_RUN = 90 * DAY;

/** The record a life is read from. Both are idempotent and say where things stand afterwards. */
export interface Source<S extends Timed> {
  standing(): Promise<S>;
  deadlinePassed(at: S): Promise<S>;
}

/** Something a story does at an instant of its own, beside the deadline; it says where things stand afterwards. */
export interface Beside<S extends Timed> {
  /** Tells one task from another, and a repetition that has come to nothing from the next one in its series. */
  readonly name: string;
  readonly at: Instant;
  readonly act: () => Promise<S>;
}

export interface Time<S extends Timed> {
  /** Reads where things stand; how every run begins. */
  begin(): Promise<S>;
  /** One turn: waits for an act, the deadline or the earliest task beside, whichever comes first, and answers with the new standing. */
  next(at: S, ...beside: readonly Beside<S>[]): Promise<S>;
  /** How every run ends. */
  end(): Promise<void>;
}

/** Starts keeping time for one life. Handlers are registered here, before the first activity; they only set a flag. */
export function keepTime<S extends Timed>(id: string, source: Source<S>): Time<S> {
  const ear = listen();
  const alarm = newAlarm();
  const agenda = newAgenda<S>();
  let at: S | undefined;
  let turns = 0;

  setHandler(diagnosis, () => ({
    id,
    stage: at?.stage ?? null,
    version: at?.version ?? null,
    dueAt: at?.dueAt ?? null,
    armedFor: alarm.armedFor(),
    turns,
  }));

  async function read(): Promise<S> {
    ear.forget();
    return source.standing();
  }

  async function turn(beside: readonly Beside<S>[], now: S): Promise<S> {
    const task = agenda.first(now, [deadlineOf(now, source), ...beside]);
    if (task.at > now.readAt && (await actOrAlarm(now, task.at)) === 'acted') return read();
    await continueIfLong(id);
    agenda.tried(task.name);
    return task.act();
  }

  async function actOrAlarm(now: S, target: Instant): Promise<'acted' | 'alarm'> {
    alarm.arm(target, Math.min(target - now.readAt, untilRenewal()));
    await condition(() => ear.heard(now) || alarm.rang());
    return ear.heard(now) ? 'acted' : 'alarm';
  }

  return {
    begin: async () => {
      at = await read();
      ear.settle(at);
      return at;
    },
    next: async (now, ...beside) => {
      await continueIfLong(id);
      turns += 1;
      at = await turn(beside, now);
      ear.settle(at);
      return at;
    },
    end: async () => {
      alarm.stop();
      await condition(allHandlersFinished);
    },
  };
}

interface Agenda<S extends Timed> {
  /** The task to do first, at the instant to do it. On a tie the deadline comes first: it is a fact. */
  first(at: S, tasks: readonly Beside<S>[]): Beside<S>;
  tried(name: string): void;
}

/**
 * Orders tasks by their instants. One that was tried and is still asked for has changed nothing, or the clocks differ: it waits ever longer, so that
 * nothing spins and no stuck task stands before the deadline.
 */
function newAgenda<S extends Timed>(): Agenda<S> {
  const tries = new Map<string, number>();
  return {
    first(at, tasks) {
      for (const name of tries.keys()) if (!tasks.some((task) => task.name === name)) tries.delete(name);
      const timed = tasks.map((task) => {
        const count = tries.get(task.name) ?? 0;
        return count === 0 ? task : { ...task, at: Math.max(task.at, at.readAt + patience(count)) };
      });
      return timed.reduce((first, other) => (other.at < first.at ? other : first));
    },
    tried: (name) => void tries.set(name, (tries.get(name) ?? 0) + 1),
  };
}

/** 1 s after the first fruitless try, doubled with each up to 16 s: still inside the 30 s in which a recovered clock must act. */
function patience(tries: number): number {
  return SECOND * 2 ** Math.min(tries - 1, 4);
}

function deadlineOf<S extends Timed>(at: S, source: Source<S>): Beside<S> {
  if (at.dueAt === null) throw new Error('an open stream without a next step');
  return { name: `deadline ${at.dueAt}`, at: at.dueAt, act: () => source.deadlinePassed(at) };
}

interface Ear {
  /** Whether a wake came that this standing does not answer. */
  heard(at: Timed): boolean;
  /** Called before a reading: whatever was said is answered by it. */
  forget(): void;
  /** Called after one: drops what was said meanwhile and is answered too. */
  settle(at: Timed): void;
}

/** Hears wakes. One that names the version already read is an echo of what we know, unless the sender found us late. */
function listen(): Ear {
  let last: Wake | undefined;
  let late = false;
  setHandler(wake, (call) => {
    last = call;
    late ||= call.lateSince !== undefined;
  });
  return {
    heard: (at) => late || (last !== undefined && last.version !== at.version),
    forget: () => {
      last = undefined;
      late = false;
    },
    settle: (at) => {
      if (last?.version === at.version) last = undefined;
    },
  };
}

interface Alarm {
  /** Sets the one timer, unless it already stands for this instant: a cancelled and restarted timer is two events. */
  arm(target: Instant, waitMs: number): void;
  rang(): boolean;
  stop(): void;
  armedFor(): Instant | null;
}

function newAlarm(): Alarm {
  let armed: { target: Instant; rang: boolean; scope: CancellationScope } | undefined;
  const stop = () => {
    if (armed !== undefined && !armed.rang) armed.scope.cancel();
    armed = undefined;
  };
  return {
    arm(target, waitMs) {
      if (armed?.target === target && !armed.rang) return;
      stop();
      const timer = { target, rang: false, scope: new CancellationScope() };
      armed = timer;
      timer.scope
        .run(() => sleep(Math.max(waitMs, SECOND)))
        .then(() => {
          timer.rang = true;
        }, ignoreCancellation);
    },
    rang: () => armed?.rang === true,
    stop,
    armedFor: () => armed?.target ?? null,
  };
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}

/** Milliseconds left of this run. */
function untilRenewal(): number {
  // oxlint-disable-next-line no-restricted-globals -- in a workflow, Date is the time of the SDK, replayed
  return workflowInfo().runStartTime.getTime() + LONGEST_RUN - Date.now();
}

/** Continues as new when the history has grown long or the run old. The new run begins by reading, so nothing is handed over. */
async function continueIfLong(id: string): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested && untilRenewal() > 0) return;
  await condition(allHandlersFinished);
  await makeContinueAsNewFunc<(id: string) => Promise<void>>()(id);
}
