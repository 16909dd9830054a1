import { MINUTE } from '#domain/instant';
import { linked, type Play } from './play.ts';
import { contact } from './warning.ts';

/** The first hospital says nothing, the second accepts; the family does not come, is found, and comes. */
export async function hospitalChapter(play: Play): Promise<void> {
  const { cast, act, thing, things, time } = play;
  const [on, first] = [thing('case'), thing('firstReferral')];
  const { limitAt } = await play.duty(first, 'referralAnswer');
  await time.until(limitAt + MINUTE);
  const second = await linked(play, 'referral', [first.id]);
  things.set('secondReferral', second);
  await play.pass(8 * MINUTE);
  await act(cast.secondHospital, second, { act: 'accept', ...(await play.seen(second)) });
  await play.pass(5 * MINUTE);
  await act(cast.secondHospital, second, appointment(await time.now(), 40 * MINUTE, await play.seen(second)));
  await act(cast.standIn, on, { act: 'logWatch', state: 'calm', note: null });
  await play.pass(4 * MINUTE);
  await act(cast.firstHospital, first, { act: 'confirmCancellation', ...(await play.seen(first)) });
  await act(cast.head, on, {
    act: 'acceptCrisisHandOver',
    to: 'guardian',
    guardian: play.guardian,
    receiver: '母亲到校，签字后陪同前往医院。',
    happenedAt: await time.now(),
  });
  things.set('followUp', await linked(play, 'followUp'));
  await missed(play);
  await seen(play);
}

function appointment(now: number, inMs: number, seenVersion: object, again = false) {
  return { act: again ? 'reschedule' : 'schedule', at: now + inMs, place: '门诊二楼', ...seenVersion };
}

/** An appointment is not a visit: the hospital says so, and the school makes sure the same day that the child is safe. */
async function missed(play: Play): Promise<void> {
  const { cast, act, thing, time } = play;
  const [on, second] = [thing('case'), thing('secondReferral')];
  await play.pass(48 * MINUTE);
  await act(cast.secondHospital, second, { act: 'noShow', ...(await play.seen(second)) });
  await play.pass(15 * MINUTE);
  await act(cast.counselor, on, {
    ...contact(play, 'student', 'inPerson', 'reached'),
    note: '家访，学生在家，母亲陪着。',
  });
  await play.pass(10 * MINUTE);
  await act(cast.secondHospital, second, appointment(await time.now(), 20 * MINUTE, await play.seen(second), true));
}

/** Seen, an outcome with feedback, and read by the school: only that closes the loop. */
async function seen(play: Play): Promise<void> {
  const { cast, act, thing, time } = play;
  const [on, second] = [thing('case'), thing('secondReferral')];
  await play.pass(24 * MINUTE);
  await act(cast.doctor, second, { act: 'recordVisit', visitedAt: await time.now(), ...(await play.seen(second)) });
  await play.pass(10 * MINUTE);
  await act(cast.head, on, { act: 'recordArrival', happenedAt: await time.now(), note: null });
  await play.nextSchoolDay('16:00');
  await act(cast.doctor, second, {
    act: 'giveOutcome',
    outcome: {
      result: 'outpatientCare',
      assessment: 'steady',
      schoolAdvice: 'notYet',
      nextStep: 'continueTreatment',
      discharge: false,
    },
    feedback: '建议在家休养一段时间，按时复诊。',
    visitedAt: null,
    ...(await play.seen(second)),
  });
  await play.nextSchoolDay('09:30');
  await act(cast.counselor, second, {
    act: 'reviewOutcome',
    nextStep: 'startLeave',
    note: null,
    ...(await play.seen(second)),
  });
}
