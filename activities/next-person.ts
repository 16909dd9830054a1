import { dutyPeople } from '#db/queries/duty-people';
import type { NoticePlace } from '#db/notices';
import type { Transaction } from '#db/transaction';
import { calledAt } from '#domain/duty';
import type { Instant } from '#domain/instant';
import { clockOf } from '#domain/policy';
import type { PersonId } from '#domain/role';

/** Whom the chain would call next besides the person who cannot be reached: the first coming ring that names somebody else. */
export async function callBehind(tx: Transaction, place: NoticePlace, now: Instant): Promise<readonly PersonId[]> {
  const found = await dutyPeople(tx, place.stream, String(place.opened), now);
  if (found === null) return [];
  const { duty, policy, posts } = found;
  const clock = clockOf(policy, duty.clock);
  for (let step = duty.step; step < clock.rings.length; step += 1) {
    const others = calledAt(posts, clock, duty, step).filter((person) => person !== place.person);
    if (others.length > 0) return others;
  }
  return [];
}
