import { eq } from 'drizzle-orm';
import type { Duty } from '#domain/duty';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import type { PersonId, Posts } from '#domain/role';
import type { StreamState } from '#domain/stream';
import { streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { openRuleBook } from '#db/rule-book';
import { hold, studentPlace } from '#db/working-set';

/** A live duty with the people its chain can call at an instant; null when it is done. */
export async function dutyPeople(
  tx: Transaction,
  stream: string,
  id: string,
  at: Instant,
): Promise<{
  readonly duty: Duty;
  readonly policy: Policy;
  readonly posts: Posts;
  readonly owner: PersonId | null;
} | null> {
  const [row] = await tx.select().from(streams).where(eq(streams.id, stream));
  const duty = (row?.state as StreamState | undefined)?.duties.find((live) => live.id === id);
  if (row === undefined || duty === undefined) return null;
  const place = row.studentId === null ? null : await studentPlace(tx, row.studentId, false);
  const held = hold(row, place?.path ?? row.homePath);
  const { policy, posts } = await openRuleBook(tx, row.studentId === null ? [] : [row.studentId], at).rulesFor(held);
  return { duty, policy, posts, owner: row.owner };
}
