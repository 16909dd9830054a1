import { HOUR, MINUTE } from '#domain/instant';
import type { Play } from './play.ts';

/** A talk, a second source, the guardian told, a second instrument: from the warning to the desk of those who grade. */
export async function warningChapter(play: Play): Promise<void> {
  const { cast, act, thing, answering } = play;
  const on = thing('case');
  await play.pass(12 * MINUTE);
  await act(cast.counselor, on, { act: 'acknowledge', duty: (await play.duty(on, 'interview')).id });
  await play.pass(50 * MINUTE);
  await act(cast.classTeacher, on, {
    act: 'recordSecondSource',
    view: ['withdrawn'],
    note: '最近两周不太说话，课间一个人。',
  });
  await play.pass(80 * MINUTE);
  await act(cast.counselor, on, {
    act: 'recordInterview',
    findings: ['lowMood', 'sleepsBadly', 'thoughtsOfDeath'],
    outcome: 'reassess',
    reasonCode: null,
    note: '愿意交谈，同意请妈妈来学校。',
    ...(await answering(on, 'interview')),
  });
  await play.pass(HOUR);
  await act(cast.counselor, on, contact(play, 'guardian', 'voice', 'noAnswer'));
  await play.pass(90 * MINUTE);
  await act(cast.counselor, on, contact(play, 'guardian', 'voice', 'reached'));
  await play.nextSchoolDay('09:00');
  await act(cast.counselor, on, {
    act: 'recordReassessment',
    instrument: 'gad-7',
    findings: ['lowMood', 'planOrFarewell'],
    assessment: 'worse',
    note: '复评中提到告别的话。',
    ...(await answering(on, 'reassess')),
  });
}

export function contact(play: Play, whom: 'student' | 'guardian', channel: string, outcome: string) {
  const guardian = whom === 'guardian' ? play.guardian : null;
  return { act: 'recordContact', with: whom, guardian, channel, outcome, note: null };
}
