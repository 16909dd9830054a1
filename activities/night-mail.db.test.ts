import { expect, it } from 'vitest';
import { onDay } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { stageOf } from '#tools/testing/lived-case';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { createActivities } from './create.ts';
import { noticeIdOf } from './notice-key.ts';

const database = await freshDatabase();
const asClock = database.open('clock');
const school = await oneSchool(database.admin);
const clock = new StandingClock();
const stage = stageOf(database.open('api'), asClock, clock);
const { counselor } = school.staff;
await database.admin`insert into contact_points (person_id, channel, address) values (${counselor.person}, 'mail', '\\x00')`;

const sent: string[] = [];
const mail = { name: 'mail', send: async (_address: Buffer, template: string) => void sent.push(template) };
const log = { info: () => undefined, error: () => undefined };
// Nothing is woken: the test does by hand what a notice's own workflow does.
const waker = { wake: async () => undefined } as never;
const activities = createActivities({ db: asClock, clock, waker, channels: [mail], log });

/** A warning at this hour whose page lies unread in-app until its patience is over: where the notice stands then. */
async function unread(floor: string, kind: string) {
  sent.length = 0;
  const student = await school.student();
  const warning = { act: 'addWarning', warning: crypto.randomUUID(), source: 'concern', floor, critical: true };
  const told = { signs: ['attempt'], reasons: ['sign'], observedAt: clock.at };
  const { stream } = await stage.act(counselor, { student }, { ...warning, ...told });
  const [duty] =
    await database.admin`select opened_version as opened from duties where stream_id = ${stream} and kind = ${kind}`;
  const notice = noticeIdOf({ stream, duty: String(duty?.['opened']), step: 0, person: counselor.person });
  const { dueAt } = await activities.deliver(notice, 'inApp');
  clock.at = dueAt ?? 0;
  return { notice, standing: await activities.unread(notice) };
}

it('sends no mail at night for what is not red: it waits for the morning, and goes then', async () => {
  clock.at = onDay('2026-11-23', '20:30');
  const { notice, standing } = await unread('L2', 'interview');
  expect(standing).toMatchObject({ channel: 'mail', stage: 'sending', dueAt: onDay('2026-11-24', '07:00') });
  clock.at = onDay('2026-11-24', '07:00');
  await activities.deliver(notice, 'mail');
  expect(sent).toEqual(['somethingToDo']);
});

it('sends a mail by day as soon as nobody has looked', async () => {
  clock.at = onDay('2026-11-25', '09:00');
  const { standing } = await unread('L2', 'interview');
  expect(standing).toMatchObject({ channel: 'mail', stage: 'sending', dueAt: clock.at });
});

it.each([
  ['L4', 'crisisAcknowledge'],
  ['L3', 'interview'],
])('sends a mail at once at any hour at %s', async (floor, kind) => {
  clock.at = onDay('2026-11-26', '23:10');
  const { notice, standing } = await unread(floor, kind);
  expect(standing).toMatchObject({ channel: 'mail', stage: 'sending', dueAt: clock.at });
  await activities.deliver(notice, 'mail');
  expect(sent).toHaveLength(1);
});
