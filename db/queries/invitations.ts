import { and, asc, eq, gt, inArray, isNull, not, type SQL, sql } from 'drizzle-orm';
import type { CampaignState, Standing } from '#domain/campaign-state';
import type { Instant } from '#domain/instant';
import { campaignInvitations, streams, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { awayFrom, awayWithin } from './away.ts';
import { consentAwaited } from './consents.ts';

/** Enrolled pupils of some classes of a school who are not at home on a leave, in id order. */
export function pupilsOf(tx: Transaction, classes: readonly string[], school: string) {
  const away = awayWithin(sql`select ${school}::text`);
  return tx
    .select({ id: students.id, class: students.classId })
    .from(students)
    .where(and(inArray(students.classId, [...classes]), eq(students.enrolledState, 'enrolled'), not(away)))
    .orderBy(asc(students.id));
}

export interface InvitationFilter {
  readonly class?: string;
  readonly state?: Standing;
  /** The class that a pupil is in now, whichever the campaign counts the pupil under. */
  readonly nowIn?: string;
  /** Only pupils who may not be asked before a guardian consents. */
  readonly awaitsConsent?: true;
}

/** Who was asked in a campaign, what came of it and whose consent is missing at an instant, within the asker's reach; by student id, a page at a time. */
export function invitationsOf(
  tx: Transaction,
  campaign: string,
  { class: group, state, nowIn, awaitsConsent }: InvitationFilter,
  at: Instant,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const awaiting = consentAwaited(campaign, at);
  const conditions: (SQL | undefined)[] = [
    eq(campaignInvitations.campaignId, campaign),
    group === undefined ? undefined : eq(campaignInvitations.classId, group),
    state === undefined ? undefined : eq(campaignInvitations.state, state),
    nowIn === undefined ? undefined : eq(students.classId, nowIn),
    awaitsConsent === true ? awaiting : undefined,
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
      awaitsConsent: awaiting,
      away: awayFrom(campaign),
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

/** Open campaigns in which a pupil waits to be asked. */
export function campaignsWaitingFor(tx: Transaction, student: string) {
  return tx
    .select({ id: streams.id })
    .from(campaignInvitations)
    .innerJoin(streams, eq(streams.id, campaignInvitations.campaignId))
    .where(
      and(
        eq(campaignInvitations.studentId, student),
        eq(campaignInvitations.state, 'waiting'),
        isNull(streams.closedAt),
      ),
    );
}
