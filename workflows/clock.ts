import { allHandlersFinished, condition, makeContinueAsNewFunc, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Timed } from '#activities/contract';
import { DAY, type Instant } from '#domain/instant';
import type { Task } from './agenda.ts';
import { listen } from './ear.ts';
import { diagnosis } from './stream.messages.ts';
import { newWatch } from './watch.ts';

/** A run is continued as new at the latest after this time by the record's clock, however little happened: long runs outlive releases. */
const LONGEST_RUN = 90 * DAY;

/** The record a life is read from. Both are idempotent and say where things stand afterwards. */
export interface Source<S extends Timed> {
  standing(): Promise<S>;
  deadlinePassed(at: S): Promise<S>;
}

export interface Time<S extends Timed> {
  /** Reads where things stand; how every run begins. */
  begin(): Promise<S>;
  /** One turn: waits for an act, the deadline or the earliest task beside it, whichever comes first, and answers with the new standing. */
  next(at: S, ...beside: readonly Task<S>[]): Promise<S>;
  /** How every run ends. */
  end(): Promise<void>;
}

/** Starts keeping time for one life. Handlers are registered here, before the first activity; they only set a flag. */
export function keepTime<S extends Timed>(id: string, source: Source<S>): Time<S> {
  const ear = listen();
  const watch = newWatch<S>(ear);
  let at: S | undefined;
  let turns = 0;
  let renewAt = Number.POSITIVE_INFINITY;

  setHandler(diagnosis, () => ({
    id,
    stage: at?.stage ?? null,
    version: at?.version ?? null,
    dueAt: at?.dueAt ?? null,
    armedFor: watch.armedFor(),
    turns,
  }));

  async function read(): Promise<S> {
    ear.forget();
    watch.forget();
    return source.standing();
  }

  async function turn(beside: readonly Task<S>[], now: S): Promise<S> {
    const passing = { name: `deadline ${now.dueAt}`, at: dueAtOf(now), act: () => source.deadlinePassed(now) };
    const happened = await watch.first(now, passing, beside, renewAt);
    if (happened === 'news') return read();
    return happened.what === 'answered' ? happened.answer() : passing.act();
  }

  return {
    begin: async () => {
      at = await read();
      ear.settle(at);
      renewAt = at.readAt + LONGEST_RUN;
      return at;
    },
    next: async (now, ...beside) => {
      // Not while something is on its way: the next run would send it once more.
      if ((workflowInfo().continueAsNewSuggested || now.readAt >= renewAt) && watch.idle()) await renew(id);
      turns += 1;
      at = await turn(beside, now);
      ear.settle(at);
      return at;
    },
    end: async () => {
      if (at !== undefined) watch.stop(at);
      await condition(() => watch.idle() && allHandlersFinished());
    },
  };
}

function dueAtOf(at: Timed): Instant {
  if (at.dueAt === null) throw new Error('an open stream without a next step');
  return at.dueAt;
}

/** Continues as new. The new run begins by reading, so nothing is handed over. */
async function renew(id: string): Promise<void> {
  await condition(allHandlersFinished);
  await makeContinueAsNewFunc<(id: string) => Promise<void>>()(id);
}
