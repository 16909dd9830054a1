import { and, asc, eq, gt, inArray, ne, type SQL } from 'drizzle-orm';
import type { Standing } from '#domain/campaign-state';
import { campaignInvitations, students } from '#db/schema/index';
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
  /** Only those who have not answered or refused. */
  readonly silent?: boolean;
}

/** Who was asked in a campaign and what came of it, within the asker's reach; by student id, a page at a time. */
export function invitationsOf(
  tx: Transaction,
  campaign: string,
  { class: group, state, silent }: InvitationFilter,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const conditions: (SQL | undefined)[] = [
    eq(campaignInvitations.campaignId, campaign),
    group === undefined ? undefined : eq(students.classId, group),
    state === undefined ? undefined : eq(campaignInvitations.state, state),
    silent === true
      ? and(ne(campaignInvitations.state, 'answered'), ne(campaignInvitations.state, 'refused'))
      : undefined,
    page.after === undefined ? undefined : gt(campaignInvitations.studentId, page.after),
  ];
  return tx
    .select({
      student: campaignInvitations.studentId,
      number: students.number,
      class: students.classId,
      state: campaignInvitations.state,
      invitedAt: campaignInvitations.invitedAt,
      answeredAt: campaignInvitations.answeredAt,
    })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .where(and(...conditions))
    .orderBy(asc(campaignInvitations.studentId))
    .limit(page.limit);
}

/** One pupil's place in a campaign, or null. */
export async function invitationAt(tx: Transaction, campaign: string, student: string) {
  const [row] = await tx
    .select({ state: campaignInvitations.state, class: students.classId })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .where(and(eq(campaignInvitations.campaignId, campaign), eq(campaignInvitations.studentId, student)));
  return row ?? null;
}
