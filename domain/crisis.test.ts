import { describe, expect, it } from 'vitest';
import {
  decision,
  dutyOf,
  inCare,
  interview,
  kinds,
  must,
  news,
  opened,
  owed,
  rungs,
  TEXT,
  warning,
} from '#tools/testing/case-story';
import { COUNSELOR, HEAD, MONDAY, REACTION, TEACHER } from '#tools/testing/pure-stream';
import { MINUTE, onDay } from './instant.ts';

const ON_FOOT = [
  'crisisAcknowledge',
  'crisisGuardian',
  'crisisHospital',
  'crisisMeans',
  'crisisWatch',
  'referralOffer',
  'tellCity',
  'tellCounty',
];

describe('a crisis', () => {
  it('begins with the floor itself: every duty lives in the transaction of the warning', () => {
    const story = opened('L4', { critical: true });
    expect(story.state).toMatchObject({ stage: 'crisis', level: 'L4', graded: null });
    expect(kinds(story)).toEqual(ON_FOOT);
    const limits = Object.fromEntries(story.state.duties.map((duty) => [duty.kind, (duty.limitAt - MONDAY) / MINUTE]));
    expect(limits).toEqual({
      crisisAcknowledge: 5,
      crisisWatch: 30,
      crisisMeans: 30,
      crisisGuardian: 30,
      crisisHospital: 120,
      tellCounty: 120,
      tellCity: 1440,
      referralOffer: 10,
    });
  });

  it('calls its holder and stand-in, head, county and city every five minutes and goes round until somebody acknowledges', () => {
    // 03:00 of the National Day holiday.
    const night = onDay('2026-10-02', '03:00');
    const story = opened('L4', {}, night);
    story.silence(night + 45 * MINUTE);
    const called = [
      'counselor-2',
      'head-1',
      'county-1',
      'city-1',
      'counselor-2',
      'head-1',
      'county-1',
      'city-1',
      'counselor-2',
    ];
    expect(rungs(story, 'crisisAcknowledge')).toEqual(called.map((next) => ['counselor-1', next]));
    const duty = owed(story, 'crisisAcknowledge');
    must(story, HEAD, { act: 'acknowledge', duty });
    expect(kinds(story)).not.toContain('crisisAcknowledge');
    expect(kinds(story)).toContain('tellCounty');
  });

  it('only escalates by silence: days later it is a crisis still, at the same level, with every duty', () => {
    const story = opened('L4', {}, onDay('2026-09-30', '17:00'));
    const before = kinds(story);
    story.silence(onDay('2026-10-03', '12:00'));
    expect(kinds(story)).toEqual(before);
    expect(story.state).toMatchObject({ stage: 'crisis', level: 'L4' });
    expect(dutyOf(story, 'crisisHospital')?.called).toEqual(['county-1', 'city-1', 'health-1']);
    expect(new Set(story.facts.slice(before.length).map(({ fact }) => fact.type))).toContain('dutyRang');
  });
});

describe('the watch beside a child in crisis', () => {
  it('is never empty: it passes to the adult at once, and each entry begins the next half hour', () => {
    const story = opened('L4');
    must(story, HEAD, { act: 'assignWatch', watcher: 'teacher-1' });
    expect(dutyOf(story, 'crisisWatch')?.holder).toBe('teacher-1');
    story.goTo(MONDAY + 20 * MINUTE);
    must(story, TEACHER, { act: 'logWatch', state: 'calm', note: null });
    expect(dutyOf(story, 'crisisWatch')).toMatchObject({ holder: 'teacher-1', limitAt: MONDAY + 50 * MINUTE });
    story.silence(MONDAY + 56 * MINUTE);
    expect(rungs(story, 'crisisWatch')).toEqual([
      ['teacher-1', 'counselor-1', 'head-1'],
      ['teacher-1', 'head-1'],
    ]);
  });
});

describe('a crisis in a case that was open already', () => {
  it('pages again when a second sign comes after the first page was answered', () => {
    const story = opened('L4');
    must(story, COUNSELOR, { act: 'acknowledge', duty: owed(story, 'crisisAcknowledge') });
    must(story, REACTION, warning(story, { floor: 'L4' }));
    expect(kinds(story)).toContain('crisisAcknowledge');
  });

  it('takes over from calm stages, rests the return, and gives what goes on its red clocks', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, { act: 'startLeave', homeRestSince: null });
    must(story, COUNSELOR, news(story, 'referral', 'guardianDeclined', { stream: 'r-0' }));
    must(story, COUNSELOR, news(story, 'referral', 'declined', { stream: 'r-1', open: false }));
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.told.at(-1)).toMatchObject({ kind: 'return', command: { act: 'rest', because: 'crisis' } });
    expect(dutyOf(story, 'chooseRoute')).toMatchObject({ clock: 'chooseRoute.L4', subject: 'r-1' });
    expect(dutyOf(story, 'protectionReport')?.clock).toBe('protectionReport.L4');
    expect(kinds(story)).not.toContain('session');
  });

  it('makes the clocks of an open referral those of L4 instead of offering another', () => {
    const story = inCare('L2');
    const basis = { kind: 'awaited' } as const;
    must(story, COUNSELOR, { act: 'requestReferral', hospital: null, basis, reason: TEXT });
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.told.some(({ command }) => command.act === 'changeLevel' && command['level'] === 'L4')).toBe(true);
    expect(kinds(story)).not.toContain('referralOffer');
    must(story, COUNSELOR, news(story, 'referral', 'sent', { limitAt: MONDAY + 30 * MINUTE }));
    const watch = story.state.duties.find(({ clock }) => clock === 'watch.L4');
    expect(watch?.limitAt).toBe(MONDAY + 40 * MINUTE);
  });

  it('refuses lowering, grading down, interviews and closing while it lasts', () => {
    const story = inCare('L2');
    must(story, TEACHER, { act: 'declareCrisis', signs: ['means'], note: null });
    expect(story.act(HEAD, decision(story, 'lower', 'L3'))).toBe('wrongStage');
    expect(story.act(HEAD, decision(story, 'grade', 'L3'))).toBe('wrongStage');
    expect(story.act(COUNSELOR, interview(story))).toBe('wrongStage');
  });
});
