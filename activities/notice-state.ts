import { type NoticePlace, noticeView, type NoticeView, settleNotice } from '#db/notices';
import type { Transaction } from '#db/transaction';
import { HOUR, type Instant, MINUTE } from '#domain/instant';
import type { Clock } from '#domain/policy';
import type { NoticeStage, NoticeStanding } from './contract.ts';
import { noticeKeyOf } from './notice-key.ts';
import { AS_CLOCK, type Parts } from './parts.ts';

/** How long a sent notice may lie unread before the next channel's turn, ms: a minute where it is dangerous now, else half of what the chain itself waits. */
export function patienceOf(clock: Clock | null): number {
  if (isRed(clock)) return MINUTE;
  return Math.min(4 * HOUR, (clock?.repeat.amount ?? Number.POSITIVE_INFINITY) / 2);
}

/** Dangerous now: the reserved queue, short attempts, and a word that it is urgent. */
function isRed(clock: Clock | null): boolean {
  return clock !== null && clock.pageEvery !== null;
}

export function placeOf(notice: string): NoticePlace {
  const { duty, ...key } = noticeKeyOf(notice);
  return { ...key, opened: Number(duty) };
}

/** The one channel of a notice that is not settled: what is next. */
export function currentOf(view: NoticeView): NoticeView['rows'][number] | undefined {
  return view.rows.find(({ settled }) => !settled);
}

export type NoticeStep = (tx: Transaction, view: NoticeView, now: Instant) => Promise<void>;

/** Does one step on a notice under its lock and answers where it then stands; a notice nobody wants any more is settled instead. */
export async function onNotice({ db, clock }: Parts, notice: string, step: NoticeStep): Promise<NoticeStanding> {
  const now = await clock.now();
  const place = placeOf(notice);
  return db.transaction(AS_CLOCK, async (tx) => {
    const view = await noticeView(tx, place);
    const read = view.rows.some(({ readAt }) => readAt !== null);
    if (read || !view.wanted) await settleNotice(tx, place, read ? 'read' : 'unneeded');
    else await step(tx, view, now);
    return noticeStandingOf(notice, await noticeView(tx, place), now);
  });
}

const STAGES: Readonly<Record<string, NoticeStage>> = { waiting: 'sending', exhausted: 'unreachable' };

function noticeStandingOf(notice: string, view: NoticeView, readAt: Instant): NoticeStanding {
  const current = currentOf(view);
  const version = view.rows.reduce((sum, { attempts }) => sum + attempts, 0);
  const common = { id: notice, version, readAt, urgent: isRed(view.clock) };
  if (current === undefined) return { ...common, open: false, stage: 'settled', channel: null, dueAt: null };
  const { channel, state, nextTryAt } = current;
  return { ...common, open: true, stage: STAGES[state] ?? 'waiting', channel, dueAt: nextTryAt ?? readAt };
}
