import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, isSchoolDay, kindOf } from './calendar.ts';
import { daysOf, type EnteredList, faultsOf, mergedDays, type YearList } from './calendar-list.ts';
import { addDays, weekday } from './instant.ts';

const TERMS = [
  { name: '第二学期', from: '2027-02-22', to: '2027-07-04' },
  { name: '第一学期', from: '2027-09-01', to: '2027-12-31' },
  { name: '第一学期', from: '2027-01-01', to: '2027-01-24' },
];
const LIST: YearList = {
  year: 2027,
  holidays: [
    { name: '春节', from: '2027-02-05', to: '2027-02-12' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07' },
  ],
  makeUpDays: [{ name: '国庆节调休', day: '2027-10-09' }],
  terms: TERMS,
};
const codes = (change: Partial<YearList>, whole = true) =>
  faultsOf({ ...LIST, ...change }, whole).map(({ pointer, code }) => `${pointer} ${code}`);
const entered = (list: YearList): EnteredList => ({
  year: list.year,
  ownTerms: list.terms !== null,
  days: daysOf(list),
});
const calendar = (...lists: YearList[]) => {
  const days = mergedDays(lists.map(entered)).map(({ day, ...rest }) => ({ ...rest, from: day, to: day }));
  return calendarOf('test', ['2027-01-01', '2027-12-31'], days);
};

describe('a list of a year', () => {
  it('has no faults when it is as an office publishes it', () => {
    expect(faultsOf(LIST, true)).toEqual([]);
  });

  it.each<[string, Partial<YearList>, string[]]>([
    [
      'a day outside the year',
      { holidays: [{ name: 'a', from: '2026-12-31', to: '2027-01-02' }] },
      ['/holidays/0 outsideYear'],
    ],
    [
      'a day that there is not',
      { holidays: [{ name: 'a', from: '2027-02-29', to: '2027-03-01' }] },
      ['/holidays/0 noSuchDay'],
    ],
    [
      'a run that goes backwards',
      { holidays: [{ name: 'a', from: '2027-05-03', to: '2027-05-01' }] },
      ['/holidays/0 reversed'],
    ],
    ['a day twice', { makeUpDays: [...LIST.makeUpDays, { name: 'b', day: '2027-10-09' }] }, ['/makeUpDays/1 dayTwice']],
    ['a make-up day that is a holiday', { makeUpDays: [{ name: 'b', day: '2027-10-03' }] }, ['/makeUpDays/0 dayTwice']],
    [
      'a make-up day from Monday to Friday',
      { makeUpDays: [{ name: 'b', day: '2027-10-11' }] },
      ['/makeUpDays/0 notWeekend'],
    ],
    [
      'terms that overlap',
      { terms: [...TERMS, { name: 'c', from: '2027-07-04', to: '2027-07-10' }] },
      ['/terms/3 termsOverlap'],
    ],
    [
      'a term that leaves the year',
      { terms: [{ name: 'c', from: '2027-09-01', to: '2028-01-20' }] },
      ['/terms/0 outsideYear'],
    ],
    ['no terms at all', { terms: [] }, ['/terms termsMissing']],
    ['the terms of nobody', { terms: null }, ['/terms termsMissing']],
  ])('with %s says where', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it('may leave its terms to the office above when there is one', () => {
    expect(codes({ terms: null }, false)).toEqual([]);
  });

  it('has every day of its year in a term or in a vacation', () => {
    const vacation = new Set(daysOf(LIST).flatMap(({ day, kind }) => (kind === 'vacation' ? [day] : [])));
    for (let day = '2027-01-01'; day <= '2027-12-31'; day = addDays(day, 1)) {
      const held = TERMS.some(({ from, to }) => day >= from && day <= to);
      expect(vacation.has(day), day).toBe(!held);
    }
  });
});

describe('lists of several offices', () => {
  const school = (change: Partial<YearList>): YearList => ({
    year: 2027,
    holidays: [],
    makeUpDays: [],
    terms: null,
    ...change,
  });

  it('add up: a school closes on days of its own and keeps the holidays of the city', () => {
    const own = calendar(LIST, school({ holidays: [{ name: '台风停课', from: '2027-09-06', to: '2027-09-07' }] }));
    expect([kindOf(own, '2027-09-06'), kindOf(own, '2027-10-04'), kindOf(own, '2027-07-12')]).toEqual([
      'holiday',
      'holiday',
      'vacation',
    ]);
    expect(isSchoolDay(calendar(LIST), '2027-09-06')).toBe(true);
  });

  it('let the nearest terms decide, and a holiday in a vacation stays one when the vacation goes', () => {
    const own = calendar(LIST, school({ terms: [{ name: '全年', from: '2027-01-01', to: '2027-12-31' }] }));
    expect(kindOf(own, '2027-07-12')).toBe('school');
    expect(kindOf(own, '2027-02-08')).toBe('holiday');
    expect(kindOf(calendar(LIST), '2027-02-08')).toBe('vacation');
  });

  it('let the nearest word on a day count', () => {
    const own = calendar(LIST, school({ holidays: [{ name: '校庆', from: '2027-10-09', to: '2027-10-09' }] }));
    expect([kindOf(calendar(LIST), '2027-10-09'), kindOf(own, '2027-10-09')]).toEqual(['makeUp', 'holiday']);
  });

  it('never change a day that the added list does not speak of', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2027-01-01', n));
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 20 }), day, (closed, asked) => {
        const own = calendar(LIST, school({ holidays: closed.map((one) => ({ name: 'x', from: one, to: one })) }));
        const before = kindOf(calendar(LIST), asked);
        const after = kindOf(own, asked);
        expect(after).toBe(closed.includes(asked) && before !== 'vacation' ? 'holiday' : before);
        expect(weekday(asked) <= 5 || after !== 'school').toBe(true);
      }),
    );
  });
});
