import { describe, expect, it } from 'vitest';
import { DAY, HOUR, iso, onDay } from './instant.ts';
import { begun, contact, dutyOf, type FollowUpStory } from '#tools/testing/follow-up-story';
import { COUNSELOR, HEAD, MONDAY } from '#tools/testing/pure-stream';

/** Meets every window an hour after it opens; tells the closes met, as civil days. */
const meet = (story: FollowUpStory, times: number): readonly string[] =>
  Array.from({ length: times }, () => {
    const { window } = story.state;
    story.goTo(Math.max(story.at, (window?.opensAt ?? 0) + HOUR));
    expect(story.act(COUNSELOR, contact(story))).toBeNull();
    return iso(window?.closesAt ?? 0).slice(0, 16);
  });

describe('the rhythm of a follow-up', () => {
  it('opens the first window 24 to 72 hours after a discharge', () => {
    const { window } = begun('L2', 'discharged').state;
    expect(window).toEqual({ opensAt: MONDAY + 24 * HOUR, closesAt: MONDAY + 72 * HOUR, rhythm: 'discharge' });
  });

  it('asks for contact each school day at L3 until the panel, and at least 3 days, then weekly', () => {
    const story = begun('L3');
    expect(meet(story, 3)).toEqual(['2026-11-24T18:00', '2026-11-25T18:00', '2026-11-26T18:00']);
    expect(iso(story.state.window?.closesAt ?? 0)).toContain('2026-11-27T18:00');
    story.act(HEAD, { act: 'panelMet' });
    expect(meet(story, 3)).toEqual(['2026-11-27T18:00', '2026-12-04T18:00', '2026-12-09T18:00']);
  });

  it('stays daily for 3 days though the panel met at once', () => {
    const story = begun('L3');
    story.act(HEAD, { act: 'panelMet' });
    expect(meet(story, 4)).toEqual(['2026-11-24T18:00', '2026-11-25T18:00', '2026-11-26T18:00', '2026-12-03T18:00']);
  });

  it('gives L2 the school week of the second week, and L1 that of the fourth or fifth', () => {
    expect(begun('L2').state.window).toMatchObject({
      opensAt: onDay('2026-12-07', '07:30'),
      closesAt: onDay('2026-12-11', '18:00'),
    });
    expect(begun('L1').state.window).toMatchObject({
      opensAt: onDay('2026-12-21', '07:30'),
      closesAt: onDay('2026-12-25', '18:00'),
    });
  });

  it('keeps windows through the summer: a holiday lets go of nobody', () => {
    const story = begun('L2');
    story.goTo(onDay('2027-07-12', '10:00'));
    story.act(COUNSELOR, contact(story));
    expect(story.state.window).toMatchObject({
      opensAt: onDay('2027-07-26', '07:30'),
      closesAt: onDay('2027-08-01', '18:00'),
    });
  });

  it('reaches over a holiday of eight days by three days at most when contact is daily', () => {
    const story = begun('L3');
    story.goTo(onDay('2026-12-31', '10:00'));
    story.act(COUNSELOR, contact(story));
    expect(iso(story.state.window?.closesAt ?? 0)).toContain('2027-01-03T18:00');
  });
});

describe('rhythms that run beside each other', () => {
  it('runs weekly four times, fortnightly four times and monthly after a discharge, then the rhythm of the level goes on', () => {
    const story = begun('L1', 'discharged');
    const discharge = () => story.state.rhythms.find((running) => running.key === 'discharge');
    const stretches: (number | undefined)[] = [];
    for (let met = 0; met < 24 && discharge(); met += 1) {
      stretches.push(discharge()?.stretch);
      meet(story, 1);
    }
    expect(stretches.filter((stretch) => stretch === 0).length).toBeGreaterThanOrEqual(4);
    expect(stretches.filter((stretch) => stretch === 1).length).toBeGreaterThanOrEqual(4);
    expect(story.at - MONDAY).toBeGreaterThan(150 * DAY);
    expect(story.state.rhythms.map((running) => running.key)).toEqual(['L1']);
    expect(story.state.window?.rhythm).toBe('L1');
    expect(story.state.open).toBe(true);
  });

  it('does not let early contacts shorten the weeks of the highest risk', () => {
    const story = begun('L1', 'discharged');
    meet(story, 4);
    expect(story.at - MONDAY).toBeLessThan(26 * DAY);
    expect(story.state.rhythms.find((running) => running.key === 'discharge')).toMatchObject({ stretch: 0, made: 4 });
  });

  it('never makes the next contact later by a re-pace, and takes the nearer one', () => {
    const story = begun('L3');
    const before = story.state.window;
    story.act(HEAD, { act: 'repace', level: 'L2', cause: 'graded' });
    expect(story.state.window).toEqual(before);
    const calm = begun('L1');
    calm.act(HEAD, { act: 'repace', level: 'L4', cause: 'graded' });
    expect(calm.state.window?.closesAt).toBe(MONDAY + 72 * HOUR);
    expect(dutyOf(calm, 'window')?.limitAt).toBe(MONDAY + 72 * HOUR);
  });

  it('lets the rhythm of an L4 run out its months after the level was lowered', () => {
    const story = begun('L4');
    story.goTo(MONDAY + 8 * DAY);
    story.act(HEAD, { act: 'repace', level: 'L3', cause: 'graded' });
    expect(story.state.rhythms.find((running) => running.key === 'L4')?.until).toBe(MONDAY + 184 * DAY);
  });

  it('runs the L3 rhythm three months after a return, whatever the level, and anew from the end of the phased weeks', () => {
    const story = begun('L1');
    story.act(HEAD, { act: 'repace', level: 'L1', cause: 'returned' });
    meet(story, 4);
    story.act(HEAD, { act: 'repace', level: 'L1', cause: 'returned' });
    const returned = story.state.rhythms.find((running) => running.key === 'returned');
    expect(returned).toMatchObject({ until: story.at + 92 * DAY, stretch: 1 });
    expect(story.state.level).toBe('L1');
  });
});
