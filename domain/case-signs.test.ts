import { describe, expect, it } from 'vitest';
import {
  decision,
  DOCTOR,
  coSign,
  dutyOf,
  inCare,
  kinds,
  must,
  news,
  opened,
  owed,
  TEXT,
} from '#tools/testing/case-story';
import { COUNSELOR, HEAD, MONDAY, TEACHER } from '#tools/testing/pure-stream';
import { DAY, HOUR, MINUTE } from './instant.ts';

const AWAITED = { kind: 'awaited' } as const;
const consent = { kind: 'consent', consent: 'c', hospitals: ['999000-h1'] } as const;

describe('signs that a follow-up contact shows', () => {
  it.each(['attempt', 'planOrFarewell'])('%s is a crisis at once, whatever was ticked beside it', (sign) => {
    const story = inCare('L1');
    must(story, COUNSELOR, news(story, 'followUp', 'contactMade', { detail: { assessment: 'worse', signs: [sign] } }));
    expect(story.state).toMatchObject({ stage: 'crisis', level: 'L4' });
    expect(story.state.warnings.at(-1)).toMatchObject({ floor: 'L4', critical: true });
  });

  it.each(['selfHarm', 'thoughtsOfDeath'])('%s raises to L2 and is asked about within a day', (sign) => {
    const story = inCare('L1');
    must(
      story,
      COUNSELOR,
      news(story, 'followUp', 'contactMissed', { detail: { outcome: 'supportPerson', signs: [sign] } }),
    );
    expect(story.state.level).toBe('L2');
    expect(dutyOf(story, 'interview')).toMatchObject({ clock: 'interview.critical', limitAt: MONDAY + DAY });
  });

  it('without a floor in the policy are for the eye alone', () => {
    const story = inCare('L1');
    must(
      story,
      COUNSELOR,
      news(story, 'followUp', 'contactMade', { detail: { assessment: 'steady', signs: ['sleepsBadly'] } }),
    );
    expect(story.state).toMatchObject({ level: 'L1', warnings: [{ id: 'warning-1' }] });
  });
});

describe('signs in the view from class', () => {
  it('that call for a person join the case as a warning, with their floor', () => {
    const story = inCare('L1');
    must(story, TEACHER, { act: 'recordSecondSource', view: ['withdrawal', 'selfHarm'], note: null });
    expect(story.state).toMatchObject({ level: 'L2' });
    expect(dutyOf(story, 'interview')).toMatchObject({ clock: 'interview.critical' });
    must(story, TEACHER, { act: 'recordSecondSource', view: ['means'], note: null });
    expect(story.state).toMatchObject({ stage: 'crisis', level: 'L4' });
  });

  it('of violence at home stop every contact with guardians (N10)', () => {
    const story = opened('L2');
    must(story, TEACHER, { act: 'recordSecondSource', view: ['violenceAtHome'], note: null });
    expect(story.state.guardianDanger).toBe(true);
    expect(kinds(story)).toContain('protectionReport');
  });

  it('of every day are the answer to what was asked, and no new warning', () => {
    const story = opened('L1');
    must(story, TEACHER, { act: 'recordSecondSource', view: ['withdrawal', 'other'], note: null });
    expect(story.state.warnings).toHaveLength(1);
  });
});

describe('a return that goes badly', () => {
  it.each([
    ['goes badly', { attends: 'fully', goes: 'badly' }],
    ['does not come', { attends: 'notAtAll', goes: 'unevenly' }],
  ])('because the child %s is asked about within a day', (_, detail) => {
    const story = inCare('L2');
    must(story, COUNSELOR, { act: 'startLeave', homeRestSince: null });
    must(story, TEACHER, news(story, 'return', 'approved', { stage: 'phased', detail }));
    expect(dutyOf(story, 'interview')).toMatchObject({ clock: 'interview.critical', limitAt: MONDAY + DAY });
  });

  it('rests when a referral is asked for because of a relapse, and only then', () => {
    const story = inCare('L2');
    must(story, COUNSELOR, { act: 'startLeave', homeRestSince: null });
    const asked = { act: 'requestReferral', hospital: null, basis: AWAITED, reason: TEXT } as const;
    must(story, COUNSELOR, asked);
    expect(story.told.some(({ command }) => command.act === 'rest')).toBe(false);
    must(story, COUNSELOR, { ...asked, relapse: true });
    expect(story.told.at(-1)).toMatchObject({ kind: 'return', command: { act: 'rest', because: 'referral' } });
  });
});

describe('an offer of treatment', () => {
  it('at L4 is a packet sent within ten minutes of the crisis: the draft has no ten minutes more', () => {
    const story = opened('L4');
    story.goTo(MONDAY + 8 * MINUTE);
    must(story, HEAD, { act: 'requestReferral', hospital: null, basis: AWAITED, reason: TEXT });
    expect(story.told.at(-1)).toMatchObject({ kind: 'referral', command: { sendBy: MONDAY + 10 * MINUTE } });
  });

  it('at L3 is made within three days, and the draft has its own limit', () => {
    const story = inCare('L3');
    must(story, HEAD, { act: 'requestReferral', hospital: null, basis: consent, reason: TEXT });
    expect(story.told.at(-1)).toMatchObject({ command: { sendBy: null } });
    expect(kinds(story)).not.toContain('referralOffer');
  });

  it('is owed again when its draft is taken back before it left', () => {
    const story = inCare('L3');
    must(story, HEAD, { act: 'requestReferral', hospital: null, basis: consent, reason: TEXT });
    must(story, COUNSELOR, news(story, 'referral', 'cancelled', { stage: 'withdrawn', open: false, limitAt: null }));
    expect(dutyOf(story, 'referralOffer')).toMatchObject({ clock: 'referralOffer.L3', limitAt: MONDAY + 72 * HOUR });
  });

  it('is not owed again while another hospital is asked, nor below L3', () => {
    const story = inCare('L2');
    must(story, HEAD, { act: 'requestReferral', hospital: null, basis: consent, reason: TEXT });
    must(story, COUNSELOR, news(story, 'referral', 'cancelled', { stage: 'withdrawn', open: false, limitAt: null }));
    expect(kinds(story)).not.toContain('referralOffer');
    must(story, HEAD, decision(story, 'raise', 'L3'));
    must(story, DOCTOR, coSign(story));
    expect(owed(story, 'referralOffer')).not.toBe('none');
  });
});
