import { createHash, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { MINUTE } from '#domain/instant';
import { CLOCK, SYSTEM } from '#domain/role';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, type Someone, StandingClock } from '#tools/testing/one-school';
import type { Context } from './transaction.ts';
import { commit } from './commit.ts';
import type { Outcome } from './outcome.ts';
import type { AnyCommand } from './streams.ts';

const database = await freshDatabase();
const db = database.open('api', { size: 4 });
const clockDb = database.open('clock');
const { staff, student } = await oneSchool(database.admin);
const clock = new StandingClock();
const text = () => ({ text: randomUUID(), commitment: 'c' });

async function ask(by: Someone, stream: string, command: object): Promise<Outcome> {
  return commit(db, clock, by.context, {
    target: { stream },
    actor: by.actor,
    actKey: randomUUID(),
    digest: digest(command),
    command: command as AnyCommand,
  });
}

async function must(outcome: Promise<Outcome>): Promise<Outcome & { status: 'recorded' }> {
  const got = await outcome;
  if (got.status !== 'recorded') throw new Error(`${got.code} ${JSON.stringify(got.detail)}`);
  return got;
}

function digest(value: object): Buffer {
  return createHash('sha256').update(JSON.stringify(value)).digest();
}

async function passTime(stream: string): Promise<Outcome> {
  const command = { act: 'deadlinePassed' };
  return commit(
    clockDb,
    clock,
    { actor: 'clock' },
    { target: { stream }, actor: CLOCK, actKey: randomUUID(), digest: digest(command), command },
  );
}

const context: Context = { ...staff.counselor.context, actor: 'system' };

/** A child in crisis whose packet was sent to the first hospital on the head's own word. */
async function emergency(): Promise<{ stream: string; referral: string }> {
  const child = await student();
  const warning = {
    act: 'addWarning',
    warning: randomUUID(),
    source: 'concern',
    floor: 'L4',
    critical: true,
    signs: ['attempt'],
    reasons: ['attempt'],
    observedAt: clock.at,
  };
  const { stream } = await must(
    commit(db, clock, context, {
      target: { student: child },
      actor: SYSTEM,
      actKey: randomUUID(),
      digest: digest(warning),
      command: warning,
    }),
  );
  const asked = await must(
    ask(staff.head, stream, {
      act: 'requestReferral',
      hospital: null,
      basis: { kind: 'emergency', by: staff.head.person },
      reason: text(),
    }),
  );
  const referral = asked.touched.find((one) => one.kind === 'referral')?.id ?? '';
  const [duty] =
    await database.admin`select opened_version from duties where stream_id = ${referral} and done_at is null order by due_at limit 1`;
  await must(ask(staff.head, referral, { act: 'send', answers: String(duty?.opened_version) }));
  return { stream, referral };
}

async function openReferrals(
  stream: string,
): Promise<{ id: string; stage: string; accepted: boolean; person_version: number }[]> {
  return database.admin`select id, stage, accepted, person_version from streams where case_id = ${stream} and kind = 'referral' order by last_at, id`;
}

it('asks the next hospital in the transaction in which the first one’s silence passes its limit, and the case knows', async () => {
  const { stream, referral } = await emergency();
  clock.at += 31 * MINUTE;
  await passTime(referral);
  const all = await openReferrals(stream);
  expect(all.map((one) => one.stage)).toEqual(['received', 'received']);
  const [row] = await database.admin`select state from streams where id = ${stream}`;
  expect(row?.state.links.filter((link: { kind: string }) => link.kind === 'referral')).toHaveLength(2);
});

it('writes what the clock sent to the next hospital into the ledger, in the same transaction', async () => {
  const { referral } = await emergency();
  clock.at += 31 * MINUTE;
  await passTime(referral);
  const rows = await database.admin`select d.what, d.ground, d.actor, o.code, d.at = s.last_at as now
    from disclosures d join organisations o on o.id = d.recipient join streams s on s.id = d.stream_id
    where d.student_id = (select student_id from streams where id = ${referral}) order by d.at`;
  expect(rows).toEqual([
    { what: 'referralSent', ground: 'emergency', actor: staff.head.person, code: '999000-h1', now: false },
    { what: 'referralSent', ground: 'emergency', actor: 'clock', code: '999000-h2', now: true },
  ]);
});

it('lets one hospital accept, tells the other in the same transaction, and refuses a second accept', async () => {
  const { stream, referral } = await emergency();
  clock.at += 31 * MINUTE;
  await passTime(referral);
  const second = (await openReferrals(stream)).find((one) => one.id !== referral);
  await must(ask(staff.secondIntake, second?.id ?? '', { act: 'accept', against: second?.person_version ?? 0 }));
  const [first] = (await openReferrals(stream)).filter((one) => one.id === referral);
  expect(first?.stage).toBe('cancellationRequested');
  const late = await ask(staff.intake, referral, { act: 'accept', against: first?.person_version ?? 0 });
  expect(late.status).toBe('refused');
});

it('lets exactly one of two hospitals win when both accept at the same moment', async () => {
  const { stream, referral } = await emergency();
  clock.at += 31 * MINUTE;
  await passTime(referral);
  const all = await openReferrals(stream);
  const other = all.find((one) => one.id !== referral);
  const both = await Promise.all([
    ask(staff.intake, referral, { act: 'accept', against: all.find((one) => one.id === referral)?.person_version }),
    ask(staff.secondIntake, other?.id ?? '', { act: 'accept', against: other?.person_version }),
  ]);
  expect(both.map((outcome) => outcome.status).toSorted()).toEqual(['recorded', 'refused']);
  expect((await openReferrals(stream)).filter((one) => one.accepted)).toHaveLength(1);
});

it('leaves no open stream without a live duty, whatever the three did', async () => {
  const orphans =
    await database.admin`select id from streams s where closed_at is null and not exists (select 1 from duties d where d.stream_id = s.id and d.done_at is null)`;
  expect(orphans).toEqual([]);
});
