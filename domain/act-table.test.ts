import { describe, expect, it } from 'vitest';
import { coSign, decision, DOCTOR, dutyOf, inGrading, must, owed } from '#tools/testing/case-story';
import { COUNSELOR, HEAD, MONDAY, TEACHER } from '#tools/testing/pure-stream';
import { permittedCaseActs } from './case-acts.ts';
import { DAY } from './instant.ts';

/** In care at L3, with a panel and an offer owed by others, and the second view by the class teacher. */
function withSecondView() {
  const story = inGrading('L3');
  must(story, HEAD, decision(story, 'grade', 'L3'));
  must(story, DOCTOR, coSign(story));
  expect(dutyOf(story, 'secondSource')?.holder).toBe(TEACHER.person);
  return story;
}

describe('a duty of one’s own', () => {
  it('gives no right to end the duties of others on the same case', () => {
    const story = withSecondView();
    const panel = {
      act: 'recordPanel',
      answers: owed(story, 'panel'),
      attendees: 4,
      decisions: [],
      note: null,
    } as const;
    const offer = {
      act: 'recordOffer',
      answers: owed(story, 'referralOffer'),
      outcome: 'guardianDeclined',
      note: null,
    } as const;
    for (const command of [panel, offer, { act: 'recordTold', whom: 'county' } as const])
      expect(story.act(TEACHER, command), command.act).toBe('wrongRole');
    const acts = permittedCaseActs(story.state, TEACHER);
    for (const act of [
      'acceptHandOver',
      'declineHandOver',
      'recordPanel',
      'recordOffer',
      'chooseRoute',
      'recordTold',
      'recordProtectionReport',
    ])
      expect(acts).not.toContain(act);
    expect(acts).toContain('recordSecondSource');
    must(story, HEAD, panel);
    must(story, COUNSELOR, offer);
  });

  it('that one was called to lets one end it, whatever one’s role', () => {
    const story = withSecondView();
    story.silence(MONDAY + 40 * DAY);
    const panel = dutyOf(story, 'panel');
    const called = [panel?.holder, ...(panel?.called ?? [])];
    expect(called.length).toBeGreaterThan(1);
    expect(permittedCaseActs(story.state, { ...TEACHER, person: called.at(-1) ?? '' })).toContain('recordPanel');
  });
});
