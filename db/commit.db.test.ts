import { createHash, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { MINUTE } from '#domain/instant';
import { SYSTEM } from '#domain/role';
import { freshDatabase } from '#tools/testing/database';
import { oneSchool, type Someone, StandingClock } from '#tools/testing/one-school';
import type { Act, Target } from './act.ts';
import { commit, NotFound } from './commit.ts';
import { KeyReused } from './outcome.ts';
import type { AnyCommand } from './streams.ts';

const database = await freshDatabase();
const db = database.open('api', { size: 4 });
const clockDb = database.open('clock');
const { staff, student } = await oneSchool(database.admin);
const clock = new StandingClock();

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest();

function act(
  by: Someone,
  target: Target,
  command: AnyCommand,
  actKey: string = randomUUID(),
): Promise<Awaited<ReturnType<typeof commit>>> {
  const asked: Act = { target, actor: by.actor, actKey, digest: digest(command), command };
  return commit(db, clock, by.context, asked);
}

function warning(floor: string, more: object = {}): AnyCommand {
  return {
    act: 'addWarning',
    warning: randomUUID(),
    source: 'concern',
    floor,
    critical: false,
    signs: [],
    reasons: ['test'],
    observedAt: clock.at,
    ...more,
  } as AnyCommand;
}

async function opened(floor: string): Promise<{ child: string; stream: string }> {
  const child = await student();
  const outcome = await commit(
    db,
    clock,
    { ...staff.counselor.context, actor: 'system' },
    { target: { student: child }, actor: SYSTEM, actKey: randomUUID(), digest: digest(child), command: warning(floor) },
  );
  if (outcome.status !== 'recorded') throw new Error(outcome.code);
  return { child, stream: outcome.stream };
}

it('opens a case with a named holder, a limit and a chain in the transaction of the warning', async () => {
  const { stream } = await opened('L2');
  const [row] =
    await database.admin`select stage, level, next_due_at, closed_at, version from streams where id = ${stream}`;
  expect(row).toMatchObject({ stage: 'triage', level: 'L2', closed_at: null });
  const duties =
    await database.admin`select kind, holder from duties where stream_id = ${stream} and done_at is null order by kind`;
  expect(duties.map((duty) => [duty.kind, duty.holder])).toEqual([
    ['interview', staff.counselor.person],
    ['secondSource', staff.classTeacher.person],
  ]);
  const events = await database.admin`select version, type from events where stream_id = ${stream} order by version`;
  expect(events.map((event) => event.type)).toEqual([
    'caseOpened',
    'stageEntered',
    'warningAdded',
    'levelChanged',
    'dutyOpened',
    'dutyOpened',
  ]);
});

it('joins the open case of the student instead of opening a second one, also when two warnings come at once', async () => {
  const child = await student();
  const both = await Promise.all(['L1', 'L2'].map((floor) => act(staff.counselor, { student: child }, warning(floor))));
  expect(new Set(both.map((outcome) => outcome.stream)).size).toBe(1);
  const [count] =
    await database.admin`select count(*)::int as n from streams where student_id = ${child} and kind = 'case'`;
  expect(count?.n).toBe(1);
});

it('answers the same key with the same outcome and does nothing twice', async () => {
  const { stream } = await opened('L2');
  const key = randomUUID();
  const command = { act: 'recordSecondSource', view: ['withdrawn'], note: null };
  const first = await act(staff.counselor, { stream }, command, key);
  const again = await act(staff.counselor, { stream }, command, key);
  expect(again).toEqual(first);
  const [count] =
    await database.admin`select count(*)::int as n from events where stream_id = ${stream} and type = 'secondSourceRecorded'`;
  expect(count?.n).toBe(1);
});

it('refuses a used key with another body', async () => {
  const { stream } = await opened('L2');
  const key = randomUUID();
  await act(staff.counselor, { stream }, { act: 'revisePlan' }, key).catch(() => undefined);
  await act(staff.counselor, { stream }, { act: 'recordSecondSource', view: [], note: null } as AnyCommand, key).catch(
    () => undefined,
  );
  await expect(
    act(staff.counselor, { stream }, { act: 'recordSecondSource', view: ['other'], note: null } as AnyCommand, key),
  ).rejects.toThrow(KeyReused);
});

it('keeps a refusal under its key and changes nothing', async () => {
  const { stream } = await opened('L2');
  const key = randomUUID();
  const command = {
    act: 'recordInterview',
    answers: '999',
    findings: ['x'],
    outcome: 'reassess',
    reasonCode: null,
    note: null,
  };
  const refused = await act(staff.counselor, { stream }, command, key);
  expect(refused).toMatchObject({ status: 'refused', code: 'stale' });
  expect(await act(staff.counselor, { stream }, command, key)).toEqual(refused);
  const [row] = await database.admin`select version from streams where id = ${stream}`;
  expect(row?.version).toBe(6);
});

it('gives the answer of a copy that is kept while this one is being written', async () => {
  const { stream } = await opened('L2');
  const key = randomUUID();
  const command = { act: 'recordSecondSource', view: ['withdrawn'], note: null };
  const kept = { status: 'refused', stream: null, code: 'stale', detail: {} };
  // A refusal is kept outside the lock of the stream: here it is on its way, and not yet to be seen.
  const { running: copy } = await database.admin.begin(async (other) => {
    await other`insert into acts (actor, act_key, digest, outcome, at)
      values (${staff.counselor.person}, ${key}, ${digest(command)}, ${other.json(kept)}, now())`;
    const running = act(staff.counselor, { stream }, command, key);
    for (;;) {
      const [row] =
        await other`select count(*)::int as n from pg_locks where locktype = 'transactionid' and not granted`;
      if (row?.n > 0) return { running };
    }
  });
  expect(await copy).toEqual(kept);
  const [row] = await database.admin`select version from streams where id = ${stream}`;
  expect(row?.version).toBe(6);
});

it('rings as the clock without a word of the vault, and nothing due is no fact', async () => {
  const { stream } = await opened('L4');
  const tick = () =>
    commit(
      clockDb,
      clock,
      { actor: 'clock' },
      {
        target: { stream },
        actor: { person: null, role: 'clock', side: null },
        actKey: randomUUID(),
        digest: digest(stream),
        command: { act: 'deadlinePassed' },
      },
    );
  const quiet = await tick();
  clock.at += 5 * MINUTE;
  const rung = await tick();
  const again = await tick();
  expect(quiet).toMatchObject({ status: 'recorded', stage: 'crisis', level: 'L4' });
  // The acknowledgement's limit and half of the referral offer's ten minutes.
  expect(rung.status === 'recorded' && quiet.status === 'recorded' && rung.version - quiet.version).toBe(2);
  expect(again.status === 'recorded' && rung.status === 'recorded' && again.version === rung.version).toBe(true);
  const called =
    await database.admin`select called from duties where stream_id = ${stream} and kind = 'crisisAcknowledge'`;
  expect(called[0]?.called).toEqual([staff.standIn.person]);
});

it('gives nothing to a stream that is not there', async () => {
  await expect(act(staff.counselor, { stream: randomUUID() }, { act: 'revisePlan' })).rejects.toThrow(NotFound);
});

it('writes an audit row for each act and each refusal', async () => {
  const { stream } = await opened('L2');
  await act(staff.counselor, { stream }, { act: 'recordSecondSource', view: ['x'], note: null } as AnyCommand);
  await act(staff.otherCounselor, { stream }, {
    act: 'grade',
    level: 'L2',
    basis: ['x'],
    reasonCode: 'x',
    reason: null,
    against: 99,
  } as AnyCommand);
  const rows = await database.admin`select action from audit where stream_id = ${stream} order by id`;
  expect(rows.map((row) => row.action)).toEqual(['addWarning', 'recordSecondSource', 'grade:wrongStage']);
});
