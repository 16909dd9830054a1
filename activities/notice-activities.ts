import { announce, setChannel, settleNotice, staffAddresses } from '#db/notices';
import type { Instant } from '#domain/instant';
import type { NoticeActivities } from './contract.ts';
import { callBehind } from './next-person.ts';
import { currentOf, type NoticeStep, onNotice, placeOf } from './notice-state.ts';
import { type Parts, TEMPLATES } from './parts.ts';

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
    callNext: (notice) =>
      onNotice(parts, notice, async (tx, _view, now) => {
        const place = placeOf(notice);
        const people = await callBehind(tx, place, now);
        for (const person of people)
          await setChannel(tx, { ...place, person }, 'inApp', TEMPLATES.unanswered, toSend(now), now);
        await announce(tx, people);
        await settleNotice(tx, place, 'unread');
      }),
  };
}

const toSend = (now: Instant) => ({ state: 'waiting', nextTryAt: now });

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
    if (next !== undefined) await setChannel(tx, place, next, current.template, toSend(now), now);
  };
}
