import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { HOUR } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { stageOf } from '#tools/testing/lived-case';
import { oneSchool, StandingClock } from '#tools/testing/one-school';

const database = await freshDatabase();
const school = await oneSchool(database.admin);
const stage = stageOf(database.open('api'), database.open('clock'), new StandingClock());
const { staff } = school;

it('a hand-over that the counselor of another school leaves unanswered calls the head of that school, then the county', async () => {
  const seen = { signs: ['selfHarm'], reasons: ['sign'], observedAt: stage.clock.at };
  const { stream } = await stage.act(
    staff.counselor,
    { student: await school.student() },
    { act: 'addWarning', warning: randomUUID(), source: 'concern', floor: 'L3', critical: true, ...seen },
  );
  const summary = { text: randomUUID(), commitment: 'c'.repeat(64) };
  await stage.act(staff.counselor, { stream }, { act: 'offerHandOver', to: staff.otherCounselor.person, summary });
  const called = async () =>
    (await database.admin`select called from duties where stream_id = ${stream} and kind = 'handOver'`)[0]?.['called'];
  expect(await called()).toEqual([]);
  await stage.pass(stream, 4 * HOUR);
  expect(await called()).toEqual([staff.otherHead.person]);
  await stage.pass(stream, 4 * HOUR);
  expect(await called()).toEqual([staff.otherHead.person, staff.county.person]);
});
