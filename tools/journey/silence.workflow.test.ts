import { expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/instant';
import { expectRings, staged, STORY_LIMIT } from '#tools/testing/staged';
import { linked } from './play.ts';

const stage = await staged({
  alsoListening: ({ holder }) => [
    holder('999000-h2', 'standInDoctor').person,
    holder('999000-h3', 'intake').person,
    holder('999000-h3', 'standInDoctor').person,
  ],
});
const { play, passage, facts, rings, owed, told, worry, untilWeekday, keep } = stage;
const { act, api, cast, seen, thing, things, world } = play;
const thirdHospital = world.city.holder('999000-h3', 'intake');
const HOSPITALS = ['999000-h1', '999000-h2', '999000-h3'];

/** A packet to the first hospital at L3, on a consent that names all three. */
async function sendOnConsent(): Promise<number> {
  await worry('recentPlan');
  const given = await api.ask<{ consent: string }>(`/students/${world.student.id}/consents`, {
    method: 'POST',
    as: cast.counselor.person,
    body: { guardian: play.guardian, hospitals: HOSPITALS, evidence: '同意书原件存心理室' },
  });
  const basis = { kind: 'consent', consent: given.consent, hospitals: HOSPITALS };
  await act(cast.counselor, thing('case'), { act: 'requestReferral', hospital: null, basis, reason: '需要门诊评估' });
  things.set('firstReferral', await linked(play, 'referral'));
  await act(cast.counselor, thing('firstReferral'), { act: 'send', ...(await seen(thing('firstReferral'))) });
  return passage.now();
}

// Each takes up the story where the one before it ends.
it(
  'a referral that nobody answers calls intake, stand-in doctor, the bureau and the health side, and asks one hospital after another until only a person can choose',
  STORY_LIMIT,
  async () => {
    const monday = await untilWeekday(1, '09:00');
    const sentAt = await sendOnConsent();
    expect(sentAt - monday).toBeLessThan(HOUR / 2);

    await passage.until(sentAt + 25 * HOUR);
    const first = thing('firstReferral').id;
    const second = await linked(play, 'referral', [first]);
    things.set('secondReferral', second);
    await keep('firstReferral', 'rerouted');
    await passage.until(sentAt + 49 * HOUR);
    const third = await linked(play, 'referral', [first, second.id]);
    things.set('thirdReferral', third);

    const silence = (hospital: string, standIn: string) =>
      [
        [12 * HOUR, hospital],
        [24 * HOUR, hospital, standIn],
        [28 * HOUR, hospital, 'city', 'healthDuty'],
      ] as const;
    expectRings(
      await rings('firstReferral', 'referralAnswer'),
      'openedAt',
      silence('firstHospital', 'h1 standInDoctor'),
    );
    // The third one says that it has seen it, and in the end that it cannot.
    await passage.until(sentAt + 60 * HOUR + HOUR);
    await act(thirdHospital, third, { act: 'acknowledge', duty: (await play.duty(third, 'referralAnswer')).id });
    await act(thirdHospital, third, {
      act: 'decline',
      reasonCode: 'noCapacity',
      reason: '本周无号',
      ...(await seen(third)),
    });
    const declinedAt = await passage.now();
    await keep('thirdReferral', 'declined');

    expectRings(
      await rings('secondReferral', 'referralAnswer'),
      'openedAt',
      silence('secondHospital', 'h2 standInDoctor'),
    );
    for (const [name, hospital] of [
      ['firstReferral', HOSPITALS[1]],
      ['secondReferral', HOSPITALS[2]],
    ] as const)
      expect((await facts(name)).map(({ fact }) => fact)).toContainEqual(
        expect.objectContaining({ type: 'referralRerouted', hospital }),
      );
    // Late on Wednesday: four school hours of the next day, then the head, and a day later the county.
    const choice = (await owed('case')).find(({ kind }) => kind === 'chooseRoute');
    expect(choice).toMatchObject({ holder: 'counselor' });
    const limitAt = choice?.limitAt ?? 0;
    await passage.until(limitAt + 25 * HOUR);
    expectRings(await rings('case', 'chooseRoute'), 'limitAt', [
      [0, 'counselor', 'head'],
      [24 * HOUR, 'counselor', 'county'],
    ]);
    expect(limitAt - declinedAt).toBeLessThan(DAY);
  },
);

it('a silent hospital may still accept: then the others are asked to let go', STORY_LIMIT, async () => {
  const [first, second] = [thing('firstReferral'), thing('secondReferral')];
  await act(cast.firstHospital, first, { act: 'accept', ...(await seen(first)) });
  expect(await play.view(first)).toMatchObject({ stage: 'accepted' });
  expect(await play.view(second)).toMatchObject({ stage: 'cancellationRequested' });
  expect(await owed('secondReferral')).toMatchObject([{ kind: 'referralCancel', holder: 'secondHospital' }]);
  expect(await told()).toContain(
    "Nobody answered the referral within 24 hours: the first hospital's stand-in doctor is called.",
  );
});

it('a child who does not come is looked for on the same day', STORY_LIMIT, async () => {
  const [on, first] = [thing('case'), thing('firstReferral')];
  const appointmentAt = (await untilWeekday(1, '10:00')) + HOUR;
  await act(cast.firstHospital, first, { act: 'schedule', at: appointmentAt, place: null, ...(await seen(first)) });
  await passage.until(appointmentAt + HOUR / 2);
  await act(cast.firstHospital, first, { act: 'noShow', ...(await seen(first)) });
  const missedAt = await passage.now();
  expect(await owed('firstReferral')).toMatchObject([{ kind: 'referralRebook', holder: 'firstHospital' }]);

  await passage.until(missedAt + 5 * HOUR);
  // Four school hours from half past eleven: the head is called before the day is over.
  expectRings(await rings('case', 'safetyCheck'), 'openedAt', [
    [2 * HOUR, 'counselor'],
    [4 * HOUR, 'counselor', 'head'],
  ]);
  const visit = { with: 'student', guardian: null, channel: 'inPerson', outcome: 'reached', note: null };
  await act(cast.head, on, { act: 'recordContact', ...visit });
  expect((await owed('case')).map(({ kind }) => kind)).not.toContain('safetyCheck');
  expect(await told()).toContain(
    'Nobody made sure the student is safe within 4 school hours: the school head is called.',
  );
});
