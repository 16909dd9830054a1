import { expect, it } from 'vitest';
import { DAY, HOUR } from '#domain/instant';
import { expectRings, staged, STORY_LIMIT } from '#tools/testing/staged';
import { intoCare } from '#tools/testing/staged-care';

/** Next to nothing is kept: every task is rebuilt from its history, as after a worker's end. */
const stage = await staged({ cachedWorkflows: 1 });
const { play, passage, contacts, rings, owed, told, untilWeekday, keep } = stage;
const { act, answering, cast, thing } = play;

const TRACE = { act: 'recordTrace', guardian: null, note: null };
const CALL = { act: 'recordFollowUp', channel: 'voice', signs: [], guardian: null, note: null };
const tracing = (holder: string) => ({ kind: 'followUpTrace', holder, limitAt: expect.any(Number) });

// Each takes up the story where the one before it ends.
it(
  'a window in which nobody called is counted, and traced: the owner, then the head, then the county is called',
  STORY_LIMIT,
  async () => {
    await untilWeekday(1, '09:00');
    await intoCare(stage, 'L2');
    const on = thing('followUp');
    const { limitAt: closesAt } = await play.duty(on, 'followUpContact');
    await passage.until(closesAt + 2 * DAY + HOUR);
    expectRings(await rings('followUp', 'followUpContact'), 'limitAt', [[0, 'counselor', 'standIn']]);
    expectRings(await rings('followUp', 'followUpTrace'), 'openedAt', [
      [DAY, 'counselor', 'head'],
      [2 * DAY, 'counselor', 'county'],
    ]);
    expect(await play.view(on)).toMatchObject({ stage: 'tracing', misses: 1 });
  },
);

it(
  'tracing that finds nobody goes up to the head, the county and the city, and does not come down',
  STORY_LIMIT,
  async () => {
    const on = thing('followUp');
    await untilWeekday(1, '09:00');
    const unseen = { source: 'classTeacher', found: false, ...(await answering(on, 'followUpTrace')) };
    await act(cast.counselor, on, { ...TRACE, ...unseen });
    expect(await owed('followUp')).toContainEqual(tracing('head'));
    await passage.until((await passage.now()) + 2 * DAY + HOUR);
    expectRings(await rings('followUp', 'followUpTrace', 1), 'openedAt', [
      [DAY, 'head', 'county'],
      [2 * DAY, 'head', 'city'],
    ]);
  },
);

it(
  'found is not spoken with: the call is owed on the same day, an attempt is no contact, and only a conversation ends it',
  STORY_LIMIT,
  async () => {
    const on = thing('followUp');
    const seen = { source: 'homeVisit', found: true, ...(await answering(on, 'followUpTrace')) };
    await act(cast.head, on, { ...TRACE, ...seen });
    await passage.until((await passage.now()) + 5 * HOUR);
    expectRings(await rings('followUp', 'followUpContact', 1), 'openedAt', [[4 * HOUR, 'counselor', 'standIn']]);
    const again = async () => ({
      happenedAt: await passage.now(),
      ...(await answering(on, 'followUpContact', 'retry')),
    });
    await act(cast.counselor, on, { ...CALL, outcome: 'noAnswer', ...(await again()) });
    expect(await play.view(on)).toMatchObject({ stage: 'tracing', misses: 2 });
    expect(await owed('followUp')).toContainEqual(tracing('head'));
    await passage.until((await passage.now()) + HOUR);
    await act(cast.counselor, on, { ...CALL, outcome: 'reached', assessment: 'steady', ...(await again()) });
    await keep('followUp', 'escalated');

    expect(await play.view(on)).toMatchObject({ stage: 'planned', misses: 0 });
    expect(await owed('followUp')).toMatchObject([{ kind: 'followUpContact', holder: 'counselor' }]);
    const missed = (await contacts('contactMissed')).map(({ outcome }) => outcome);
    expect(missed).toEqual(['windowPassed', 'noAnswer']);
    const story = await told();
    for (const line of [
      'The window of contact has passed and nobody reached the student: counted as missed',
      'Nobody traced the student within 24 hours: the school head is called',
      'did not find the student through the class teacher: tracing goes up',
      '24 hours past the limit nobody has traced the student: the city supervisor is called',
    ])
      expect(story).toContain(line);
  },
);
