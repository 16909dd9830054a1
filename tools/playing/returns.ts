import type { Child, Life, Playing } from './playing.ts';

const DAY = 86_400_000;
const PAPERS = ['guardianApplication', 'hospitalCertificate'];

/** A leave that was assessed: the talk with the guardian is owed. */
export async function leaving(play: Playing, on: Life): Promise<Life> {
  const { counselor, act, answering } = play;
  await act(counselor, on, { act: 'startLeave' });
  const leave = await play.begun('returns', on);
  const assessed = { findings: ['lowMood', 'sleepsBadly'], advised: true };
  await act(counselor, leave, {
    act: 'recordLeaveAssessment',
    ...assessed,
    ...(await answering(leave, 'leaveAssessment')),
  });
  return leave;
}

/** On leave and asking to come back: the papers are complete, the joint assessment is owed. */
export async function comingBack(play: Playing, on: Life, { guardian }: Child): Promise<Life> {
  const { counselor, head, act, answering } = play;
  const leave = await leaving(play, on);
  const talk = { guardian, outcome: 'agreed', note: '家长同意先在家休整。' };
  await act(counselor, leave, { act: 'recordLeaveTalk', ...talk, ...(await answering(leave, 'leaveTalk')) });
  const applicant = { kind: 'guardian', guardian };
  const asked = { applicant, papers: PAPERS, until: Date.now() + 30 * DAY };
  const owed = await answering(leave, 'leaveApplication');
  await act(counselor, leave, { act: 'recordLeaveApplication', ...asked, ...owed });
  const granted = { granted: true, reasonCode: 'papersComplete', ...(await answering(leave, 'leaveApplication')) };
  await act(head, leave, { act: 'decideLeave', ...granted });
  await act(counselor, leave, { act: 'requestReturn', applicant, papers: PAPERS, ...(await play.seen(leave)) });
  const reviewed = { missing: [], ...(await answering(leave, 'returnSchoolReview')) };
  await act(head, leave, { act: 'recordSchoolReview', ...reviewed });
  return leave;
}
