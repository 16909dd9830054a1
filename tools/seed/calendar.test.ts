import { expect, it } from 'vitest';
import { isSchoolDay, kindOf } from '#domain/calendar';
import { weekday } from '#domain/instant';
import { demoCalendar, demoCalendarEntries } from './calendar.ts';

const calendar = demoCalendar();

it('the demo calendar takes the autumn of 2026 as it was published', () => {
  const days = ['2026-09-20', '2026-09-25', '2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10'];
  expect(days.map((day) => kindOf(calendar, day))).toEqual([
    'makeUp',
    'holiday',
    'school',
    'holiday',
    'holiday',
    'school',
    'makeUp',
  ]);
  expect(isSchoolDay(calendar, '2026-11-23')).toBe(true);
});

it('the demo calendar covers whole years and knows the holidays and vacations of both school years', () => {
  expect([calendar.coveredFrom, calendar.coveredTo]).toEqual(['2026-01-01', '2028-12-31']);
  const off = ['2027-01-01', '2027-02-06', '2027-07-20', '2027-10-01', '2028-01-26', '2028-05-01', '2028-08-31'];
  expect(off.filter((day) => isSchoolDay(calendar, day))).toEqual([]);
  const perYear = (from: string, to: string) =>
    Object.keys(calendar.days).filter((day) => day >= from && day <= to && weekday(day) <= 5).length;
  expect(perYear('2026-09-01', '2027-08-31')).toBeGreaterThan(60);
  expect(perYear('2027-09-01', '2028-08-31')).toBeGreaterThan(60);
});

it('make-up days of the demo calendar are weekend days, and every entry has a Chinese name', () => {
  for (const { kind, from, name } of demoCalendarEntries()) {
    if (kind === 'makeUp') expect(weekday(from)).toBeGreaterThan(5);
    expect(name).toMatch(/\p{Script=Han}/u);
  }
});
