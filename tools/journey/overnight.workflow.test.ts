import { describe, expect, it } from 'vitest';
import { isSchoolDay } from '#domain/calendar';
import { addDays, type Day, dayOf, type Instant, MINUTE, onDay, weekday } from '#domain/instant';
import { expectRings, staged, STORY_LIMIT } from '#tools/testing/staged';
import { CALENDAR } from './play.ts';

const { play, passage, facts, rings, worry, wipe, keep } = await staged();
const { act, cast, thing } = play;
const EVERY = 5 * MINUTE;
/** Who comes with the counselor, round and round. */
const ROUND = ['standIn', 'head', 'county', 'city'];

/** The last evening before a holiday that begins in mid-week. */
function eveBefore(from: Instant): Day {
  let day = addDays(dayOf(from), 1);
  while (!isSchoolDay(CALENDAR, day) || isSchoolDay(CALENDAR, addDays(day, 1)) || weekday(day) > 4)
    day = addDays(day, 1);
  return day;
}

const calls = (count: number) =>
  Array.from({ length: count }, (_, n) => [(n + 1) * EVERY, 'counselor', ROUND[n % ROUND.length] ?? ''] as const);

// One night; the second story takes up where the first one ends.
describe('an L4 that nobody acknowledges', STORY_LIMIT, () => {
  let begun = 0;
  const alarm = () => rings('case', 'crisisAcknowledge');

  it('calls the counselor and with them the next one every five minutes, through midnight into the holiday, up to the city and round again', async () => {
    const eve = eveBefore(await passage.now());
    await passage.until(onDay(eve, '23:30'));
    begun = await worry('now');
    await passage.until(begun + 12 * MINUTE);
    await keep('case', 'recalled');
    await passage.until(onDay(addDays(eve, 1), '00:31'));
    expectRings(await alarm(), 'openedAt', calls(12));
  });

  it('goes on calling when Temporal has forgotten everything, and until somebody says that they are there', async () => {
    await wipe();
    await passage.until(begun + 92 * MINUTE);
    expectRings(await alarm(), 'openedAt', calls(18));
    const made = (await facts('case')).map(({ fact }) => fact.type);
    expect(made.filter((type) => ['caseClosed', 'stoodDown', 'crisisHandedOver', 'dutyDone'].includes(type))).toEqual(
      [],
    );

    await act(cast.city, thing('case'), {
      act: 'acknowledge',
      duty: (await play.duty(thing('case'), 'crisisAcknowledge')).id,
    });
    await passage.until(begun + 112 * MINUTE);
    expect((await alarm()).rings).toHaveLength(18);
    expect(await play.view(thing('case'))).toMatchObject({ stage: 'crisis', level: 'L4', open: true });
  });
});
