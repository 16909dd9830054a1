import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSchoolDays,
  addSchoolHours,
  type Calendar,
  calendarOf,
  deadline,
  isSchoolDay,
  isSchoolTime,
  kindOf,
  type Limit,
  schoolTimeBetween,
  shareOf,
} from './calendar.ts';
import { DAY, HOUR, type Instant, iso, MINUTE, onDay, startOfDay } from './instant.ts';

const calendar = calendarOf(
  'test-1',
  ['2026-09-01', '2027-08-31'],
  [
    { kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    { kind: 'makeUp', name: '国庆节调休', from: '2026-10-10', to: '2026-10-10' },
    { kind: 'makeUp', name: '春节调休', from: '2027-02-20', to: '2027-02-20' },
    { kind: 'vacation', name: '寒假', from: '2027-01-25', to: '2027-02-21' },
    { kind: 'vacation', name: '暑假', from: '2027-07-05', to: '2027-08-31' },
  ],
);
const reached = (from: Instant, limit: Limit) => iso(deadline(calendar, from, limit).at).slice(0, 16);
const hours = (amount: number): Limit => ({ basis: 'school', amount: amount * HOUR });
const days = (amount: number): Limit => ({ basis: 'days', amount });

describe('a calendar', () => {
  it('tells school days, weekends, holidays, vacations and make-up days apart', () => {
    const kinds = ['2026-11-23', '2026-11-22', '2026-10-01', '2027-02-01', '2026-10-10'].map((d) =>
      kindOf(calendar, d),
    );
    expect(kinds).toEqual(['school', 'weekend', 'holiday', 'vacation', 'makeUp']);
    expect(isSchoolDay(calendar, '2026-10-10')).toBe(true);
  });

  it('teaches no make-up day inside a vacation', () => {
    expect(kindOf(calendar, '2027-02-20')).toBe('vacation');
  });

  it('counts every weekday as a school day outside the covered range, also where a list reaches beyond it', () => {
    expect(isSchoolDay(calendar, '2027-10-01')).toBe(true);
    const short = { ...calendar, coveredTo: '2026-10-05' } satisfies Calendar;
    expect(kindOf(short, '2026-10-06')).toBe('school');
  });

  it('refuses runs of days that run backwards or do not exist', () => {
    const run = (from: string, to: string) => [{ kind: 'holiday', name: '', from, to }] as const;
    expect(() => calendarOf('x', ['2026-01-01', '2026-12-31'], run('2026-10-07', '2026-10-01'))).toThrow(RangeError);
    expect(() => calendarOf('x', ['2026-01-01', '2026-12-31'], run('2026-02-29', '2026-03-01'))).toThrow(RangeError);
    expect(() => calendarOf('x', ['2026-12-31', '2026-01-01'], [])).toThrow(RangeError);
  });

  it('is open from 07:30 inclusive to 18:00 exclusive', () => {
    const open = ['07:29', '07:30', '17:59', '18:00'].map((t) => isSchoolTime(calendar, onDay('2026-11-23', t)));
    expect(open).toEqual([false, true, true, false]);
  });
});

describe('school hours', () => {
  it('run over the night and the weekend without counting them', () => {
    expect(reached(onDay('2026-11-23', '10:00'), hours(4))).toBe('2026-11-23T14:00');
    expect(reached(onDay('2026-11-27', '16:30'), hours(4))).toBe('2026-11-30T10:00');
  });

  it('end at 18:00 of a day, not at 07:30 of the next', () => {
    expect(reached(onDay('2026-11-23', '14:00'), hours(4))).toBe('2026-11-23T18:00');
  });

  it('opened on the eve of a week of holidays end on the first day after it', () => {
    expect(reached(onDay('2026-09-30', '17:00'), hours(4))).toBe('2026-10-08T10:30');
    expect(reached(onDay('2026-10-03', '09:00'), hours(4))).toBe('2026-10-08T11:30');
  });

  it('count a make-up Saturday', () => {
    expect(reached(onDay('2026-10-09', '17:00'), hours(4))).toBe('2026-10-10T10:30');
  });

  it('of the same day are cut at 18:00, and belong to the next school day when opened outside school hours', () => {
    const sameDay: Limit = { ...hours(4), sameDay: true };
    expect(reached(onDay('2026-11-23', '10:00'), sameDay)).toBe('2026-11-23T14:00');
    expect(reached(onDay('2026-11-23', '16:30'), sameDay)).toBe('2026-11-23T18:00');
    expect(reached(onDay('2026-11-23', '06:00'), sameDay)).toBe('2026-11-23T11:30');
    expect(reached(onDay('2026-11-27', '18:00'), sameDay)).toBe('2026-11-30T11:30');
  });
});

describe('school days', () => {
  it('leave out the day of the start and end at 18:00', () => {
    expect(reached(onDay('2026-11-23', '08:00'), days(1))).toBe('2026-11-24T18:00');
    expect(reached(onDay('2026-11-27', '20:00'), days(2))).toBe('2026-12-01T18:00');
    expect(reached(onDay('2026-11-28', '12:00'), days(1))).toBe('2026-11-30T18:00');
  });

  it('pass the winter vacation and the year end', () => {
    expect(reached(onDay('2027-01-22', '09:00'), days(2))).toBe('2027-02-23T18:00');
    expect(reached(onDay('2026-12-31', '23:59'), days(1))).toBe('2027-01-01T18:00');
  });

  it('count 29 February 2028, uncovered, as any Tuesday', () => {
    const result = deadline(calendar, onDay('2028-02-28', '09:00'), days(1));
    expect(result).toEqual({ at: onDay('2028-02-29', '18:00'), uncovered: true });
  });
});

describe('a deadline', () => {
  it('warns when it falls outside the covered range, except on the wall clock, which needs no calendar', () => {
    const eve = onDay('2027-07-02', '12:00');
    expect(deadline(calendar, eve, days(1))).toEqual({ at: onDay('2027-09-01', '18:00'), uncovered: true });
    expect(deadline(calendar, eve, hours(1)).uncovered).toBe(false);
    expect(deadline(calendar, onDay('2026-08-31', '12:00'), days(1)).uncovered).toBe(true);
    expect(deadline(calendar, eve, { basis: 'wall', amount: 90 * DAY }).uncovered).toBe(false);
  });

  it('on the wall clock runs through nights and holidays', () => {
    expect(reached(onDay('2026-10-01', '23:00'), { basis: 'wall', amount: 24 * HOUR })).toBe('2026-10-02T23:00');
  });

  it('refuses amounts that are not positive whole numbers', () => {
    for (const amount of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => deadline(calendar, 0, { basis: 'wall', amount })).toThrow(RangeError);
    }
  });
});

