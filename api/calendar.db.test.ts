import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { calendarAt } from '#db/queries/calendar';
import { onDay } from '#domain/instant';
import { apiCity, type Caller } from '#tools/testing/api-city';
import { MONDAY_EIGHT } from '#tools/testing/one-school';
import { enterYear, holiday, yearList } from '#tools/testing/year-list';

const city = await apiCity();
const { staff, clock } = city;
const admin = city.database.admin;
const mayor = await city.as(staff.city.person);
const county = await city.as(staff.county.person);
const head = await city.as(staff.head.person);
const counselor = await city.as(staff.counselor.person);
const stranger = await city.as(staff.otherCounselor.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

/** Somebody else at work on the same record. */
const beside = city.database.open('api', { size: 1 });
beforeEach(() => {
  clock.at = MONDAY_EIGHT;
});

describe('entering a year', () => {
  it('is for the city, a county and a head of school, and each has a list of their own', async () => {
    expect((await enterYear(mayor, 2026, yearList(2026))).statusCode).toBe(200);
    const own = yearList(2026, { terms: null, holidays: [holiday('2026-12-07')] });
    expect((await enterYear(county, 2026, own)).statusCode).toBe(200);
    const entered = await enterYear(head, 2026, { ...own, holidays: [holiday('2026-12-08')] });
    expect(entered.json()).toMatchObject({ org: city.school, year: 2026 });
    const days = async (who: Caller) =>
      (await who.get('/api/calendar?from=2026-12-01&to=2026-12-31')).json().days.map(({ day }: { day: string }) => day);
    expect(await days(counselor)).toEqual(['2026-12-07', '2026-12-08']);
    expect(await days(stranger)).toEqual(['2026-12-07']);
    expect(await days(mayor)).toEqual([]);
  });

  it('is refused to everybody else', async () => {
    for (const name of ['counselor', 'classTeacher', 'intake', 'expertEducation'] as const) {
      const answer = await enterYear(await city.as(staff[name].person), 2026, yearList(2026));
      expect([answer.statusCode, answer.json().code], name).toEqual([403, 'notPermitted']);
    }
  });

  it('says where a list is wrong and writes nothing', async () => {
    const before = await admin`select * from calendar_days order by org, day, kind`;
    const wrong = yearList(2026, {
      holidays: [holiday('2026-05-01'), holiday('2027-05-01')],
      makeUpDays: [{ name: '调休', day: '2026-05-04' }],
    });
    const answer = await enterYear(mayor, 2026, wrong);
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'calendarInvalid']);
    expect(answer.json().pointers).toEqual([
      { pointer: '/holidays/1', code: 'outsideYear' },
      { pointer: '/makeUpDays/0', code: 'notWeekend' },
    ]);
    expect((await enterYear(mayor, 2026, { ...yearList(2026), level: 'L4' })).statusCode).toBe(400);
    expect((await enterYear(mayor, 2026, yearList(2026, { terms: null }))).json().code).toBe('calendarInvalid');
    expect((await mayor.put('/api/calendar/years/1999', yearList(1999), key())).statusCode).toBe(400);
    expect(await admin`select * from calendar_days order by org, day, kind`).toEqual(before);
  });

  it('waits for the city: a school adds to a list, it does not begin one', async () => {
    const answer = await enterYear(head, 2031, yearList(2031));
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'cityListMissing']);
  });
});

describe('a year that is entered', () => {
  it('is answered alike under the same key, refused with another body, and asks for a key', async () => {
    const headers = key();
    const body = yearList(2028, { holidays: [holiday('2028-03-03')] });
    const first = await enterYear(mayor, 2028, body, headers);
    expect((await enterYear(mayor, 2028, body, headers)).json()).toEqual(first.json());
    const other = await enterYear(mayor, 2028, yearList(2028), headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'keyReused']);
    expect((await enterYear(mayor, 2028, body, {})).json().code).toBe('keyMissing');
    const [row] = await admin`select count(*)::int as n from jobs where report ->> 'year' = '2028'`;
    expect(row?.n).toBe(1);
  });

  it('takes the place of what was entered before, and stands in the audit', async () => {
    await enterYear(mayor, 2027, yearList(2027, { holidays: [holiday('2027-05-03', '2027-05-05')] }));
    await enterYear(mayor, 2027, yearList(2027, { holidays: [holiday('2027-05-04')], source: '更正' }));
    const own = (await mayor.get('/api/calendar/years/2027')).json();
    expect(own).toMatchObject({ source: '更正', holidays: [{ name: '放假', day: '2027-05-04' }] });
    const lines =
      await admin`select role from audit where person = ${staff.city.person} and action = 'enterCalendarYear:2027'`;
    expect(lines).toEqual([{ role: 'citySupervisor' }, { role: 'citySupervisor' }]);
    expect((await counselor.get('/api/calendar/years/2027')).statusCode).toBe(404);
  });
});

describe('acts at the same time', () => {
  it('end before a list stands: whoever has read the calendar is waited for, not overtaken', async () => {
    const ended: string[] = [];
    let entering: Promise<unknown> | undefined;
    await beside.transaction(staff.counselor.context, async (tx) => {
      await calendarAt(tx, '/c/k/s/g/');
      entering = enterYear(mayor, 2026, yearList(2026)).then(({ statusCode }) => ended.push(`entered ${statusCode}`));
      await expect
        .poll(
          async () => (await admin`select 1 from pg_locks where mode = 'AccessExclusiveLock' and not granted`).length,
        )
        .toBe(1);
      ended.push('acted');
    });
    await entering;
    expect(ended).toEqual(['acted', 'entered 200']);
  });

  it('are not held up for long: a list that would wait gives way and is entered with the same key afterwards', async () => {
    const headers = key();
    const waited = await beside.transaction(staff.counselor.context, async (tx) => {
      await calendarAt(tx, '/c/k/s/g/');
      return enterYear(mayor, 2026, yearList(2026), headers);
    });
    expect([waited.statusCode, waited.json().code]).toEqual([503, 'busy']);
    expect((await enterYear(mayor, 2026, yearList(2026), headers)).statusCode).toBe(200);
  });
});

describe('a calendar that ends', () => {
  const warned = async () => ({
    ready: (await city.app.inject({ method: 'GET', url: '/readyz' })).json(),
    metrics: (await city.app.inject({ method: 'GET', url: '/metrics' })).body,
    own: (await counselor.get('/api/calendar?from=2028-01-01&to=2028-01-31')).json().warnings,
  });

  it('warns before the last year ends', async () => {
    clock.at = onDay('2028-11-01', '09:00');
    expect(await warned()).toMatchObject({ ready: { status: 'ready', warnings: [] }, own: [] });
    clock.at = onDay('2028-11-02', '09:00');
    const { ready, metrics, own } = await warned();
    expect([ready, own]).toEqual([{ status: 'ready', warnings: ['calendarEnds'] }, ['calendarEnds']]);
    expect(metrics).toMatch(/xinqiao_calendar_days_left 59\n/);
  });
});
