import { expect, it } from 'vitest';
import { noticeKeyOf, noticeIdOf } from './notice-key.ts';
import { createActivities } from './create.ts';
import { MINUTE } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { stageOf } from '#tools/testing/lived-case';
import { oneSchool, StandingClock } from '#tools/testing/one-school';

const database = await freshDatabase();
const asClock = database.open('clock');
const asPerson = database.open('api');
const school = await oneSchool(database.admin);
const clock = new StandingClock();
const stage = stageOf(asPerson, asClock, clock);
const log = { info: () => undefined, error: () => undefined };
// Nothing is woken: the test does by hand what a notice's own workflow does.
const waker = { wake: async () => undefined } as never;
const activities = createActivities({ db: asClock, clock, waker, channels: [], log });
const { staff } = school;

async function declared() {
  const student = await school.student();
  const warning = { act: 'addWarning', warning: crypto.randomUUID(), source: 'concern', floor: 'L4', critical: true };
  const seen = { signs: ['attempt'], reasons: ['sign'], observedAt: clock.at };
  const { stream } = await stage.act(staff.counselor, { student }, { ...warning, ...seen });
  const [duty] = await database.admin<{ opened: number }[]>`
    select opened_version as opened from duties where stream_id = ${stream} and kind = 'crisisAcknowledge'`;
  return { stream, duty: String(duty?.opened) };
}

/** One person does not look at the page: in-app, a minute of patience, no other channel. Answers whom it led to. */
async function silent(notice: string): Promise<readonly string[]> {
  const { stream, duty } = noticeKeyOf(notice);
  const before = await calledFor(stream, duty);
  await activities.deliver(notice, 'inApp');
  clock.at += MINUTE;
  await activities.unread(notice);
  const after = await activities.callNext(notice);
  expect(after).toMatchObject({ open: false, stage: 'settled' });
  return (await calledFor(stream, duty)).filter((person) => !before.includes(person));
}

async function calledFor(stream: string, duty: string): Promise<readonly string[]> {
  const [row] = await database.admin<{ called: string[] }[]>`
    select called from duties where stream_id = ${stream} and opened_version = ${duty}`;
  return row?.called ?? [];
}

it('climbs from one who does not look to somebody new each time, up to the city, and then to nobody twice', async () => {
  const { stream, duty } = await declared();
  const order = [staff.counselor, staff.standIn, staff.head, staff.county, staff.city];
  for (const [index, one] of order.entries()) {
    const next = order[index + 1];
    const called = await silent(noticeIdOf({ stream, duty, step: 0, person: one.person }));
    expect(called).toEqual(next === undefined ? [] : [next.person]);
  }
  const rows = await database.admin`
    select person from notices where stream_id = ${stream} and opened_version = ${duty} and template = 'colleagueUnanswered'`;
  expect(new Set(rows.map(({ person }) => String(person)))).toEqual(
    new Set(order.slice(1).map(({ person }) => person)),
  );
});

it('lets whoever was called so act on the duty, and asked twice calls nobody else', async () => {
  const { stream, duty } = await declared();
  const notice = noticeIdOf({ stream, duty, step: 0, person: staff.counselor.person });
  expect(await silent(notice)).toEqual([staff.standIn.person]);
  await activities.callNext(notice);
  expect(await calledFor(stream, duty)).toEqual([staff.standIn.person]);
  await stage.act(staff.standIn, { stream }, { act: 'acknowledge', duty });
});
