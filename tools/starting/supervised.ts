import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from '#tools/servers/progress';
import { reasonOf } from '#tools/servers/reason';

/** A running part: `ended` settles, with how, when it is gone. */
export type Part = { readonly ended: Promise<string>; stop(): Promise<void> };

/** A part that is started again whenever it ends by itself. */
export type Supervised = { readonly name: string; stop(): Promise<void> };

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A part that ran so long was well: the next pause is the first one again. */
const WELL_AFTER_MS = 30_000;

/**
 * Keeps a part that runs now running: when it ends, it says so and calls `start` again, after pauses that double up to
 * ten seconds (or `longestPauseMs`) while it keeps ending.
 */
export function supervised<T extends Part>(
  name: string,
  first: T,
  start: () => Promise<T>,
  say: Say,
  longestPauseMs: number = LONGEST_PAUSE_MS,
): Supervised {
  const leaving = new AbortController();
  const left = once(leaving.signal, 'abort').then(() => 'left');
  let part: T | undefined = first;
  const watch = async () => {
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const began = Date.now();
      const how = part === undefined ? '没有启动 · it did not start' : await Promise.race([part.ended, left]);
      if (leaving.signal.aborted) return;
      if (Date.now() - began > WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      say(`${name}: ${how}; 重新启动 · starting it again`);
      await Promise.race([pause(pauseMs), left]);
      if (leaving.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      part = await startOrSay(name, start, say);
    }
  };
  const watching = watch();
  return {
    name,
    stop: async () => {
      leaving.abort();
      // A start under way is waited for: what it starts has to be stopped too.
      await watching;
      await part?.stop();
    },
  };
}

async function startOrSay<T>(name: string, start: () => Promise<T>, say: Say): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    say(`${name}: ${reasonOf(error)}`);
    return undefined;
  }
}
