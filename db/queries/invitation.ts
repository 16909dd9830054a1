import { eq, sql } from 'drizzle-orm';
import type { CampaignState } from '#domain/campaign-state';
import { streams } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { openRows } from '#db/working-set';

/** What a one-time code opens: one pupil's place in one campaign, and nothing else. */
export interface Invitation {
  readonly campaign: string;
  readonly student: string;
  readonly state: string;
  readonly instrument: string;
  readonly version: string;
  readonly closesAt: number;
  readonly stage: string;
}

/** The invitation behind a code, by its keyed hash; null when there is none. For callers without a person or a place. */
export async function invitationOf(tx: Transaction, hash: Buffer): Promise<Invitation | null> {
  const found = await tx.execute<{ campaign_id: string; student_id: string; state: string }>(
    sql`select campaign_id, student_id, state from app.invitation_by_code(${hash}::bytea)`,
  );
  const [row] = found;
  if (row === undefined) return null;
  await openRows(tx, row.student_id, [row.campaign_id]);
  const [campaign] = await tx.select({ state: streams.state }).from(streams).where(eq(streams.id, row.campaign_id));
  if (campaign === undefined) return null;
  const { instrument, instrumentVersion, window, stage } = campaign.state as CampaignState;
  return {
    campaign: row.campaign_id,
    student: row.student_id,
    state: row.state,
    instrument,
    version: instrumentVersion,
    closesAt: window.closesAt,
    stage,
  };
}
