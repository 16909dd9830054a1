import { and, asc, count, eq, inArray, isNull, lte, min, not, sql } from 'drizzle-orm';
import type { Calendar } from '#domain/calendar';
import type { CampaignState, Standing } from '#domain/campaign-state';
import type { Instant } from '#domain/instant';
import type { Policy } from '#domain/policy';
import { campaignInvitations, organisations, streams, students } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { uuids } from '#db/uuids';
import { askable } from './away.ts';
import { calendarAt } from './calendar.ts';
import { consentAwaited } from './consents.ts';
import { policyOf } from './policy.ts';

/** A campaign with the rules it is held to. */
export interface CampaignView {
  readonly state: CampaignState;
  readonly version: number;
  /** Path of the school or place that runs it. */
  readonly path: string;
  readonly policy: Policy;
  readonly calendar: Calendar;
}

/** null: no such campaign. */
export async function campaignView(tx: Transaction, id: string): Promise<CampaignView | null> {
  const [row] = await tx
    .select()
    .from(streams)
    .where(and(eq(streams.id, id), eq(streams.kind, 'campaign')));
  if (row === undefined) return null;
  const policy = await policyOf(tx, row.policyVersion);
  const calendar = await calendarAt(tx, row.homePath);
  return { state: row.state as CampaignState, version: row.version, path: row.homePath, policy, calendar };
}

/** Pupils of a class (the one they were planned in) whose places stand alike. */
export interface PlaceCount {
  readonly class: string;
  readonly state: Standing;
  /** On the roll, and not at home on a leave. */
  readonly askable: boolean;
  readonly count: number;
  /** How many of them were ever invited. */
  readonly invited: number;
}

/** A campaign's places counted by class and state. */
export function countPlaces(tx: Transaction, campaign: string): Promise<readonly PlaceCount[]> {
  const here = askable(campaign).as('askable');
  return tx
    .select({
      class: campaignInvitations.classId,
      state: campaignInvitations.state,
      askable: here,
      count: count(),
      invited: count(campaignInvitations.invitedAt),
    })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .where(eq(campaignInvitations.campaignId, campaign))
    .groupBy(campaignInvitations.classId, campaignInvitations.state, here);
}

/** How many of those who can be asked wait to be invited and may not be asked before a guardian consents. */
export async function countAwaitingConsent(tx: Transaction, campaign: string, at: Instant): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .where(
      and(
        eq(campaignInvitations.campaignId, campaign),
        eq(campaignInvitations.state, 'waiting'),
        askable(campaign),
        consentAwaited(campaign, at),
      ),
    );
  return row?.n ?? 0;
}

/** Invited, silent, and still to be asked at `at`: of whom nobody has taken a consent back, and who has neither left nor is on leave. `by`: invited no later. */
const unreminded = (campaign: string, at: Instant, by?: Instant) =>
  and(
    eq(campaignInvitations.campaignId, campaign),
    eq(campaignInvitations.state, 'invited'),
    isNull(campaignInvitations.remindedAt),
    by === undefined ? undefined : lte(campaignInvitations.invitedAt, by),
    askable(campaign),
    not(consentAwaited(campaign, at)),
  );

const ofPupil = eq(students.id, campaignInvitations.studentId);

/** When the longest-waiting of those invited and not reminded yet was invited; null: there is none. */
export async function firstUnreminded(tx: Transaction, campaign: string, at: Instant): Promise<Instant | null> {
  const [row] = await tx
    .select({ first: min(campaignInvitations.invitedAt) })
    .from(campaignInvitations)
    .innerJoin(students, ofPupil)
    .where(unreminded(campaign, at));
  return row?.first ?? null;
}

/** Who is to be reminded at `at`: pupils invited no later than `by`. */
interface Silent {
  readonly at: Instant;
  readonly by: Instant;
}

/** Pupils to remind, longest waiting first. */
export async function pupilsToRemind(
  tx: Transaction,
  campaign: string,
  { at, by }: Silent,
  most: number,
): Promise<string[]> {
  const rows = await tx
    .select({ student: campaignInvitations.studentId })
    .from(campaignInvitations)
    .innerJoin(students, ofPupil)
    .where(unreminded(campaign, at, by))
    .orderBy(asc(campaignInvitations.invitedAt), asc(campaignInvitations.studentId))
    .limit(most);
  return rows.map(({ student }) => student);
}

/** How many pupils are to be reminded. */
export async function countUnreminded(tx: Transaction, campaign: string, { at, by }: Silent): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(campaignInvitations)
    .innerJoin(students, ofPupil)
    .where(unreminded(campaign, at, by));
  return row?.n ?? 0;
}

/** A pupil who has not been heard of, and the class under which the campaign counts the pupil. */
export interface SilentPlace {
  readonly student: string;
  readonly class: string;
  readonly from: 'waiting' | 'invited';
}

/** The next of the silent in the campaign's order: class by class as it was planned. `toInvite`: only who may be invited at this instant. */
export async function silentPlaces(
  tx: Transaction,
  campaign: string,
  classes: readonly string[],
  { toInvite, most }: { readonly toInvite: Instant | null; readonly most: number },
): Promise<readonly SilentPlace[]> {
  const rows = await tx
    .select({
      student: campaignInvitations.studentId,
      class: campaignInvitations.classId,
      state: campaignInvitations.state,
    })
    .from(campaignInvitations)
    .innerJoin(students, eq(students.id, campaignInvitations.studentId))
    .where(
      and(
        eq(campaignInvitations.campaignId, campaign),
        inArray(campaignInvitations.state, toInvite === null ? ['waiting', 'invited'] : ['waiting']),
        toInvite === null ? undefined : askable(campaign),
        toInvite === null ? undefined : not(consentAwaited(campaign, toInvite)),
      ),
    )
    .orderBy(sql`array_position(${uuids(classes)}, ${campaignInvitations.classId})`, asc(campaignInvitations.studentId))
    .limit(most);
  return rows.map(({ state, ...row }) => ({ ...row, from: state === 'waiting' ? 'waiting' : 'invited' }));
}

/** Where a class stands in the tree of places; null when it is not there. */
export async function pathOfClass(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx.select({ path: organisations.path }).from(organisations).where(eq(organisations.id, id));
  return row?.path ?? null;
}
