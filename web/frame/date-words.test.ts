import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockSaid, fullSaid, timeSaid, wholeDaySaid } from './date-words.ts';

/** Since the country's last summer time, which no record of ours is as old as. */
const FROM = Date.UTC(1992, 0, 1);
const TO = Date.UTC(2100, 0, 1);
const DAY = { month: 'short', day: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;

describe('instants in words', () => {
  const byIntl = (english: boolean, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', {
      timeZone: 'Asia/Shanghai',
      hourCycle: 'h23',
      ...options,
    });

  it.each([
    { what: 'a day and its time', said: clockSaid, options: { ...DAY, ...TIME } },
    { what: 'a day of a year and its time', said: fullSaid, options: { year: 'numeric', ...DAY, ...TIME } },
    { what: 'a day of a year', said: wholeDaySaid, options: { year: 'numeric', ...DAY } },
    { what: 'a time', said: timeSaid, options: TIME },
  ] as const)('$what is said as the browser says it, in both languages', ({ said, options }) => {
    const formats = [false, true].map((english) => ({ english, format: byIntl(english, options) }));
    fc.assert(
      fc.property(fc.integer({ min: FROM, max: TO }), (at) => {
        for (const { english, format } of formats) expect(said(at, english)).toBe(format.format(at));
      }),
    );
  });

  it('says every month, and the end of a day where the schools are', () => {
    for (let month = 0; month < 12; month += 1)
      expect(wholeDaySaid(Date.UTC(2026, month, 15), true)).toBe(
        byIntl(true, { year: 'numeric', ...DAY }).format(Date.UTC(2026, month, 15)),
      );
    expect(fullSaid(Date.parse('2026-12-31T23:59:59+08:00'), false)).toBe('2026年12月31日 23:59');
  });
});
