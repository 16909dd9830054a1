import { describe, expect, it } from 'vitest';
import { newMemory, round } from '#activities/relay';
import { DAY, onDay } from '#domain/instant';
import { key } from './testing/campaign-city.ts';
import { wrongWays } from './testing/wrong-ways.ts';

const { app, clock, database, proxy, temporal, waker, counselor, caseId, onCase, student: pupil } = await wrongWays();
const admin = database.admin;
const relaying = { db: database.open('clock'), clock, waker, log: { info: () => {}, error: () => {} } };

describe('what is away', () => {
  it.each([
    // Both are said in words on a new connection.
    ['behind the lock', 'app.hold', 'recordAway'],
    ['with the outcome on its way', '"recorded"', 'outcomeUnknown'],
  ])(
    'Postgres gone in mid-act, %s: 503, ask again with the same key, and it stands once',
    async (_when, at, problem) => {
      const headers = key();
      const body = { act: 'recordSecondSource', view: [`seen${at.length}`] };
      const seen = async () =>
        (await admin`select 1 from events where stream_id = ${caseId} and type = 'secondSourceRecorded'`).length;
      const before = await seen();
      proxy.resetAll();
      proxy.resetAfter(at);
      const lost = await onCase(counselor, body, headers);
      proxy.resetAfter(null);
      expect([lost.statusCode, lost.json().code, lost.headers['retry-after']]).toEqual([503, problem, '2']);
      if (problem === 'recordAway') expect(await seen()).toBe(before);
      const again = await onCase(counselor, body, headers);
      expect(again.statusCode, again.body).toBe(200);
      expect((await onCase(counselor, body, headers)).body).toBe(again.body);
      expect(await seen()).toBe(before + 1);
    },
  );

  it('Temporal gone: acts and warnings are taken, and their clocks go on when it is back', async () => {
    temporal.reachable = false;
    const student = await pupil();
    const raised = await counselor.post('/api/concerns', { student, signs: ['now'] }, key());
    expect(raised.statusCode, raised.body).toBe(200);
    const crisis: string = raised.json().case;
    expect((await onCase(counselor, { act: 'recordSecondSource', view: ['away'] })).statusCode).toBe(200);
    const unheard = async () =>
      (await admin`select id from streams where woken < version and id = any (${[crisis, caseId]})`).length;
    const memory = newMemory(0);
    await expect(round(relaying, memory)).rejects.toThrow('no connection');
    expect([await unheard(), temporal.woken.has(crisis)]).toEqual([2, false]);
    temporal.reachable = true;
    await round(relaying, memory);
    expect([await unheard(), temporal.woken.has(crisis), temporal.woken.has(caseId)]).toEqual([0, true, true]);
  });

  it("a deadline outside the calendar's covered years is counted by weekdays, and said", async () => {
    clock.at = onDay('2028-12-27', '09:00'); // a Wednesday; the calendar ends with the year
    const raised = await counselor.post('/api/concerns', { student: await pupil(), signs: ['bullying'] }, key());
    expect(raised.statusCode, raised.body).toBe(200);
    const { duties } = (await counselor.get(`/api/cases/${raised.json().case}`)).json();
    const [owed] = duties.filter(({ kind }: { kind: string }) => kind === 'interview');
    expect(owed).toMatchObject({ uncovered: true });
    expect(owed.limitAt - clock.at).toBeGreaterThanOrEqual(10 * DAY);
    expect((await app.inject({ method: 'GET', url: '/readyz' })).json()).toMatchObject({ warnings: ['calendarEnds'] });
  });
});
