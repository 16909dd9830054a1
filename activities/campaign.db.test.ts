import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Act } from '#db/act';
import { refusePlace } from '#db/campaign-acts';
import { commit } from '#db/commit';
import { takeSheet } from '#db/intake';
import { invitePupils } from '#db/invite';
import type { AnyCommand } from '#db/streams';
import { type Keyring, newStudentKey } from '#db/vault/keyring';
import type { CampaignCommand, CampaignState } from '#domain/campaign-state';
import { DAY, HOUR, onDay } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { MONDAY_EIGHT, oneSchool, type Someone, StandingClock } from '#tools/testing/one-school';
import { campaignActivities } from './campaign.ts';
import type { CampaignStanding } from './contract.ts';
import { readStanding } from './standing.ts';

const database = await freshDatabase();
const { admin } = database;
const people = database.open('api');
const db = database.open('clock');
const { school, staff, student } = await oneSchool(admin);
const { counselor, classTeacher } = staff;
const secret = randomBytes(32);
const ring: Keyring = { current: 'k', wrapping: { k: secret }, blindIndex: secret, digests: secret, links: secret };
const digestOf = (key: string) => createHash('sha256').update(key).digest();

class WatchedClock extends StandingClock {
  looked: () => Promise<void> = async () => undefined;
  override async now(): Promise<number> {
    await this.looked();
    return this.at;
  }
}
const clock = new WatchedClock();
const refusals: unknown[] = [];
const log = { info: () => undefined, error: (said: unknown) => void refusals.push(said) };
const parts = { db, clock, log, channels: [], waker: { wake: async () => undefined } };
const { invite, remindSilent, handOverAbsentees, catchUp } = campaignActivities(parts);
const standing = (id: string) => readStanding(parts, id) as Promise<CampaignStanding>;

const ownClass = (await admin`select id from organisations where code = 's-0701'`)[0]?.id as string;
/** A class whose class teacher's post is vacant. */
const otherClass = randomUUID();
const otherPath = '/c/k/s/h/';
await admin`insert into organisations (id, parent_id, kind, code, name, path, side, valid_from)
  values (${otherClass}, ${school}, 'class', 's-0702', 's-0702', ${otherPath}, 'education', '2026-01-01')`;

async function pupils(own: number, other: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < own + other; n += 1) ids.push(await student());
  await moveToOther(ids.slice(own));
  return ids;
}
const moveToOther = (ids: readonly string[]) =>
  admin`update students set class_id = ${otherClass}, path = ${otherPath} where id = any(${[...ids]}::uuid[])`;

type More = Pick<Act, 'beside' | 'complete'>;

function act(who: Someone, target: Act['target'], command: AnyCommand | CampaignCommand, more: More = {}) {
  const actKey = randomUUID();
  const wish = { target, actor: who.actor, actKey, digest: digestOf(actKey), command };
  return commit(people, clock, who.context, { ...wish, ...more });
}

const WINDOW = { opensAt: MONDAY_EIGHT + DAY + 2 * HOUR, closesAt: MONDAY_EIGHT + 9 * DAY };

/** Planned on Monday and opened at once; its window begins on Tuesday at 10:00. One interviewer: 46 a day. */
async function opened(ids: readonly string[], own: number): Promise<string> {
  clock.at = MONDAY_EIGHT;
  const id = randomUUID();
  const classes = [
    { class: ownClass, size: own },
    { class: otherClass, size: ids.length - own },
  ].filter(({ size }) => size > 0);
  const plan = { act: 'plan', instrument: 'PHQ-9', instrumentVersion: '1', interviewers: 1 } as const;
  const start = { start: id, kind: 'campaign', org: school, path: counselor.context.path ?? '' } as const;
  await act(counselor, start, { ...plan, window: WINDOW, classes }, { beside: invitePupils(ring, id, ids) });
  const planned = await standing(id);
  expect(planned).toMatchObject({ stage: 'planned', inviteAt: null, unowned: 0, behind: false });
  const answers = planned.duties[0]?.id ?? '';
  await act(counselor, { stream: id }, { act: 'open', answers, wordingVerified: true });
  return id;
}

