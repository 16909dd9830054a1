import { DAY, HOUR } from '#domain/instant';
import { linked, type Play } from './play.ts';
import { careUntil } from './routine.ts';

const LEAVE = 63 * DAY;

/** Four steps out: assessment, talk, application, decision. The family stays in contact all the time. */
export async function leaveChapter(play: Play): Promise<void> {
  const { cast, act, thing, things, time } = play;
  await act(cast.counselor, thing('case'), { act: 'startLeave', homeRestSince: null });
  const leave = await linked(play, 'return');
  things.set('return', leave);
  await play.pass(HOUR);
  await act(cast.counselor, leave, {
    act: 'recordLeaveAssessment',
    findings: ['lowMood', 'sleepsBadly'],
    advised: true,
    note: null,
    ...(await play.answering(leave, 'leaveAssessment')),
  });
  await play.pass(4 * HOUR);
  const talk = { act: 'recordLeaveTalk', guardian: play.guardian, outcome: 'agreed', note: null };
  await act(cast.counselor, leave, { ...talk, ...(await play.answering(leave, 'leaveTalk')) });
  await careUntil(play, (await time.now()) + 20 * HOUR);
  await act(cast.counselor, leave, {
    act: 'recordLeaveApplication',
    applicant: { kind: 'guardian', guardian: play.guardian },
    papers: ['guardianApplication', 'hospitalCertificate'],
    until: (await time.now()) + LEAVE,
    ...(await play.answering(leave, 'leaveApplication')),
  });
  await play.pass(2 * HOUR);
  const decision = { act: 'decideLeave', granted: true, reasonCode: 'hospitalAdvice' };
  await act(cast.head, leave, { ...decision, ...(await play.answering(leave, 'leaveApplication')) });
  await careUntil(play, (await time.now()) + LEAVE - 7 * DAY);
}
