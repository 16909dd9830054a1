import { createHash, randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { SYSTEM } from '#domain/role';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, StandingClock } from '#tools/testing/one-school';
import { commit } from './commit.ts';
import { openNoticeFeed } from './notice-feed.ts';
import { announce } from './notices.ts';

const database = await freshDatabase();
const asPerson = database.open('api');
const asClock = database.open('clock');
const { staff, student } = await oneSchool(database.admin);
const clock = new StandingClock();
const feed = openNoticeFeed(database.url('api'));
afterAll(() => feed.end());

const SOON = { timeout: 10_000, interval: 20 };
const system = { ...staff.counselor.context, actor: 'system' };

/** How often these people were told since they began to listen. */
function listening(...people: readonly { readonly person: string }[]): {
  told: () => readonly number[];
  stop: () => void;
} {
  const told = people.map(() => 0);
  const stops = people.map(({ person }, n) => feed.subscribe(person, () => void (told[n] = (told[n] ?? 0) + 1)));
  return { told: () => told, stop: () => stops.forEach((stop) => stop()) };
}

/** Commits a warning of this floor about a pupil, under a key. */
async function warn(pupil: string, floor: string, actKey: string): Promise<string> {
  const command = {
    act: 'addWarning',
    warning: actKey,
    source: 'concern',
    floor,
    critical: false,
    signs: [],
    reasons: ['test'],
    observedAt: clock.at,
  };
  const digest = createHash('sha256').update(floor).digest();
  const outcome = await commit(asPerson, clock, system, {
    target: { student: pupil },
    actor: SYSTEM,
    actKey,
    digest,
    command,
  });
  return outcome.status;
}

/** Notifications come in the order of commits: once this one is heard, every earlier one was. */
async function caughtUp(): Promise<void> {
  const marker = { person: randomUUID() };
  const ear = listening(marker);
  const mark = () => asClock.transaction({ actor: 'clock', role: 'clock' }, (tx) => announce(tx, [marker.person]));
  await expect.poll(async () => (await mark(), ear.told()[0]), SOON).toBeGreaterThan(0);
  ear.stop();
}

it('tells exactly those whom a commit gave something to read, once, with the commit', async () => {
  await caughtUp();
  const ear = listening(staff.counselor, staff.classTeacher, staff.county, staff.intake);
  const pupil = await student();
  expect(await warn(pupil, 'L4', randomUUID())).toBe('recorded');
  await caughtUp();
  const rows = await database.admin`select distinct person from notices where channel = 'inApp' and not settled`;
  const paged = new Set(rows.map((row) => row['person']));
  const due = [staff.counselor, staff.classTeacher, staff.county, staff.intake].map(({ person }) =>
    Number(paged.has(person)),
  );
  expect(due[0]).toBe(1);
  expect(due).toContain(0);
  expect(ear.told()).toEqual(due);
  ear.stop();
});

it('says nothing of an act asked again, which is done already', async () => {
  const [pupil, key] = [await student(), randomUUID()];
  await warn(pupil, 'L4', key);
  await caughtUp();
  const ear = listening(staff.counselor);
  expect(await warn(pupil, 'L4', key)).toBe('recorded');
  await caughtUp();
  expect(ear.told()).toEqual([0]);
  ear.stop();
});

it('says nothing of what was rolled back', async () => {
  await caughtUp();
  const ear = listening(staff.counselor);
  const lost = asClock.transaction({ actor: 'clock', role: 'clock' }, async (tx) => {
    await announce(tx, [staff.counselor.person]);
    throw new Error('thought better of it');
  });
  await expect(lost).rejects.toThrow('thought better of it');
  await caughtUp();
  expect(ear.told()).toEqual([0]);
  ear.stop();
});

it('has everybody look again after its connection was lost, and hears what is committed from then on', async () => {
  await caughtUp();
  const ear = listening(staff.counselor);
  await database.admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'xinqiao-notices' and datname = current_database()`;
  await expect.poll(() => ear.told()[0], SOON).toBe(1);
  await warn(await student(), 'L4', randomUUID());
  await expect.poll(() => ear.told()[0], SOON).toBe(2);
  ear.stop();
});

it('leaves those alone who have hung up', async () => {
  const ear = listening(staff.counselor);
  ear.stop();
  await warn(await student(), 'L4', randomUUID());
  await caughtUp();
  expect(ear.told()).toEqual([0]);
});
