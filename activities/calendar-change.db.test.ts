import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { calendarAt } from '#db/queries/calendar';
import { onDay } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';
import { MONDAY_EIGHT } from '#tools/testing/one-school';
import { enterYear, holiday, yearList } from '#tools/testing/year-list';
import { changeRound } from './calendar-change.ts';

const city = await apiCity();
const { staff, clock } = city;
const admin = city.database.admin;
const mayor = await city.as(staff.city.person);
const head = await city.as(staff.head.person);
const counselor = await city.as(staff.counselor.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

const worker = { db: city.database.open('clock'), clock, log: { info: () => {}, error: () => {} } };
const untilIdle = async () => {
  for (let rounds = 0; rounds < 50; rounds += 1) if ((await changeRound(worker)) === 'idle') return;
  expect.fail('the change never ends');
};
beforeEach(() => {
  clock.at = MONDAY_EIGHT;
});

const caseOf = async (...signs: string[]): Promise<string> => {
  const raised = await counselor.post('/api/concerns', { student: await city.student(), signs }, key());
  expect(raised.statusCode, raised.body).toBe(200);
  return raised.json().case;
};
interface Duty {
  readonly kind: string;
  readonly clock: string;
  readonly limitAt: number;
  readonly uncovered: boolean;
}
const dutiesOf = async (id: string): Promise<readonly Duty[]> =>
  (await counselor.get(`/api/cases/${id}`)).json().duties;
const interviewOf = async (id: string) => {
  const found = (await dutiesOf(id)).find(({ kind }) => kind === 'interview');
  return found ?? expect.fail('no interview is owed');
};

describe('open streams', () => {
  it('hear of a new list by one act each, which moves limits of school days and no red clock', async () => {
    await enterYear(mayor, 2026, yearList(2026));
    await untilIdle();
    const plain = await caseOf('bullying');
    const red = await caseOf('attempt');
    const before = await dutiesOf(red);
    expect((await interviewOf(plain)).limitAt).toBe(onDay('2026-12-07', '18:00'));
    const entered = await enterYear(mayor, 2026, yearList(2026, { holidays: [holiday('2026-11-25', '2026-11-27')] }));
    expect((await interviewOf(plain)).limitAt, 'not before the worker has come').toBe(onDay('2026-12-07', '18:00'));
    await untilIdle();
    expect((await interviewOf(plain)).limitAt).toBe(onDay('2026-12-10', '18:00'));
    expect(await dutiesOf(red)).toEqual(before);
    const stamp = entered.json().enteredAt;
    const kept =
      await admin`select stream_id from acts where act_key like ${`calendar/${stamp}/%`} and actor = 'system'`;
    const open = await admin`select id from streams where closed_at is null`;
    const heard = new Set(kept.map((row) => String(row['stream_id'])));
    expect(heard).toEqual(new Set(open.map((row) => String(row['id']))));
    expect(kept).toHaveLength(open.length);
    const { recalculation } = (await mayor.get('/api/calendar/years/2026')).json();
    expect(recalculation).toEqual({ job: entered.json().job, state: 'done', streams: open.length });
  });

  it('are moved back when the list was wrong, also by two workers, and by one that was killed and begins again', async () => {
    await enterYear(mayor, 2026, yearList(2026, { holidays: [holiday('2026-11-25', '2026-11-27')] }));
    await untilIdle();
    const id = await caseOf('bullying');
    expect((await interviewOf(id)).limitAt).toBe(onDay('2026-12-10', '18:00'));
    const { job } = (await enterYear(mayor, 2026, yearList(2026))).json();
    await Promise.all([changeRound(worker), changeRound(worker)]);
    await admin`update jobs set state = 'running', report = jsonb_set(report, '{after}', 'null') where id = ${job}`;
    await untilIdle();
    expect((await interviewOf(id)).limitAt).toBe(onDay('2026-12-07', '18:00'));
    const moved =
      await admin`select version from events where stream_id = ${id} and type = 'dutyMoved' and at >= ${new Date(MONDAY_EIGHT)}`;
    const duties = await dutiesOf(id);
    expect(moved.length).toBeLessThanOrEqual(duties.length);
  });
});

describe('the look of a case at what runs beside it', () => {
  it('moves with the limit there, later and back again, and makes no view of a person stale', async () => {
    await enterYear(mayor, 2026, yearList(2026));
    await untilIdle();
    const id = await caseOf('recentPlan');
    const left = await counselor.post(`/api/cases/${id}/acts`, { act: 'startLeave' }, key());
    expect(left.statusCode, left.body).toBe(200);
    const beside = async () => {
      const [owed] = await admin`select d.limit_at from duties d join streams s on s.id = d.stream_id
        where s.case_id = ${id} and s.kind = 'return' and d.done_at is null`;
      const watch = (await dutiesOf(id)).find(({ kind }) => kind === 'watch');
      return { margin: (watch?.limitAt ?? 0) - Number(owed?.['limit_at']), watch: watch?.limitAt ?? 0 };
    };
    const seen = async () => (await counselor.get(`/api/cases/${id}`)).json().personVersion;
    const [before, version] = [await beside(), await seen()];
    await enterYear(mayor, 2026, yearList(2026, { holidays: [holiday('2026-11-24', '2026-11-27')] }));
    await untilIdle();
    const moved = await beside();
    expect(moved.watch).toBeGreaterThan(before.watch);
    expect([moved.margin, await seen()]).toEqual([before.margin, version]);
    await enterYear(mayor, 2026, yearList(2026));
    await untilIdle();
    expect(await beside()).toEqual(before);
  });
});

describe('streams', () => {
  it('of other schools hear nothing of a school’s own list', async () => {
    const id = await caseOf('bullying');
    await admin`update streams set home_path = '/c/k/o/', home_org = (select id from organisations where code = 'o') where id = ${id}`;
    const before = await admin`select version from streams where id = ${id}`;
    await enterYear(head, 2026, yearList(2026, { terms: null, holidays: [holiday('2026-11-24')] }));
    await untilIdle();
    expect(await admin`select version from streams where id = ${id}`).toEqual(before);
    const [own, theirs] = await worker.db.transaction({}, async (tx) => [
      await calendarAt(tx, '/c/k/s/g/'),
      await calendarAt(tx, '/c/k/o/'),
    ]);
    expect([own?.days['2026-11-24'], theirs?.days['2026-11-24']]).toEqual(['holiday', undefined]);
    await enterYear(head, 2026, yearList(2026, { terms: null }));
  });

  it('that cannot be worked out now come again, and the others do not wait for them', async () => {
    const good = await caseOf('bullying');
    const bad = await caseOf('bullying');
    const [row] = await admin`select state from streams where id = ${bad}`;
    await admin`update streams set state = jsonb_set(state, '{duties,0,clock}', '"no such clock"') where id = ${bad}`;
    await enterYear(mayor, 2026, yearList(2026, { holidays: [holiday('2026-11-26')] }));
    const seen = new Set<string>();
    for (let rounds = 0; rounds < 3; rounds += 1) seen.add(await changeRound(worker));
    expect(seen).toContain('failed');
    expect((await interviewOf(good)).limitAt).toBe(onDay('2026-12-08', '18:00'));
    await admin`update streams set state = ${row?.state} where id = ${bad}`;
    await untilIdle();
    expect((await interviewOf(bad)).limitAt).toBe(onDay('2026-12-08', '18:00'));
  });
});

describe('a deadline outside the calendar’s covered years', () => {
  it('counts every weekday, says so in the answer and in every view, and is right once the year is entered', async () => {
    clock.at = onDay('2028-12-28', '09:00');
    const answer = await counselor.post('/api/concerns', { student: await city.student(), signs: ['bullying'] }, key());
    const id = answer.json().case;
    const seen = await interviewOf(id);
    expect(seen).toMatchObject({ limitAt: onDay('2029-01-11', '18:00'), uncovered: true });
    const acted = await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['quiet'] }, key());
    expect(acted.json().warnings).toEqual(['calendarUncovered']);
    const mine = (await counselor.get('/api/duties?list=mine')).json().items;
    expect(
      mine.find((line: { stream: string; kind: string }) => line.stream === id && line.kind === 'interview').uncovered,
    ).toBe(true);
    const red = await caseOf('attempt');
    for (const duty of await dutiesOf(red)) expect([duty.clock, duty.uncovered]).toEqual([duty.clock, false]);
    await enterYear(mayor, 2029, yearList(2029, { holidays: [holiday('2029-01-01', '2029-01-03')] }));
    await untilIdle();
    expect(await interviewOf(id)).toMatchObject({ limitAt: onDay('2029-01-16', '18:00'), uncovered: false });
    const later = await counselor.post(`/api/cases/${id}/acts`, { act: 'recordSecondSource', view: ['loud'] }, key());
    expect(later.json().warnings).toEqual([]);
  });
});
