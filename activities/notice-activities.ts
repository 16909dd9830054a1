import { createHash } from 'node:crypto';
import { commit } from '#db/commit';
import { setChannel, settleNotice, staffAddresses } from '#db/notices';
import { callingTime } from '#domain/calling-hours';
import type { Instant } from '#domain/instant';
import { CLOCK } from '#domain/role';
import type { NoticeActivities, NoticeStanding } from './contract.ts';
import { currentOf, type NoticeStep, onNotice, placeOf } from './notice-state.ts';
import { AS_CLOCK, type Parts } from './parts.ts';

const DIGEST = createHash('sha256').update('callNext').digest();

export function noticeActivities(parts: Parts): NoticeActivities {
  return {
    noticeStanding: (notice) => onNotice(parts, notice, async () => {}),
    channelFailed: (notice, channel) =>
      onNotice(parts, notice, async (tx, view, now) => {
        // Sent or passed over meanwhile: this failure is old news.
        if (currentOf(view)?.channel === channel) await nextChannel(parts, notice, 'failed')(tx, view, now);
      }),
    unread: (notice) =>
      onNotice(parts, notice, async (tx, view, now) => {
        // Asked again after it was sent once more: its time has not come.
        if ((currentOf(view)?.nextTryAt ?? now) <= now) await nextChannel(parts, notice, 'unread')(tx, view, now);
      }),
    callNext: (notice) => callNext(parts, notice),
  };
}

/**
 * Whoever the chain would call next is called by an act of time: only who stands in the record as called may open the case and act. The key counts the
 * attempts, so that a person who is paged again in vain leads to somebody new, and a step tried twice to the same one.
 */
async function callNext(parts: Parts, notice: string): Promise<NoticeStanding> {
  const { db, clock, log } = parts;
  const before = await onNotice(parts, notice, async () => {});
  if (before.stage !== 'unreachable') return before;
  const { stream, opened, person } = placeOf(notice);
  const command = { act: 'callNext', duty: String(opened), unreached: person };
  const act = { target: { stream }, actor: CLOCK, actKey: `${notice}/${before.version}`, digest: DIGEST, command };
  const outcome = await commit(db, clock, AS_CLOCK, act);
  if (outcome.status === 'refused') log.error({ notice, code: outcome.code }, 'the clock was refused');
  return onNotice(parts, notice, (tx) => settleNotice(tx, placeOf(notice), 'unread'));
}

const toSend = (at: Instant) => ({ state: 'waiting', nextTryAt: at });

/** The turn of the next channel this person can be reached by; when none is left the last one waits for the next person. */
function nextChannel(parts: Parts, notice: string, state: 'failed' | 'unread'): NoticeStep {
  return async (tx, view, now) => {
    const current = currentOf(view);
    if (current === undefined) return;
    const place = placeOf(notice);
    const order = ['inApp', ...parts.channels.map(({ name }) => name)];
    const reachable = await staffAddresses(tx, place.person, order);
    const behind = order.slice(order.indexOf(current.channel) + 1);
    const next = behind.find((name) => reachable.some(({ channel }) => channel === name));
    const left = next === undefined ? { state: 'exhausted', nextTryAt: now } : { state, nextTryAt: null };
    await setChannel(tx, place, current.channel, current.template, left, now);
    // What leaves the house wakes people: what is not red waits for the morning, and the chain of the duty goes on meanwhile.
    if (next !== undefined)
      await setChannel(tx, place, next, current.template, toSend(callingTime(now, view.rhythm)), now);
  };
}
