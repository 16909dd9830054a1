import type { Session } from './client.ts';
import { DatabaseError } from './errors.ts';

/** A place for one transaction at a time, with the session that serves it now. */
export interface Lane {
  session: Session;
}

interface Waiting {
  readonly give: (lane: Lane) => void;
}

export interface Lanes {
  /** A lane of one's own, in order of asking. Throws DatabaseError 'busy' after the timeout or when closed. */
  lease(): Promise<Lane>;
  giveBack(lane: Lane): void;
  /** Refuses new leases, waits for the running ones, closes every session. */
  end(): Promise<void>;
}

/** `size` lanes. A lane leaves the pool with its lease and comes back when its transaction has settled. */
export function lanePool(size: number, open: () => Session, timeoutMs: number): Lanes {
  const free = Array.from({ length: size }, (): Lane => ({ session: open() }));
  const waiting = new Set<Waiting>();
  let leased = 0;
  let closed = false;
  let idle: () => void = () => undefined;

  const wait = () =>
    new Promise<Lane>((resolve, reject) => {
      const entry: Waiting = {
        give: (lane) => {
          clearTimeout(timer);
          resolve(lane);
        },
      };
      const timer = setTimeout(() => {
        waiting.delete(entry);
        reject(new DatabaseError('busy'));
      }, timeoutMs);
      waiting.add(entry);
    });

  return {
    async lease() {
      if (closed) throw new DatabaseError('busy');
      const lane = free.pop();
      if (lane === undefined) return wait(); // takes over somebody's lease
      leased += 1;
      return lane;
    },
    giveBack(lane) {
      const [next] = waiting;
      if (next !== undefined) {
        waiting.delete(next);
        return next.give(lane); // the lane stays leased
      }
      leased -= 1;
      free.push(lane);
      if (leased === 0) idle();
    },
    async end() {
      closed = true;
      if (leased > 0)
        await new Promise<void>((resolve) => {
          idle = resolve;
        });
      await Promise.all(free.splice(0).map((lane) => lane.session.end()));
    },
  };
}
