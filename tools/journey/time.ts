import { createHash, randomUUID } from 'node:crypto';
import { and, asc, isNull, lte } from 'drizzle-orm';
import { commit } from '#db/commit';
import { streams } from '#db/schema/index';
import type { Database } from '#db/transaction';
import type { Instant } from '#domain/instant';
import { CLOCK } from '#domain/role';

/** How time passes in a journey. */
export interface Passage {
  now(): Promise<Instant>;
  /** Lets time pass up to an instant; everything that falls due on the way happens at its own time. */
  until(at: Instant): Promise<void>;
}

const AS_CLOCK = { actor: 'clock', role: 'clock' } as const;
const DIGEST = createHash('sha256').update('deadlinePassed').digest();

/** A clock that is put forward by hand, and deadlines committed as they fall due: no Temporal at all. */
export function plainPassage(db: () => Database, start: Instant): Passage {
  let at = start;
  const now = () => Promise.resolve(at);
  return {
    now,
    async until(target) {
      for (;;) {
        const [next] = await db().transaction(AS_CLOCK, (tx) =>
          tx
            .select({ id: streams.id, dueAt: streams.nextDueAt })
            .from(streams)
            .where(and(isNull(streams.closedAt), lte(streams.nextDueAt, target)))
            .orderBy(asc(streams.nextDueAt), asc(streams.id))
            .limit(1),
        );
        if (next?.dueAt == null) break;
        at = Math.max(at, next.dueAt);
        const command = { act: 'deadlinePassed' };
        const act = { target: { stream: next.id }, actor: CLOCK, actKey: randomUUID(), digest: DIGEST, command };
        const outcome = await commit(db(), { now }, AS_CLOCK, act);
        if (outcome.status === 'refused') throw new Error(`the clock was refused: ${outcome.code}`);
      }
      at = Math.max(at, target);
    },
  };
}
