import { MINUTE } from '#domain/instant';
import { linked, type Play } from './play.ts';

/** The most urgent level, decided by two people; never alone until somebody named has taken over. */
export async function crisisChapter(play: Play): Promise<void> {
  const { cast, act, thing, time } = play;
  const on = thing('case');
  await play.pass(20 * MINUTE);
  const grade = {
    level: 'L4',
    basis: ['interview', 'secondInstrument'],
    reasonCode: 'riskNow',
    reason: '需要立即有人陪伴。',
  };
  await act(cast.head, on, { act: 'grade', ...grade, ...(await play.seen(on)) });
  await play.pass(6 * MINUTE);
  // Nobody answered the alarm within five minutes: the stand-in was called, and comes.
  await act(cast.standIn, on, { act: 'acknowledge', duty: (await play.duty(on, 'crisisAcknowledge')).id });
  await act(cast.head, on, { act: 'assignWatch', watcher: cast.standIn.person });
  await play.pass(2 * MINUTE);
  await send(play);
  await play.pass(6 * MINUTE);
  await act(cast.standIn, on, { act: 'recordMeansRemoved', happenedAt: await time.now(), note: null });
  const voice = { act: 'recordGuardianVoice', guardian: play.guardian, outcome: 'reached', note: null };
  await act(cast.head, on, { ...voice, happenedAt: await time.now() });
  await play.pass(5 * MINUTE);
  await act(cast.expertHealth, on, { act: 'coSign', proposal: await openProposal(play) });
  await act(cast.standIn, on, { act: 'logWatch', state: 'distressed', note: null });
  await play.pass(4 * MINUTE);
  await act(cast.head, on, { act: 'recordTold', whom: 'county' });
  await play.pass(6 * MINUTE);
  await act(cast.county, on, { act: 'recordTold', whom: 'city' });
  const referral = thing('firstReferral');
  await act(cast.secondHead, referral, {
    act: 'approveEmergency',
    note: null,
    ...(await play.answering(referral, 'emergencyApproval')),
  });
}

/** On the emergency basis one named person sends at once; the second approval and the notice come after. */
async function send(play: Play): Promise<void> {
  const { cast, act, thing, things, time } = play;
  const on = thing('case');
  await act(cast.counselor, on, {
    act: 'requestReferral',
    hospital: null,
    basis: { kind: 'emergency', by: cast.counselor.person },
    reason: '需要当天评估。',
  });
  const referral = await linked(play, 'referral');
  things.set('firstReferral', referral);
  await act(cast.counselor, referral, { act: 'send', ...(await play.seen(referral)) });
  await play.pass(MINUTE);
  await act(cast.counselor, referral, {
    act: 'tellGuardianAfterEmergency',
    guardian: play.guardian,
    channel: 'voice',
    happenedAt: await time.now(),
    note: null,
    ...(await play.answering(referral, 'emergencyNotice')),
  });
}

/** The proposal that waits for signatures; a story has one at a time. */
export async function openProposal(play: Play): Promise<string> {
  const { proposals } = (await play.view(play.thing('case'))) as unknown as {
    readonly proposals: readonly { readonly id: string }[];
  };
  const [first] = proposals;
  if (first === undefined) throw new Error('nothing waits for signatures');
  return first.id;
}
