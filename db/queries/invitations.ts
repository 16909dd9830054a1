import { and, asc, eq, gt, inArray, type SQL } from 'drizzle-orm';
import type { CampaignState, Standing } from '#domain/campaign-state';
import { campaignInvitations, streams, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** Enrolled pupils of some classes, in id order. */
export function pupilsOf(tx: Transaction, classes: readonly string[]) {
  return tx
    .select({ id: students.id, class: students.classId })
    .from(students)
    .where(and(inArray(students.classId, [...classes]), eq(students.enrolledState, 'enrolled')))
    .orderBy(asc(students.id));
}

export interface InvitationFilter {
  readonly class?: string;
  readonly state?: Standing;
  /** The class that a pupil is in now, whichever the campaign counts the pupil under. */
  readonly nowIn?: string;
}

/** Who was asked in a campaign and what came of it, within the asker's reach; by student id, a page at a time. */
export function invitationsOf(
  tx: Transaction,
  campaign: string,
  { class: group, state, nowIn }: InvitationFilter,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const conditions: (SQL | undefined)[] = [
    eq(campaignInvitations.campaignId, campaign),
    group === undefined ? undefined : eq(campaignInvitations.classId, group),
    state === undefined ? undefined : eq(campaignInvitations.state, state),
    nowIn === undefined ? undefined : eq(students.classId, nowIn),
    page.after === undefined ? undefined : gt(campaignInvitations.studentId, page.after),
  ];
  return tx
    .select({
      student: campaignInvitations.studentId,
      number: students.number,
      class: campaignInvitations.classId,
      state: campaignInvitations.state,
      invitedAt: campaignInvitations.invitedAt,
      answeredAt: campaignInvitations.answeredAt,
      owner: campaignInvitations.owner,
    })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .where(and(...conditions))
    .orderBy(asc(campaignInvitations.studentId))
    .limit(page.limit);
}

/** Whether a pupil within the asker's reach has a place in the campaign, and what the campaign asks. Null: no. */
export async function placeAt(tx: Transaction, campaign: string, student: string): Promise<CampaignState | null> {
  const [row] = await tx
    .select({ state: streams.state })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .innerJoin(streams, eq(streams.id, campaignInvitations.campaignId))
    .where(and(eq(campaignInvitations.campaignId, campaign), eq(campaignInvitations.studentId, student)));
  return row === undefined ? null : (row.state as CampaignState);
}
