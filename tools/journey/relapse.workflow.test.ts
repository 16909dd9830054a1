import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain/instant';
import { expectRings, staged, STORY_LIMIT } from '#tools/testing/staged';
import { intoCare } from '#tools/testing/staged-care';
import { linked } from './play.ts';
import { careUntil } from './routine.ts';
import type { Body } from './transport.ts';

const stage = await staged();
const { play, facts, rings, owed, told, untilWeekday, keep } = stage;
const { act, answering, cast, guardian, seen, thing, things, time } = play;

const ADVICE = { recommendation: 'withConditions', needs: ['partTime'] };
const PAPERS = ['guardianApplication', 'hospitalCertificate'];

/** Out of school by four steps, and back by the gates, as fast as people can sign. */
async function backInPhases(): Promise<void> {
  await act(cast.counselor, thing('case'), { act: 'startLeave', homeRestSince: null });
  const leave = await linked(play, 'return');
  things.set('return', leave);
  const applicant = { kind: 'guardian', guardian };
  const step = async (who: typeof cast.head, kind: Parameters<typeof answering>[1], body: Body, part?: string) => {
    await act(who, leave, { ...body, ...(await answering(leave, kind, part)) });
    await play.pass(HOUR / 2);
  };
  const { counselor, head, expertEducation } = cast;
  const until = (await time.now()) + 14 * DAY;
  const findings = { findings: ['lowMood'], advised: true, note: null };
  await step(counselor, 'leaveAssessment', { act: 'recordLeaveAssessment', ...findings });
  await step(counselor, 'leaveTalk', { act: 'recordLeaveTalk', guardian, outcome: 'agreed', note: null });
  await step(counselor, 'leaveApplication', { act: 'recordLeaveApplication', applicant, papers: PAPERS, until });
  await step(head, 'leaveApplication', { act: 'decideLeave', granted: true, reasonCode: 'hospitalAdvice' });
  await act(counselor, leave, { act: 'requestReturn', applicant, papers: PAPERS, ...(await seen(leave)) });
  await step(head, 'returnSchoolReview', { act: 'recordSchoolReview', missing: [] });
  await step(counselor, 'returnJoint', { act: 'recordHospitalAdvice', ...ADVICE, document: 'h2-advice' }, 'hospital');
  await step(expertEducation, 'returnJoint', { act: 'recordExpertAssessment', ...ADVICE }, 'expert');
  await step(head, 'returnDecision', { act: 'approveReturn', weeks: 4, needs: ['partTime'], plan: '上午到校。' });
}

it(
  'a relapse in the phased weeks is a crisis first; the return rests with its history and goes on only by people and fresh advice',
  STORY_LIMIT,
  async () => {
    await untilWeekday(1, '09:00');
    await intoCare(stage, 'L1');
    await backInPhases();
    const [on, leave] = [thing('case'), thing('return')];
    expect(await play.view(leave)).toMatchObject({ stage: 'phased' });
    await careUntil(play, (await time.now()) + 6 * DAY);
    const week = { act: 'recordPhasedWeek', attends: 'partly', goes: 'unevenly', note: null };
    await act(cast.counselor, leave, { ...week, ...(await answering(leave, 'returnPhased')) });

    await act(cast.counselor, on, { act: 'declareCrisis', signs: ['farewell'], note: null });
    const relapsed = (await facts('case')).find(({ fact }) => fact.type === 'crisisDeclared');
    const rested = (await facts('return')).find(({ fact }) => fact.type === 'rested');
    expect(rested).toMatchObject({ at: relapsed?.at, fact: { because: 'crisis' } });
    expect(await play.view(leave)).toMatchObject({ stage: 'resting', restedFrom: 'phased', open: true });
    expect(await owed('return')).toContainEqual(expect.objectContaining({ kind: 'returnResume', holder: 'counselor' }));
    expect((await owed('return')).map(({ kind }) => kind)).not.toContain('returnPhased');

    await play.pass(6 * MINUTE);
    expectRings(await rings('case', 'crisisAcknowledge'), 'openedAt', [[5 * MINUTE, 'counselor', 'standIn']]);
    await act(cast.standIn, on, { act: 'acknowledge', duty: (await play.duty(on, 'crisisAcknowledge')).id });
    const resume = async () => act(cast.head, leave, { act: 'resume', ...(await answering(leave, 'returnResume')) });
    await expect(resume()).rejects.toThrow('wrongStage');
    await play.pass(5 * MINUTE);
    const happenedAt = await time.now();
    const handed = { act: 'acceptCrisisHandOver', to: 'guardian', guardian, receiver: '母亲签字陪同。', happenedAt };
    await act(cast.head, on, handed);
    expect(await play.view(leave)).toMatchObject({ stage: 'resting' });
    await play.pass(5 * MINUTE);
    await resume();

    expect(await play.view(leave)).toMatchObject({ stage: 'jointAssessment', phased: null });
    expect((await owed('return')).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['returnJoint', 'returnJoint']),
    );
    const gates = (await facts('return')).map(({ fact }) => fact.type).filter((type) => !type.startsWith('duty'));
    expect(gates.slice(-4)).toEqual(['returnApproved', 'phasedWeekRecorded', 'rested', 'resumed']);
    // After the crisis the weeks of the highest risk: the next contact comes within three days.
    const contact = (await owed('followUp')).find(({ kind }) => kind === 'followUpContact');
    expect((contact?.limitAt ?? Number.POSITIVE_INFINITY) - happenedAt).toBeLessThanOrEqual(3 * DAY + HOUR);
    await keep('return', 'relapse');
    const story = await told();
    for (const line of [
      'The return rests, with its history',
      'Nobody acknowledged within 5 minutes',
      'took the return up again at',
    ])
      expect(story).toContain(line);
  },
);
