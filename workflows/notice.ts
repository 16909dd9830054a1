import type { NoticeStage, NoticeStanding } from '#activities/contract';
import { keepTime } from './clock.ts';
import { deliverOr, record } from './proxies.ts';

/** One notice to one person: sends, waits until it is read, goes on to the next channel, then to the next person. Ends when the record has settled it. */
export async function notice(id: string): Promise<void> {
  const time = keepTime<NoticeStanding>(id, {
    standing: () => record.noticeStanding(id),
    deadlinePassed: (at) => steps[at.stage](at),
  });
  let at = await time.begin();
  while (at.open) at = await time.next(at);
  await time.end();
}

type Step = (at: NoticeStanding) => Promise<NoticeStanding>;

const send: Step = (at) => {
  const { channel } = at;
  if (channel === null) throw new Error('a notice to send without a channel');
  return deliverOr(
    at.urgent,
    (deliveries) => deliveries.deliver(at.id, channel),
    () => record.channelFailed(at.id, channel),
  );
};

/** What is done when the instant a stage waits for has come. */
const steps: Record<NoticeStage, Step> = {
  sending: send,
  waiting: (at) => record.unread(at.id),
  unreachable: (at) => record.callNext(at.id),
  settled: () => {
    throw new Error('a settled notice is open');
  },
};
