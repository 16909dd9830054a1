import { expect, it } from 'vitest';
import { decision, dutyOf, inCare, inGrading, interview, must, opened } from '#tools/testing/case-story';
import { COUNSELOR, HEAD, TEACHER } from '#tools/testing/pure-stream';
import { dutyAbout } from './duty-about.ts';
import { NO_RETURN, type ReturnState } from './return-to-school-state.ts';

const NONE = { signs: null, watches: null };

it('says of a signature what it is under, and to which level that would lead', () => {
  const dismissing = opened('L2');
  must(dismissing, TEACHER, { act: 'recordSecondSource', view: [], note: null });
  must(dismissing, COUNSELOR, interview(dismissing, { outcome: 'noConcern', reasonCode: 'misunderstood' }));
  const sign = dutyOf(dismissing, 'coSign');
  expect(sign && dutyAbout(sign, dismissing.state)).toEqual({
    signs: { decision: 'dismiss', level: null },
    watches: null,
  });
  const grading = inGrading('L3');
  must(grading, HEAD, decision(grading, 'grade', 'L3'));
  const second = dutyOf(grading, 'secondSignature');
  expect(second && dutyAbout(second, grading.state).signs).toEqual({ decision: 'grade', level: 'L3' });
});

it('says what is watched, and nothing of duties that are about their whole stream', () => {
  const story = inCare('L2');
  const watch = dutyOf(story, 'watch');
  expect(watch && dutyAbout(watch, story.state)).toEqual({
    signs: null,
    watches: { id: watch?.subject, kind: 'followUp' },
  });
  expect(dutyAbout({ kind: 'session', subject: null }, story.state)).toEqual(NONE);
  expect(dutyAbout({ kind: 'coSign', subject: 'gone:head' }, story.state)).toEqual(NONE);
});

it('knows another ending of a return, which has no proposal of its own', () => {
  const ending = { reason: 'transferred', by: 'counselor-1' } as const;
  const sign = { kind: 'coSign', subject: null } as const;
  const asked: ReturnState = { ...NO_RETURN, ending };
  expect(dutyAbout(sign, asked).signs).toEqual({ decision: 'ending', level: null });
  expect(dutyAbout(sign, NO_RETURN)).toEqual(NONE);
});
