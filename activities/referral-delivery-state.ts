import { HOUR, type Instant, MINUTE } from '#domain/instant';
import type { DutyView, StreamView } from '#db/queries/stream-view';
import type { DeliveryStep } from './contract.ts';

/** Channels by which a referral reaches a hospital, in order: everybody at its inbox, then a telephone call by the owner. */
export const INBOX = 'inbox';
export const PHONE = 'phone';
export const REMINDER = 'reminder';

/** How long a delivered referral may lie unopened before the hospital is telephoned, ms. The hospital's limit to answer is the policy's. */
const PATIENCE = { L4: 5 * MINUTE, others: 4 * HOUR } as const;

/** The hospital's duty to answer: what a delivery is about. */
export function answerDuty(view: StreamView): DutyView | undefined {
  return view.duties.find(({ row }) => row.kind === 'referralAnswer');
}

/** What is next on the way to the hospital; null: nothing is owed, it was opened there, or no channel is left. */
export function deliveryOf(view: StreamView, now: Instant): DeliveryStep | null {
  const duty = answerDuty(view);
  if (duty === undefined || duty.row.acknowledgedAt !== null) return null;
  const { row, notices } = duty;
  const inbox = notices.filter(({ channel }) => channel === INBOX);
  // Only who is at the hospital opens it: a ring may have called the school's people too.
  const there = new Set([row.holder, ...inbox.map(({ person }) => person)]);
  if (notices.some(({ person, readAt }) => readAt !== null && there.has(person))) return null;
  if (notices.some(({ channel }) => channel === PHONE)) return null;
  if (inbox.length === 0) return { channel: INBOX, at: row.openedAt };
  const sent = Math.max(...inbox.map(({ sentAt, createdAt }) => sentAt ?? createdAt));
  const failed = inbox.every(({ state }) => state === 'failed');
  const until = failed ? sent : sent + (view.row.level === 'L4' ? PATIENCE.L4 : PATIENCE.others);
  return until <= now ? { channel: PHONE, at: until } : { channel: null, at: until };
}

/** The latest reminder of the appointment; null before the first. */
export function remindedAt(view: StreamView): Instant | null {
  const sent = view.duties.flatMap(({ notices }) =>
    notices.flatMap(({ channel, sentAt }) => (channel === REMINDER && sentAt !== null ? [sentAt] : [])),
  );
  return sent.length === 0 ? null : Math.max(...sent);
}
