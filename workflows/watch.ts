import { condition } from '@temporalio/workflow';
import type { Timed } from '#activities/contract';
import type { Instant } from '#domain/instant';
import { newAgenda, type Task } from './agenda.ts';
import { newAlarm } from './alarm.ts';
import type { Ear } from './ear.ts';
import { newJobs } from './jobs.ts';

/** What came first. */
export type Happened<S> =
  | 'news'
  | { readonly what: 'deadline' }
  /** A task beside was done; `answer` throws what it failed with. */
  | { readonly what: 'answered'; readonly answer: () => S };

export interface Watch<S extends Timed> {
  /**
   * Waits for news, the deadline or the end of the earliest task beside, which it starts at its instant. The deadline has a timer of its own and goes on
   * while a task runs: a call that hangs, or is tried without end, silences no clock. At `latest` it counts as passed; asked too early, it changes nothing.
   */
  first(now: S, passing: Task<S>, beside: readonly Task<S>[], latest: Instant): Promise<Happened<S>>;
  /** Called before a reading. */
  forget(): void;
  armedFor(): Instant | null;
  /** Nothing is on its way. */
  idle(): boolean;
  stop(now: S): void;
}

const DEADLINE = { what: 'deadline' } as const;

export function newWatch<S extends Timed>(ear: Ear): Watch<S> {
  const alarm = newAlarm();
  const sideAlarm = newAlarm();
  const agenda = newAgenda<S>();
  const jobs = newJobs<S>();
  const news = (now: S) => ear.heard(now) || jobs.stray();

  async function first(now: S, passing: Task<S>, beside: readonly Task<S>[], latest: Instant): Promise<Happened<S>> {
    const deadline = agenda.timed(now, passing);
    agenda.keep([passing, ...beside]);
    const idle = beside.filter(({ name }) => !jobs.runs(name)).map((task) => agenda.timed(now, task));
    const side = earliest(idle, deadline.at);
    if (deadline.at <= now.readAt) return passed(passing);
    const until = Math.min(deadline.at, latest);
    alarm.arm(until, now.readAt);
    if (side === undefined) sideAlarm.disarm(now.readAt);
    else if (side.at > now.readAt) sideAlarm.arm(side.at, now.readAt);
    else return done(side, passing, now);
    await condition(() => news(now) || alarm.rang() || sideAlarm.rang());
    if (news(now)) return 'news';
    return alarm.rang() || side === undefined ? passed(passing) : done(side, passing, now);
  }

  function passed(passing: Task<S>): Happened<S> {
    agenda.tried(passing.name);
    return DEADLINE;
  }

  async function done(side: Task<S>, passing: Task<S>, now: S): Promise<Happened<S>> {
    agenda.tried(side.name);
    const job = jobs.start(side);
    await condition(() => job.ended || ear.heard(now) || alarm.rang());
    if (job.ended) return { what: 'answered', answer: () => job.answer() };
    return ear.heard(now) ? 'news' : passed(passing);
  }

  return {
    first,
    forget: () => jobs.forget(),
    armedFor: () => alarm.armedFor(),
    idle: () => jobs.idle(),
    stop: ({ readAt }) => {
      alarm.disarm(readAt);
      sideAlarm.disarm(readAt);
    },
  };
}

/** The earliest task before the deadline; on a tie the deadline comes first, for it is a fact. */
function earliest<S extends Timed>(tasks: readonly Task<S>[], before: Instant): Task<S> | undefined {
  return tasks.filter((task) => task.at < before).toSorted((a, b) => a.at - b.at)[0];
}
