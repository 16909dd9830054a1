import { describe, expect, it } from 'vitest';
import { DAY, onDay } from './instant.ts';
import type { ReturnCommand } from './return-to-school-state.ts';
import {
  appealed,
  deferred,
  GUARDIAN,
  leaving,
  owed,
  type ReturnStory,
  TEXT,
  walkTo,
} from '#tools/testing/return-story';
import { CLINICIAN, COUNSELOR, COUNTY, EXPERT, HEAD, MONDAY, OTHER_EXPERT } from '#tools/testing/pure-stream';

const at = (stage: Parameters<typeof walkTo>[1]) => walkTo(leaving(), stage);
const advise = (
  story: ReturnStory,
  more: Partial<Extract<ReturnCommand, { act: 'recordHospitalAdvice' }>> = {},
): ReturnCommand => ({
  act: 'recordHospitalAdvice',
  recommendation: 'suitable',
  needs: [],
  document: null,
  against: story.state.personVersion,
  ...more,
});
const approve = (story: ReturnStory, weeks = 2, needs: readonly 'partTime'[] = ['partTime']): ReturnCommand => ({
  act: 'approveReturn',
  answers: owed(story, 'returnDecision'),
  weeks,
  needs,
  plan: TEXT,
});

describe('a return in five gates', () => {
  it('passes papers, school review, joint assessment and decision in this order, and tells the case', () => {
    const story = at('phased');
    const codes = story.told.map((news) => news.command['code']);
    expect(codes.slice(4)).toEqual(['requested', 'schoolReviewed', 'jointAssessed', 'jointAssessed', 'approved']);
    expect(story.told.at(-1)?.command['detail']).toMatchObject({ returned: true });
    expect(story.state.duties.map((duty) => duty.kind)).toEqual(['returnPhased']);
  });

  it('chases missing papers before the school reviews, and again when the review finds one missing', () => {
    const story = at('onLeave');
    const against = story.state.personVersion;
    story.act(COUNSELOR, { act: 'requestReturn', applicant: GUARDIAN, papers: ['guardianApplication'], against });
    expect(story.state.stage).toBe('returnPapers');
    walkTo(story, 'schoolReview');
    const answers = owed(story, 'returnSchoolReview');
    story.act(HEAD, { act: 'recordSchoolReview', answers, missing: ['hospitalCertificate'] });
    expect(story.state.application?.papers).toEqual(['guardianApplication']);
    expect(owed(story, 'returnPapers')).not.toBe('none');
  });

  it('waits for both the hospital and the expert, each part keeping its own limit', () => {
    const story = at('jointAssessment');
    const expertPart = owed(story, 'returnJoint', 'expert');
    story.goTo(MONDAY + DAY);
    expect(story.act(COUNSELOR, advise(story))).toBe('fieldMissing');
    expect(story.act(CLINICIAN, advise(story))).toBeNull();
    expect(story.act(COUNSELOR, advise(story, { document: 'doc-1' }))).toBe('alreadySigned');
    expect(story.state.stage).toBe('jointAssessment');
    expect(owed(story, 'returnJoint', 'expert')).toBe(expertPart);
    expect(owed(story, 'returnJoint', 'hospital')).toBe('none');
  });
});

describe('the joint assessment and the decision', () => {
  it('N01: keeps of the hospital a recommendation and needs in codes, and no text', () => {
    const story = at('decision');
    const advice = story.facts.find(({ fact }) => fact.type === 'hospitalAdvised')?.fact;
    expect(advice).toEqual({
      type: 'hospitalAdvised',
      by: 'doctor-1',
      recommendation: 'withConditions',
      needs: ['partTime'],
      document: null,
    });
  });

  it('refuses an approval against the worse of two readings, without its conditions, or outside 2 to 4 weeks', () => {
    const story = at('decision');
    expect(story.act(HEAD, approve(story, 2, []))).toBe('fieldMissing');
    expect(story.act(HEAD, approve(story, 1))).toBe('outsideWindow');
    expect(story.act(HEAD, approve(story, 5))).toBe('outsideWindow');
    const doubted = at('jointAssessment');
    doubted.act(CLINICIAN, advise(doubted));
    doubted.act(EXPERT, {
      act: 'recordExpertAssessment',
      recommendation: 'notYet',
      needs: [],
      against: doubted.state.personVersion,
    });
    expect(doubted.act(HEAD, approve(doubted))).toBe('recommendedNotYet');
  });
});

describe('not yet, and the appeal', () => {
  it('gives a reason, a date within 30 days and a plan for the home, and keeps the child on the roll', () => {
    const story = at('decision');
    const defer = deferred(story) as Extract<ReturnCommand, { act: 'deferReturn' }>;
    expect(story.act(HEAD, { ...defer, reasonCode: '' })).toBe('reasonMissing');
    expect(story.act(HEAD, { ...defer, nextDate: MONDAY + 31 * DAY })).toBe('outsideWindow');
    expect(story.act(HEAD, defer)).toBeNull();
    expect(story.facts.some(({ fact }) => fact.type === 'returnDeferred' && fact.onRoll)).toBe(true);
    expect(story.state.duties.map((duty) => duty.kind).toSorted()).toEqual(['homeContact', 'returnApplication']);
    expect(walkTo(story, 'phased').state.application?.number).toBe(2);
  });

  it('can be appealed for 15 school days, and not a moment longer', () => {
    const story = at('decision');
    story.act(HEAD, deferred(story));
    expect(story.state.appealUntil).toBe(onDay('2026-12-14', '18:00'));
    story.silence(onDay('2026-12-14', '18:00') + 1);
    expect(story.act(COUNSELOR, appealed(story))).toBe('appealTooLate');
    story.goTo(onDay('2026-12-14', '18:00'));
    expect(story.act(COUNSELOR, appealed(story))).toBeNull();
  });

  it('is answered by somebody who took no part, once, and stands for this application', () => {
    const story = at('decision');
    story.act(HEAD, deferred(story));
    story.act(COUNSELOR, appealed(story));
    const answer: ReturnCommand = {
      act: 'answerAppeal',
      answers: owed(story, 'returnAppeal'),
      reasonCode: 'confirmed',
      overturned: null,
    };
    expect(story.state.duties.find((duty) => duty.kind === 'returnAppeal')?.holder).toBe('expert-2');
    expect(story.act(EXPERT, answer)).toBe('tookPart');
    expect(story.act({ ...COUNTY, person: 'head-1' }, answer)).toBe('tookPart');
    expect(story.act(OTHER_EXPERT, answer)).toBeNull();
    expect(story.state.stage).toBe('notYet');
    expect(story.act(COUNSELOR, appealed(story))).toBe('decisionFinal');
    expect(walkTo(story, 'phased').state.application).toMatchObject({ number: 2, final: false });
  });

  it('overturned, sets up a phased return under the same conditions as an approval', () => {
    const story = at('decision');
    story.act(HEAD, deferred(story));
    story.act(COUNSELOR, appealed(story));
    const answers = owed(story, 'returnAppeal');
    const overturn = (needs: readonly 'partTime'[]): ReturnCommand => ({
      act: 'answerAppeal',
      answers,
      reasonCode: 'fit',
      overturned: { weeks: 4, needs, plan: TEXT },
    });
    expect(story.act(OTHER_EXPERT, overturn([]))).toBe('fieldMissing');
    expect(story.act(OTHER_EXPERT, overturn(['partTime']))).toBeNull();
    expect(story.state).toMatchObject({ stage: 'phased', phased: { weeks: 4 } });
    expect(story.told.at(-1)?.command).toMatchObject({ code: 'decided', detail: { returned: true } });
  });
});
