import { and, eq, isNull } from 'drizzle-orm';
import type { Clock } from '#domain/clock';
import { SYSTEM } from '#domain/role';
import { recordReadings } from './audit.ts';
import { refusePlace } from './campaign-acts.ts';
import { commit } from './commit.ts';
import type { Outcome } from './outcome.ts';
import { campaignInvitations } from './schema/index.ts';
import type { Context, Database } from './transaction.ts';
import { openRows } from './working-set.ts';

interface Place {
  readonly campaign: string;
  readonly student: string;
}

/** A pupil agrees to be asked: written once, with its line in the audit. */
export async function agree(db: Database, clock: Clock, context: Context, { campaign, student }: Place): Promise<void> {
  const at = await clock.now();
  await db.transaction(context, async (tx) => {
    await openRows(tx, student, [campaign]);
    const own = and(eq(campaignInvitations.campaignId, campaign), eq(campaignInvitations.studentId, student));
    const first = await tx
      .update(campaignInvitations)
      .set({ assentedAt: at })
      .where(and(own, isNull(campaignInvitations.assentedAt)))
      .returning({ student: campaignInvitations.studentId });
    const readings = first.map((row) => ({ action: 'assent', student: row.student, stream: campaign }));
    await recordReadings(tx, context, at, readings);
  });
}

/** A pupil says no: a refusal like one told to a teacher, and nothing else (N18). An earlier yes is taken back with it. */
export function decline(
  db: Database,
  clock: Clock,
  context: Context,
  { campaign, student, actKey, digest }: Place & { readonly actKey: string; readonly digest: Buffer },
): Promise<Outcome> {
  return commit(db, clock, context, {
    target: { stream: campaign },
    actor: SYSTEM,
    actKey,
    digest,
    command: { act: 'recordRefusal' },
    complete: async (tx, command, at) => {
      // A campaign opens no pupil's row by itself.
      await openRows(tx, student, [campaign]);
      return refusePlace(campaign, student, 'student')(tx, command, at);
    },
  });
}
