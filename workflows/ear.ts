import { setHandler } from '@temporalio/workflow';
import type { Timed } from '#activities/contract';
import { type Wake, wake } from './stream.messages.ts';

export interface Ear {
  /** Whether a wake came that this standing does not answer. */
  heard(at: Timed): boolean;
  /** Called before a reading: whatever was said is answered by it. */
  forget(): void;
  /** Called after one: drops what was said meanwhile and is answered too. */
  settle(at: Timed): void;
}

/** Hears wakes. One that names the version already read is an echo of what we know, unless the sender found us late. */
export function listen(): Ear {
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
