import type { CaseStage } from '#domain/case-state';
import type { Instant } from '#domain/instant';
import type { Level } from '#domain/level';
import type { ContactWindow, FollowUpStage } from '#domain/follow-up-state';
import type { DutyKind } from '#domain/policy';
import type { ReferralStage } from '#domain/referral-states';
import type { Paper, ReturnStage } from '#domain/return-to-school-facts';
import type { PersonId } from '#domain/role';
import type { StreamKind } from '#domain/stream';
import type { LifeCode } from '#programme/lives';

/** What any wait needs to know; read from the record, in the record's own clock (epoch ms). */
export interface Timed {
  readonly id: string;
  readonly open: boolean;
  readonly stage: string;
  readonly version: number;
  /** When this was read. Waits are worked out from it, never from another clock. */
  readonly readAt: Instant;
  /** The earliest next step; null exactly when closed. */
  readonly dueAt: Instant | null;
}

/** One person to be reached about one duty, at the step its chain has come to. */
export interface Page {
  readonly duty: string;
  readonly step: number;
  readonly person: PersonId;
  /** When to page next: the past for one never sent, later for one to be repeated until acknowledged. */
  readonly at: Instant;
}

/** A live duty, as far as a story looks at it. */
export interface DutyInView {
  readonly id: string;
  readonly kind: DutyKind;
  /** An id or a code that tells duties of one kind apart; null for most. */
  readonly subject: string | null;
  readonly openedAt: Instant;
  readonly limitAt: Instant;
  /** The latest prompt to its holder, null before the first. */
  readonly promptedAt: Instant | null;
}

/** Where a stream stands. Ids, codes and instants only: it lies in Temporal's history. */
export interface Standing extends Timed {
  readonly kind: StreamKind;
  readonly level: Level | null;
  readonly duties: readonly DutyInView[];
  readonly pages: readonly Page[];
}

export interface CaseStanding extends Standing {
  readonly kind: 'case';
  readonly stage: CaseStage;
}

/** How a referral gets to its hospital: `channel` is to be tried at `at`; null: sent, and opened there until `at` or the next channel's turn comes. */
export interface DeliveryStep {
  readonly channel: string | null;
  readonly at: Instant;
}

export interface ReferralStanding extends Standing {
  readonly kind: 'referral';
  readonly stage: ReferralStage;
  /** null: nothing to deliver, opened there, or no channel is left and the chain has the word. */
  readonly delivery: DeliveryStep | null;
  readonly appointmentAt: Instant | null;
  /** The latest reminder of an appointment, null before the first. */
  readonly remindedAt: Instant | null;
}

export interface FollowUpStanding extends Standing {
  readonly kind: 'followUp';
  readonly stage: FollowUpStage;
  /** When the next contact falls. null only before the start and after the end. */
  readonly window: ContactWindow | null;
}

/** A paper that a gate still waits for, and when its party was last asked for it. */
export interface MissingPaper {
  readonly paper: Paper;
  readonly askedAt: Instant | null;
}

export interface ReturnStanding extends Standing {
  readonly kind: 'return';
  readonly stage: ReturnStage;
  /** What the application of the stage lacks; empty when nothing is asked for. */
  readonly missing: readonly MissingPaper[];
  /** Until when an appeal may be filed; null when there is nothing to appeal against. */
  readonly appealUntil: Instant | null;
  /** The date set for the next application after a "not yet". */
  readonly nextDate: Instant | null;
}

/** A record of the programme: what is owed because of it. */
export interface RecordStanding extends Standing {
  readonly kind: 'record';
  readonly life: LifeCode;
}

/** A screening campaign: who is still to be invited, reminded or handed to an owner, and when. */
export interface CampaignStanding extends Standing {
  readonly kind: 'campaign';
  /** When the next batch may begin: a school day, early enough, neither a Friday nor the last before a holiday (N12). null: nobody is left to invite. */
  readonly inviteAt: Instant | null;
  /** Students who may be invited then: what that day's interviewers can answer for. */
  readonly places: number;
  readonly invited: number;
  /** When the next silent ones are to be reminded, and how many they are; null: nobody is. */
  readonly remind: { readonly at: Instant; readonly students: number } | null;
  /** End of the window. From then on who has not answered is handed to an owner. */
  readonly closesAt: Instant;
  /** Students who never answered, have not refused and have no owner yet. */
  readonly unowned: number;
  /** Something has happened that the campaign's facts do not say yet: answers not counted, or nobody left who could answer. */
  readonly behind: boolean;
}