async function answer(campaign: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { wrapped, masterKeyId, keyVersion } = newStudentKey(ring, id);
    await admin`insert into student_keys (student_id, wrapped_key, master_key_id, key_version) values (${id}, ${wrapped}, ${masterKeyId}, ${keyVersion})`;
    const answers = Object.fromEntries([0, 0, 1, 0, 0, 0, 0, 0, 0].map((value, index) => [index + 1, value]));
    const actKey = randomUUID();
    const taken = await takeSheet(people, clock, { actor: `student:${id}` }, ring, {
      student: id,
      campaign,
      instrument: 'PHQ-9',
      version: '1',
      answers,
      observedAt: clock.at,
      actKey,
      digest: digestOf(actKey),
      actor: { person: null, role: 'student', side: null },
    });
    expect(taken).toHaveProperty('sheet');
  }
}

const rows = (id: string) =>
  admin<{ state: string; owner: string | null; class: string }[]>`
    select state, owner, class_id as class from campaign_invitations where campaign_id = ${id} group by 1, 2, 3`;
const inState = async (id: string, state: string) =>
  (
    await admin<{ id: string }[]>`select student_id as id from campaign_invitations
    where campaign_id = ${id} and state = ${state} order by student_id`
  ).map((row) => row.id);
const stateOf = async (id: string) =>
  (await admin`select state from streams where id = ${id}`)[0]?.state as CampaignState;
const counts = async (id: string, at: 'waiting' | 'invited' | 'answered' | 'refused' | 'owned' | 'settled') =>
  (await stateOf(id)).classes.reduce((sum, one) => sum + one[at], 0);

/** A campaign of 60 with 46 invited on the first day, of whom one refused and eight answered; the rest invited on the second. */
const id = await opened(await pupils(40, 20), 40);

it('invites page by page up to what a day has room for, and asked twice invites nobody twice', async () => {
  expect(await standing(id)).toMatchObject({ inviteAt: WINDOW.opensAt, places: 46, invited: 0, unowned: 60 });
  expect((await invite(id, 46)).invited).toBe(0);
  clock.at = WINDOW.opensAt;
  const first = await invite(id, 30);
  expect(first.invited).toBe(30);
  expect(await invite(id, 30)).toMatchObject({ invited: 30, version: first.version, places: 16 });
  const full = await invite(id, 60);
  expect(full).toMatchObject({ invited: 46, inviteAt: onDay('2026-11-25', '07:30'), places: 14 });
  expect((await stateOf(id)).classes.map((one) => one.invited)).toEqual([40, 6]);
});

it('counts answers from the rows, once', async () => {
  const [refusing = '', ...asked] = await inState(id, 'invited');
  const complete = refusePlace(id, refusing, 'student');
  const refused = await act(counselor, { stream: id }, { act: 'recordRefusal' }, { complete });
  expect(refused.status).toBe('recorded');
  await answer(id, asked.slice(0, 8));
  expect(await standing(id)).toMatchObject({ behind: true });
  const counted = await catchUp(id);
  expect(counted).toMatchObject({ behind: false, unowned: 51 });
  expect((await catchUp(id)).version).toBe(counted.version);
  expect(await counts(id, 'answered')).toBe(8);
  clock.at = onDay('2026-11-25', '07:30');
  expect(await invite(id, 60)).toMatchObject({ invited: 60, inviteAt: null, places: 0 });
});

it('N18: reminds each silent pupil once, two days after the invitation, and nobody who answered or refused', async () => {
  expect((await standing(id)).remind).toEqual({ at: WINDOW.opensAt + 2 * DAY, students: 37 });
  expect((await remindSilent(id, 50)).remind?.students).toBe(37);
  clock.at = WINDOW.opensAt + 2 * DAY;
  expect((await remindSilent(id, 20)).remind?.students).toBe(17);
  expect((await remindSilent(id, 50)).remind).toEqual({ at: onDay('2026-11-27', '07:30'), students: 14 });
  clock.at = onDay('2026-11-27', '07:30');
  expect((await remindSilent(id, 50)).remind).toBeNull();
  expect(
    await admin`select from campaign_invitations where campaign_id = ${id} and reminded_at is not null`,
  ).toHaveLength(51);
  expect(await inState(id, 'refused')).toHaveLength(1);
});