const starts = fc.integer({ min: startOfDay('2026-08-01'), max: startOfDay('2028-12-31') });
const limits: fc.Arbitrary<Limit> = fc.oneof(
  fc.integer({ min: 1, max: 90 * DAY }).map((amount) => ({ basis: 'wall' as const, amount })),
  fc.record({ amount: fc.integer({ min: 1, max: 60 * HOUR }), sameDay: fc.boolean() }).map((l) => ({
    basis: 'school' as const,
    ...l,
  })),
  fc.integer({ min: 1, max: 30 }).map((amount) => ({ basis: 'days' as const, amount })),
);

describe('whatever the start and the limit', () => {
  it('a deadline is later than its start and grows with the start and with the amount', () => {
    fc.assert(
      fc.property(starts, fc.nat({ max: 40 * DAY }), limits, fc.nat({ max: 20 }), (from, wait, limit, more) => {
        const { at } = deadline(calendar, from, limit);
        expect(at).toBeGreaterThan(from);
        expect(deadline(calendar, from + wait, limit).at).toBeGreaterThanOrEqual(at);
        expect(deadline(calendar, from, { ...limit, amount: limit.amount + more }).at).toBeGreaterThanOrEqual(at);
      }),
    );
  });

  it('a deadline of school time lies in school hours, and the time until it is the amount', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 60 * HOUR }), (from, amount) => {
        const at = addSchoolHours(calendar, from, amount);
        expect(isSchoolTime(calendar, at - 1)).toBe(true);
        expect(schoolTimeBetween(calendar, from, at)).toBe(amount);
        const nDays = addSchoolDays(calendar, from, 1 + (amount % 30));
        expect(isSchoolTime(calendar, nDays - 1)).toBe(true);
      }),
    );
  });

  it('school time adds up over any instant between', () => {
    fc.assert(
      fc.property(starts, fc.nat({ max: 30 * DAY }), fc.nat({ max: 30 * DAY }), (from, first, second) => {
        const [middle, to] = [from + first, from + first + second];
        const parts = schoolTimeBetween(calendar, from, middle) + schoolTimeBetween(calendar, middle, to);
        expect(parts).toBe(schoolTimeBetween(calendar, from, to));
        expect(schoolTimeBetween(calendar, to, from - 1)).toBe(0);
      }),
    );
  });

  it('a share of a limit comes after the start, not after the limit, and grows with the share', () => {
    const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(starts, limits, shares, shares, (from, limit, one, other) => {
        const to = deadline(calendar, from, limit).at;
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((share) =>
          shareOf(calendar, limit.basis, from, to, share),
        ) as [Instant, Instant];
        expect(low).toBeGreaterThan(from);
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(to);
      }),
    );
  });
});

describe('a share of a limit', () => {
  it('of 50 % or 80 % is taken on the limit’s own basis', () => {
    const from = onDay('2026-11-23', '10:00');
    const two = deadline(calendar, from, days(2)).at; // 29 school hours away
    expect(iso(shareOf(calendar, 'days', from, two, 0.5)).slice(0, 16)).toBe('2026-11-24T14:00');
    expect(shareOf(calendar, 'wall', from, from + 10 * HOUR, 0.8)).toBe(from + 8 * HOUR);
    expect(shareOf(calendar, 'school', from, from + 4 * HOUR, 0.5)).toBe(from + 2 * HOUR);
    expect(shareOf(calendar, 'school', from, from + 4 * HOUR, 1)).toBe(from + 4 * HOUR);
    expect(shareOf(calendar, 'wall', from, from + MINUTE, 0.5)).toBe(from + MINUTE / 2);
    expect(() => shareOf(calendar, 'wall', from, from + HOUR, 1.1)).toThrow(RangeError);
  });
});
