import { HOUR, MINUTE } from '#domain/instant';
import type { Level } from '#domain/level';
import { linked } from '#tools/journey/play';
import type { Staged } from './staged.ts';

/** From a worry to care in two hours: the talk, the second view, the reassessment, the grade. L1 and L2: the counselor decides alone. */
export async function intoCare({ play, worry }: Staged, level: Extract<Level, 'L1' | 'L2'>): Promise<void> {
  const { act, answering, cast, things } = play;
  await worry('withdrawal');
  const on = play.thing('case');
  await play.pass(20 * MINUTE);
  await act(cast.classTeacher, on, { act: 'recordSecondSource', view: ['withdrawn'], note: null });
  const findings = ['lowMood'];
  const talk = { act: 'recordInterview', findings, outcome: 'reassess', reasonCode: null, note: null };
  await act(cast.counselor, on, { ...talk, ...(await answering(on, 'interview')) });
  await play.pass(HOUR);
  const again = { act: 'recordReassessment', instrument: 'gad-7', findings, assessment: 'steady', note: null };
  await act(cast.counselor, on, { ...again, ...(await answering(on, 'reassess')) });
  await play.pass(20 * MINUTE);
  const grade = { act: 'grade', level, basis: ['interview'], reasonCode: 'interview', reason: null };
  await act(cast.counselor, on, { ...grade, ...(await play.seen(on)) });
  things.set('followUp', await linked(play, 'followUp'));
}
