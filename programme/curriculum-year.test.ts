import { expect, it } from 'vitest';
import { type Calendar, calendarOf } from '#domain/calendar';
import { shareLeft } from './curriculum-year.ts';

/** Two terms; all between is vacation. */
const calendar: Calendar = calendarOf(
  'test',
  ['2025-01-01', '2026-12-31'],
  [
    { kind: 'vacation', name: '寒假', from: '2026-01-24', to: '2026-03-01' },
    { kind: 'vacation', name: '暑假', from: '2026-07-04', to: '2026-08-31' },
  ],
);

it('is all of the year before it begins, none of it when it is over, and falls on school days alone', () => {
  expect(shareLeft(calendar, 2025, '2025-08-31')).toBe(1);
  expect(shareLeft(calendar, 2025, '2026-07-03')).toBe(0);
  expect(shareLeft(calendar, 2025, '2026-08-31')).toBe(0);
  expect(shareLeft(calendar, 2025, '2026-02-20')).toBe(shareLeft(calendar, 2025, '2026-01-23'));
  const friday = shareLeft(calendar, 2025, '2025-10-17');
  expect(shareLeft(calendar, 2025, '2025-10-19')).toBe(friday);
  expect(shareLeft(calendar, 2025, '2025-10-20')).toBeLessThan(friday);
});
