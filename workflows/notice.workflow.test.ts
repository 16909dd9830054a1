import { describe, expect, it } from 'vitest';
import type { Activities, NoticeStage, NoticeStanding } from '#activities/contract';
import { HOUR, type Instant, MINUTE } from '#domain/instant';
import { expectInstants, newId, skippedTime } from '#tools/testing/skipped-time';

const time = skippedTime();
const CHANNELS = ['inApp', 'mail'];
const PATIENCE = 10 * MINUTE;

/** A notice over two channels with ten minutes of patience each; `works` says which channels take it. */
function newNotice(id: string, urgent: boolean, works: (channel: string) => boolean) {
  const said: { what: string; at: Instant }[] = [];
  let state: { stage: NoticeStage; channel: number; dueAt: Instant } = { stage: 'sending', channel: 0, dueAt: 0 };
  let version = 1;
  const note = async (what: string) => said.push({ what, at: await time().clock.now() });
  const standing = async (): Promise<NoticeStanding> => ({
    id,
    urgent,
    version,
    stage: state.stage,
    open: state.stage !== 'settled',
    channel: state.stage === 'sending' ? (CHANNELS[state.channel] ?? null) : null,
    readAt: await time().clock.now(),
    dueAt: state.stage === 'settled' ? null : state.dueAt,
  });
  const next = async () => {
    const channel = state.channel + 1;
    const stage = CHANNELS[channel] === undefined ? 'unreachable' : 'sending';
    state = { stage, channel, dueAt: await time().clock.now() };
    return standing();
  };
  const settle = () => {
    state = { ...state, stage: 'settled' };
    version += 1;
  };
  const activities: Partial<Activities> = {
    noticeStanding: standing,
    channelFailed: async (_, channel) => {
      await note(`${channel} failed`);
      return next();
    },
    unread: async () => {
      await note('unread');
      return next();
    },
    callNext: async () => {
      await note('next person');
      settle();
      return standing();
    },
    deliver: async (_, channel) => {
      await note(channel);
      if (!works(channel)) throw new Error('refused');
      state = { ...state, stage: 'waiting', dueAt: (await time().clock.now()) + PATIENCE };
      return standing();
    },
  };
  return { activities, said, settle };
}

describe('a notice', () => {
  it('goes in-app, after 10 min unread by mail, after 10 min more to the next person', async () => {
    const id = newId();
    const at = await time().clock.now();
    const { activities, said } = newNotice(id, false, () => true);
    await time().working(activities, async () => {
      await time().wake('notice', id, { version: 1 });
      await time().handle('notice', id).result();
      await time().keep('notice', id, 'next-person');
    });
    expect(said.map(({ what }) => what)).toEqual(['inApp', 'unread', 'mail', 'unread', 'next person']);
    expectInstants(
      said.map((line) => line.at - at),
      [0, PATIENCE, PATIENCE, 2 * PATIENCE, 2 * PATIENCE],
    );
  });

  it('ends where it is read', async () => {
    const id = newId();
    const { activities, said, settle } = newNotice(id, false, () => true);
    await time().working(activities, async () => {
      await time().wake('notice', id, { version: 1 });
      await time().pass(MINUTE);
      settle();
      await time().wake('notice', id, { version: 2 });
      await time().handle('notice', id).result();
    });
    expect(said.map(({ what }) => what)).toEqual(['inApp']);
  });

  it('at L4 gives a failing channel three attempts within a minute, then the next', async () => {
    const id = newId();
    const at = await time().clock.now();
    const { activities, said } = newNotice(id, true, (channel) => channel === 'mail');
    await time().working(activities, async () => {
      await time().wake('notice', id, { version: 1 });
      await time().pass(2 * MINUTE);
    });
    expect(said.map(({ what }) => what)).toEqual(['inApp', 'inApp', 'inApp', 'inApp failed', 'mail']);
    expect((said.at(-1)?.at ?? at + HOUR) - at).toBeLessThan(MINUTE);
  });
});
