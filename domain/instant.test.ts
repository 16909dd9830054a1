import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  ageOn,
  DAY,
  dayOf,
  daysBetween,
  HOUR,
  isDay,
  iso,
  minuteOfDay,
  onDay,
  startOfDay,
  weekday,
} from './instant.ts';

/** The platform's own calendar is the oracle; the code under test never asks it. */
function oracleDay(instant: number): string {
  return new Date(instant + 8 * HOUR).toISOString().slice(0, 10);
}

const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2400, 0, 1) });

describe('civil days at +08:00', () => {
  it('agree with the platform calendar for every instant of five centuries', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const day = dayOf(instant);
        expect(day).toBe(oracleDay(instant));
        expect(startOfDay(day)).toBeLessThanOrEqual(instant);
        expect(instant - startOfDay(day)).toBeLessThan(DAY);
        expect(weekday(day)).toBe(new Date(instant + 8 * HOUR).getUTCDay() || 7);
      }),
    );
  });

  it('turn at 16:00 UTC', () => {
    expect(dayOf(Date.UTC(2026, 10, 22, 15, 59, 59, 999))).toBe('2026-11-22');
    expect(dayOf(Date.UTC(2026, 10, 22, 16))).toBe('2026-11-23');
  });

  it('know 29 February 2028 and refuse 29 February 2027 and 2100', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(['2028-02-29', '2027-02-29', '2100-02-29', '2026-13-01', '2026-1-1', ''].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(() => startOfDay('2026-02-30')).toThrow(RangeError);
  });

  it('add and subtract across years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    fc.assert(
      fc.property(instants, fc.integer({ min: -5000, max: 5000 }), (instant, count) => {
        const day = dayOf(instant);
        expect(addDays(addDays(day, count), -count)).toBe(day);
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});

describe('times of day', () => {
  it('are written and read with the fixed offset', () => {
    const half = onDay('2026-11-23', '07:30');
    expect(iso(half)).toBe('2026-11-23T07:30:00.000+08:00');
    expect(minuteOfDay(half)).toBe(450);
    expect(() => onDay('2026-11-23', '24:00')).toThrow(RangeError);
    fc.assert(
      fc.property(instants, (instant) => {
        expect(Date.parse(iso(instant))).toBe(instant);
      }),
    );
  });
});

describe('age', () => {
  it('is completed on the birthday, and on 1 March for who was born on 29 February', () => {
    expect(ageOn('2015-11-23', '2026-11-22')).toBe(10);
    expect(ageOn('2015-11-23', '2026-11-23')).toBe(11);
    expect(ageOn('2016-02-29', '2027-02-28')).toBe(10);
    expect(ageOn('2016-02-29', '2027-03-01')).toBe(11);
  });
});
