import { describe, expect, it } from 'vitest';
import { dailyCapacity } from './campaign-capacity.ts';
import { DAY, onDay } from './instant.ts';
import { invite, opened } from '#tools/testing/campaign-story';
import { COUNSELOR, HEAD, POLICY, REACTION } from '#tools/testing/pure-stream';

describe('N12: a batch never starts when nobody could speak with whom it may find', () => {
  it('holds a day to interviewers x interviews a day / expected share', () => {
    expect(dailyCapacity(POLICY, 60)).toBe(2769);
    const story = opened();
    expect(dailyCapacity(POLICY, 1)).toBe(46);
    expect(story.act(REACTION, invite(30))).toBeNull();
    expect(story.act(REACTION, invite(17, 'class-2'))).toBe('capacityExceeded');
    expect(story.act(REACTION, invite(16, 'class-2'))).toBeNull();
    expect(story.act(REACTION, invite(1, 'class-2'))).toBe('capacityExceeded');
    story.goTo(story.at + DAY);
    expect(story.act(REACTION, invite(10))).toBeNull();
  });

  it('invites nobody while no interviewer is at hand', () => {
    const story = opened();
    story.act(HEAD, { act: 'countInterviewers', interviewers: 0 });
    expect(story.act(REACTION, invite(1))).toBe('capacityExceeded');
  });

  it.each([
    ['2026-11-25', '14:00', null],
    ['2026-11-25', '14:01', 'badStartTime'],
    ['2026-11-25', '07:29', 'badStartTime'],
    ['2026-11-27', '09:00', 'badStartTime'],
    ['2026-11-28', '09:00', 'badStartTime'],
    ['2026-12-30', '09:00', null],
    ['2026-12-31', '09:00', 'badStartTime'],
    ['2027-05-06', '09:00', null],
    ['2027-05-07', '09:00', 'badStartTime'],
    ['2027-05-08', '09:00', 'badStartTime'],
  ])('on %s at %s answers %s', (day, time, expected) => {
    const story = opened();
    story.act(COUNSELOR, { act: 'extendWindow', closesAt: onDay('2027-06-30', '18:00') });
    story.goTo(onDay(day, time));
    expect(story.act(REACTION, invite(5))).toBe(expected);
  });

  it('and none outside the window of the campaign', () => {
    const story = opened();
    story.goTo(onDay('2026-12-08', '10:00'));
    expect(story.act(REACTION, invite(1))).toBe('outsideWindow');
  });
});
