import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

/* The other side of P6: the least workflow that can wait for an act or a deadline. One signal, one activity, one timer. */

const heard = defineSignal('heard');

const { touch } = proxyActivities<{ touch(): Promise<void> }>({ startToCloseTimeout: '5s' });

/** Waits for the signal, at most for so long, and asks its activity; for ever. */
export async function bareLife(waitMs: number): Promise<void> {
  let acted = false;
  setHandler(heard, () => {
    acted = true;
  });
  for (;;) {
    await touch();
    await condition(() => acted, waitMs);
    acted = false;
  }
}