/** What every story asks of the record. Each is idempotent and returns where the stream then stands. */
export interface StreamActivities {
  standing(stream: string): Promise<Standing>;
  /** Commits the passing of time as the clock; nothing due, no fact. `page`: those the chain calls are paged in the same breath. */
  deadlinePassed(stream: string, page: boolean): Promise<Standing>;
  /** Starts or repeats the notices of these pages; one whose duty was done or acknowledged meanwhile is left out. */
  page(stream: string, pages: readonly Page[]): Promise<Standing>;
  /** A quiet word to the holder of a live duty before its limit; it moves no chain. */
  prompt(stream: string, duty: string): Promise<Standing>;
  /** The record's next date is far: nobody waits for it until the relay starts it again. Nothing when it has moved since this version. */
  rest(stream: string, version: number): Promise<void>;
}

/** Where one notice stands: to one person about one step of one duty, over all its channels. */
export interface NoticeStanding extends Timed {
  /** sending: `channel` is to be tried at dueAt. waiting: sent, unread until dueAt. unreachable: no channel is left. */
  readonly stage: NoticeStage;
  readonly channel: string | null;
  /** true: the reserved queue, short attempts. */
  readonly urgent: boolean;
}

export const NOTICE_STAGES = ['sending', 'waiting', 'unreachable', 'settled'] as const;
export type NoticeStage = (typeof NOTICE_STAGES)[number];

export interface NoticeActivities {
  noticeStanding(notice: string): Promise<NoticeStanding>;
  /** The channel's attempts came to their end: the next channel's turn. */
  channelFailed(notice: string, channel: string): Promise<NoticeStanding>;
  /** Sent, and nobody read it in time: the next channel's turn. */
  unread(notice: string): Promise<NoticeStanding>;
  /** Nobody is reached this way: whoever the chain would call next, and was not called yet, is called now; this notice is settled. */
  callNext(notice: string): Promise<NoticeStanding>;
}

export interface ReferralActivities {
  /** A channel failed at every attempt, or nobody there opened what it brought: the next channel's turn. */
  referralUndelivered(stream: string): Promise<ReferralStanding>;
}

export interface ReturnActivities {
  /** Has the owner ask the party that this paper comes from. A flagged guardian is never turned to. */
  askForPaper(stream: string, paper: Paper): Promise<ReturnStanding>;
}

export interface CampaignActivities {
  /** Gives up to so many absentees an owner each, as the clock. */
  handOverAbsentees(stream: string, most: number): Promise<CampaignStanding>;
  /** Counts the answers that have come in, and closes answering when nobody is left to answer. */
  catchUp(stream: string): Promise<CampaignStanding>;
}

/** What a campaign sends to students. */
export interface CampaignDeliveries {
  /** Invites in the campaign's order until `upTo` students in all have been invited: asked twice, it invites nobody twice. */
  invite(stream: string, upTo: number): Promise<CampaignStanding>;
  /** Reminds up to so many who are due; help lines stand in every reminder. */
  remindSilent(stream: string, most: number): Promise<CampaignStanding>;
}

/** What goes out of the house. Runs on queues of its own, with an end; a failure leads to the next channel or person. */
export interface DeliveryActivities {
  /** Sends by one channel and records it; done before under the same notice and channel, it sends nothing. */
  deliver(notice: string, channel: string): Promise<NoticeStanding>;
  /** Brings a hospital the id of a referral and a neutral text; the packet is fetched through the API under its own role. */
  deliverReferral(stream: string, channel: string): Promise<ReferralStanding>;
  /** Reminds owner and family of an appointment in neutral words; a flagged guardian is never contacted. */
  remindOfAppointment(stream: string): Promise<ReferralStanding>;
}

export interface Activities
  extends StreamActivities,
    ReferralActivities,
    ReturnActivities,
    CampaignActivities,
    NoticeActivities,
    DeliveryActivities,
    CampaignDeliveries {}
