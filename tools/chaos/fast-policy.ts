import type { Limit } from '#domain/calendar';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/instant';
import type { Clock, Policy, Ring } from '#domain/policy';

/**
 * A policy with the same chains whose limits come within half a minute, so that deadlines fall while servers are being killed, also in a short
 * run on a fast machine: five minutes become 6 s, a day 20 s, a month 30 s, all times `stretch`. Repeats keep their intervals, or nothing would ever be
 * quiet.
 */
export function fastPolicy(policy: Policy, stretch = 1): Policy {
  const clocks = Object.entries(policy.clocks).map(([id, clock]) => [id, hurried(clock, stretch)]);
  return { ...policy, version: policy.version + 1, clocks: Object.fromEntries(clocks) };
}

function hurried(clock: Clock, stretch: number): Clock {
  return { ...clock, limit: soon(clock.limit, stretch), rings: clock.rings.map((ring) => sooner(ring, stretch)) };
}

function sooner(ring: Ring, stretch: number): Ring {
  if ('after' in ring.when) return { ...ring, when: { after: soon(ring.when.after, stretch) } };
  return 'before' in ring.when ? { ...ring, when: { before: soonMs(ring.when.before, stretch) } } : ring;
}

const SHORTEST_MS = 4 * SECOND;
const DOUBLED_MS = 2 * SECOND;

function soonMs(ms: number, stretch: number): number {
  return Math.round(stretch * (SHORTEST_MS + DOUBLED_MS * Math.log2(1 + ms / (5 * MINUTE))));
}

/** On the wall: the run may fall on a holiday. */
function soon({ basis, amount }: Limit, stretch: number): Limit {
  const ms = basis === 'days' ? amount * DAY : basis === 'school' ? amount * 3 * HOUR : amount;
  return { basis: 'wall', amount: soonMs(ms, stretch) };
}
