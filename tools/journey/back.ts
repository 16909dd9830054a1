import { DAY, HOUR } from '#domain/instant';
import type { Play } from './play.ts';
import { careUntil } from './routine.ts';

const NEEDS = ['partTime', 'companion'];

/** Five gates back, in order, then four phased weeks; one contact is forgotten on the way, and the engine notices. */
export async function backChapter(play: Play): Promise<void> {
  const { cast, act, thing, time } = play;
  const leave = thing('return');
  const applicant = { kind: 'guardian', guardian: play.guardian };
  await act(cast.counselor, leave, {
    act: 'requestReturn',
    applicant,
    papers: ['guardianApplication'],
    ...(await play.seen(leave)),
  });
  await careUntil(play, (await time.now()) + 2 * DAY);
  await act(cast.counselor, leave, {
    act: 'addReturnPapers',
    papers: ['hospitalCertificate'],
    ...(await play.answering(leave, 'returnPapers')),
  });
  await careUntil(play, (await time.now()) + DAY);
  await act(cast.head, leave, {
    act: 'recordSchoolReview',
    missing: [],
    ...(await play.answering(leave, 'returnSchoolReview')),
  });
  await careUntil(play, (await time.now()) + 2 * DAY);
  const advice = { recommendation: 'withConditions', needs: NEEDS };
  await act(cast.counselor, leave, {
    act: 'recordHospitalAdvice',
    ...advice,
    document: 'h2-return-advice',
    ...(await play.answering(leave, 'returnJoint', 'hospital')),
  });
  await play.pass(3 * HOUR);
  await act(cast.expertEducation, leave, {
    act: 'recordExpertAssessment',
    ...advice,
    ...(await play.answering(leave, 'returnJoint', 'expert')),
  });
  await careUntil(play, (await time.now()) + DAY);
  const phased = { weeks: 4, needs: [...NEEDS, 'lighterExams'], plan: '上午到校，同伴陪同，暂缓考试。' };
  await act(cast.head, leave, { act: 'approveReturn', ...phased, ...(await play.answering(leave, 'returnDecision')) });
  await phasedWeeks(play);
}

async function phasedWeeks(play: Play): Promise<void> {
  const { cast, act, thing, time } = play;
  const leave = thing('return');
  for (const [attends, goes] of [
    ['partly', 'unevenly'],
    ['partly', 'well'],
    ['partly', 'well'],
  ] as const) {
    await careUntil(
      play,
      (await time.now()) + 7 * DAY,
      attends === 'partly' && goes === 'unevenly' ? 'forgetsOne' : 'keepsAll',
    );
    const week = { act: 'recordPhasedWeek', attends, goes, note: null };
    await act(cast.counselor, leave, { ...week, ...(await play.answering(leave, 'returnPhased')) });
  }
  const { limitAt } = await play.duty(leave, 'returnPhased');
  await careUntil(play, limitAt - 2 * HOUR);
  await act(cast.head, leave, { act: 'completePhased', note: null, ...(await play.answering(leave, 'returnPhased')) });
}
