import { describe, expect, it } from 'vitest';
import type { Activities, CampaignStanding } from '#activities/contract';
import { DAY, HOUR, type Instant } from '#domain/instant';
import { type MemoryRecord, newMemoryRecord, type TestDuty } from '#tools/testing/memory-record';
import { expectInstants, newId, skippedTime, toMorning } from '#tools/testing/skipped-time';

const time = skippedTime();

interface Cohort {
  readonly students: number;
  readonly aDay: number;
  readonly answering: number;
  readonly windowMs: number;
}

interface Line {
  readonly what: string;
  readonly n: number;
  readonly at: Instant;
}

/** A campaign's record over so many students, `aDay` a day, of whom `answering` answer. Pages that are `broken` cannot be sent. */
function campaignOf(id: string, at: Instant, cohort: Cohort, record: MemoryRecord, broken: (page: number) => boolean) {
  const said: Line[] = [];
  const state = { invited: 0, today: 0, nextDay: at, lastInvitedAt: at, reminded: 0, owned: 0 };
  const closesAt = at + cohort.windowMs;
  const silent = cohort.students - cohort.answering;
  let pages = 0;
  const standing = async (): Promise<CampaignStanding> => ({
    ...(await record.activities.standing(id)),
    kind: 'campaign',
    inviteAt: state.invited === cohort.students ? null : state.nextDay,
    places: Math.min(cohort.aDay - state.today, cohort.students - state.invited),
    invited: state.invited,
    remind:
      state.invited > state.reminded
        ? { at: state.lastInvitedAt + 2 * DAY, students: state.invited - state.reminded }
        : null,
    closesAt,
    unowned: silent - state.owned,
    behind: false,
  });
  const say = async (what: string, n: number) => said.push({ what, n, at: (await time().clock.now()) - at });
  const activities: Partial<Activities> = {
    standing,
    prompt: (stream, duty) => record.activities.prompt(stream, duty).then(standing),
    invite: async (_, upTo) => {
      pages += 1;
      if (broken(pages)) throw new Error('no way out');
      const n = Math.min(upTo, cohort.students) - state.invited;
      await say('invited', n);
      Object.assign(state, {
        invited: state.invited + n,
        today: state.today + n,
        lastInvitedAt: await time().clock.now(),
      });
      if (state.today === cohort.aDay) Object.assign(state, { today: 0, nextDay: state.nextDay + DAY });
      return standing();
    },
    remindSilent: async (_, most) => {
      const n = Math.min(most, state.invited - state.reminded);
      await say('reminded', n);
      state.reminded += n;
      return standing();
    },
    handOverAbsentees: async (_, most) => {
      const n = Math.min(most, silent - state.owned);
      await say('handed over', n);
      state.owned += n;
      if (state.owned === silent) record.close(id);
      return standing();
    },
  };
  return { activities, said };
}

/** Starts at 08:00 and lets `ms` pass; answers with what was said since then. */
async function told(cohort: Cohort, ms: number, broken?: (page: number) => boolean) {
  const at = await toMorning(time(), '08:00');
  const record = newMemoryRecord(time().clock, { paged: true });
  const id = newId();
  const limitAt = at + cohort.windowMs;
  const opened: TestDuty = {
    id: '1',
    kind: 'campaignOpen',
    openedAt: at,
    limitAt,
    rings: [at + 90 * DAY],
    repeatMs: DAY,
  };
  record.begin(id, { kind: 'campaign', stage: 'open', level: null }, opened);
  const { activities, said } = campaignOf(id, at, cohort, record, broken ?? (() => false));
  await time().working({ ...record.activities, ...activities }, async () => {
    await time().wake('campaign', id, { version: 1 });
    await time().pass(ms);
    await time().keep('campaign', id, broken === undefined ? 'window' : 'page-failed');
  });
  return (what: string) => said.filter((line) => line.what === what);
}

describe('a screening campaign', () => {
  it('invites as many a day as its places, in pages of 50, reminds after two days and hands the silent over at the end', async () => {
    const said = await told({ students: 260, aDay: 120, answering: 200, windowMs: 10 * DAY }, 11 * DAY);
    expect(said('invited').map(({ n }) => n)).toEqual([50, 50, 20, 50, 50, 20, 20]);
    expectInstants(
      said('invited').map((line) => line.at),
      [0, 0, 0, DAY, DAY, DAY, 2 * DAY],
    );
    expect(said('reminded').reduce((sum, { n }) => sum + n, 0)).toBe(260);
    expectInstants(
      said('reminded')
        .slice(0, 1)
        .map((line) => line.at),
      [4 * DAY],
    );
    expect(said('handed over').map(({ n }) => n)).toEqual([50, 10]);
    expectInstants(
      said('handed over').map((line) => line.at),
      [10 * DAY, 10 * DAY],
    );
  });

  it('goes on with the same day when a page could not be sent', async () => {
    const said = await told(
      { students: 100, aDay: 100, answering: 100, windowMs: 5 * DAY },
      HOUR,
      (page) => page >= 2 && page <= 5,
    );
    expect(said('invited').map(({ n }) => n)).toEqual([50, 50]);
  });
});
