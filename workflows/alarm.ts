import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { type Instant, SECOND } from '#domain/instant';

interface Alarm {
  /** Sets the one timer, unless it already stands for this instant: a cancelled and restarted timer is two events. */
  arm(target: Instant, waitMs: number): void;
  rang(): boolean;
  stop(): void;
  armedFor(): Instant | null;
}

/** One timer at a time; it sleeps at least a second. */
export function newAlarm(): Alarm {
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
