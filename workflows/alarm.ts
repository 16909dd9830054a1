import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { type Instant, SECOND } from '#domain/instant';

interface Alarm {
  /** Sets the one timer, unless it already stands for this instant: a cancelled and restarted timer is two events. `now`: when the target was read. */
  arm(target: Instant, now: Instant): void;
  /** Drops the timer. */
  disarm(now: Instant): void;
  rang(): boolean;
  armedFor(): Instant | null;
}

/**
 * A timer this near its end is left to ring unheard: whoever cancels it may do so in the moment in which it fires. A server takes that well, but the
 * time-skipping one refuses the whole task, again at every replay. Longer than an activity and the task after it may last.
 */
const ABOUT_TO_RING = 30 * SECOND;

/** One timer at a time; it sleeps at least a second. */
export function newAlarm(): Alarm {
  let armed: { target: Instant; rang: boolean; scope: CancellationScope } | undefined;
  const disarm = (now: Instant) => {
    if (armed !== undefined && !armed.rang && armed.target > now + ABOUT_TO_RING) armed.scope.cancel();
    armed = undefined;
  };
  return {
    arm(target, now) {
      if (armed?.target === target && !armed.rang) return;
      disarm(now);
      const timer = { target, rang: false, scope: new CancellationScope() };
      armed = timer;
      timer.scope
        .run(() => sleep(Math.max(target - now, SECOND)))
        .then(() => {
          timer.rang = true;
        }, ignoreCancellation);
    },
    disarm,
    rang: () => armed?.rang === true,
    armedFor: () => armed?.target ?? null,
  };
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