it('hands the silent to class teachers, where the post is vacant to counselors, and ends when the last was looked after', async () => {
  const before = await standing(id);
  expect(await handOverAbsentees(id, 20)).toMatchObject({ version: before.version, unowned: 51 });
  clock.at = WINDOW.closesAt;
  for (const left of [31, 11, 0]) expect((await handOverAbsentees(id, 20)).unowned).toBe(left);
  const after = await standing(id);
  expect(await handOverAbsentees(id, 20)).toMatchObject({ version: after.version, stage: 'chasing', behind: false });
  const states = (await rows(id)).map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(['answered', 'refused', 'owned']));
  const owners = (await rows(id)).filter(({ state }) => state === 'owned').map((row) => [row.class, row.owner]);
  expect(new Map(owners as [string, string][])).toEqual(
    new Map([
      [ownClass, classTeacher.person],
      [otherClass, counselor.person],
    ]),
  );
  // A sheet that comes in late still counts.
  await answer(id, (await inState(id, 'owned')).slice(0, 1));
  expect(await catchUp(id)).toMatchObject({ open: true, behind: false });
  expect([await counts(id, 'answered'), await counts(id, 'owned')]).toEqual([9, 50]);
  for (const duty of after.duties) {
    const who = duty.subject === ownClass ? classTeacher : counselor;
    const count = (await stateOf(id)).classes.find((one) => one.class === duty.subject)?.owned ?? 0;
    await act(who, { stream: id }, { act: 'settleAbsentees', answers: duty.id, count, outcome: 'spokenWith' });
  }
  expect(await standing(id)).toMatchObject({ open: false, stage: 'ended', dueAt: null, behind: false });
  expect((await handOverAbsentees(id, 20)).open).toBe(false);
});

it('closes by itself as soon as each pupil has answered', async () => {
  const ids = await pupils(3, 0);
  const all = await opened(ids, 3);
  clock.at = WINDOW.opensAt;
  await invite(all, 2);
  await answer(all, ids);
  expect(await standing(all)).toMatchObject({ behind: true, unowned: 0 });
  expect(await catchUp(all)).toMatchObject({ open: false, stage: 'ended' });
  expect(await counts(all, 'answered')).toBe(3);
});

it('reads a page anew when a pupil answers while it is being written, and undoes nothing of either', async () => {
  const ids = (await pupils(4, 0)).toSorted();
  const raced = await opened(ids, 4);
  clock.at = WINDOW.opensAt;
  let looks = 0;
  clock.looked = async () => {
    looks += 1;
    // Looks: catching up, closing, the page, and commit() itself.
    if (looks === 4) await answer(raced, ids.slice(0, 1));
  };
  expect(await invite(raced, 2)).toMatchObject({ invited: 2 });
  clock.looked = async () => undefined;
  expect(await inState(raced, 'invited')).toEqual(ids.slice(1, 3));
  expect(await catchUp(raced)).toMatchObject({ behind: false });
  expect((await stateOf(raced)).classes[0]).toMatchObject({ waiting: 1, invited: 2, answered: 1 });
});

it('leaves no pupil behind who changed class since the plan', async () => {
  const ids = await pupils(2, 2);
  const moved = await opened(ids, 2);
  await moveToOther(ids.slice(0, 1));
  clock.at = WINDOW.opensAt;
  expect(await invite(moved, 4)).toMatchObject({ invited: 4 });
  await answer(moved, ids.slice(0, 1));
  clock.at = WINDOW.closesAt;
  expect(await handOverAbsentees(moved, 50)).toMatchObject({ unowned: 0, stage: 'chasing' });
  expect([await counts(moved, 'answered'), await counts(moved, 'owned')]).toEqual([1, 3]);
  expect(refusals).toEqual([]);
});

it('has places for no pupil younger than 14 before a guardian consents, asks once one has, and hands who never was asked to an owner', async () => {
  const young = [await student('2014-05-01'), await student('2014-05-01')];
  const asked = await opened([...young, await student()], 3);
  expect(await standing(asked)).toMatchObject({ places: 1, unowned: 3 });
  clock.at = WINDOW.opensAt;
  expect(await invite(asked, 3)).toMatchObject({ invited: 1, inviteAt: null, places: 0, unowned: 3 });
  await admin`insert into consents (id, student_id, kind, given_by, given_at)
    select gen_random_uuid(), student_id, 'screening', id, '2026-01-01' from guardians where student_id = ${young[0] ?? ''}`;
  expect(await standing(asked)).toMatchObject({ inviteAt: WINDOW.opensAt, places: 1 });
  expect(await invite(asked, 3)).toMatchObject({ invited: 2, places: 0 });
  clock.at = WINDOW.closesAt;
  expect(await handOverAbsentees(asked, 50)).toMatchObject({ unowned: 0, stage: 'chasing' });
  expect(await inState(asked, 'owned')).toContain(young[1]);
  expect(refusals).toEqual([]);
});
