import { describe, expect, it } from 'vitest';
import { readFormula } from './read-formula.ts';

function value(text: string, figures: Readonly<Record<string, number>> = {}) {
  const formula = readFormula(text);
  return 'fault' in formula ? formula : formula.evaluate(figures);
}

describe('a formula', () => {
  it.each([
    ['1 / 2', 0.5],
    ['7 / 2 * 2', 7],
    ['2 + 3 * 4 - 6 / 3', 12],
    ['-(2 + 3)', -5],
    ['- - 4', 4],
    ['0.1 * 10', 1],
    ['min(3, 1, 2) + max(3, 1, 2)', 4],
    ['clamp(120, 0, 100) + clamp(-5, 0, 100)', 100],
    ['ratio(27, 30)', 0.9],
    ['round(2.5) + round(-2.5)', 0],
    ['round(1.005, 2)', 1.01],
    ['round(0.285, 2)', 0.29],
    ['round(1234.5678, 2)', 1234.57],
    ['1 < 2 ? 10 : 20', 10],
    ['1 == 2 ? 10 : 2 >= 2 ? 30 : 40', 30],
    ['3 * 0.3 >= 0.9 ? 1 : 0', 1],
    ['3 * 0.3 == 0.9 ? 1 : 0', 1],
    ['0 * -1', 0],
  ])('%s is %d', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('takes figures by name, whole or not, and divides them as numbers', () => {
    expect(value('ratio(curriculum.taught, curriculum.planned) * 100', taught(7, 14))).toBe(50);
    expect(value('curriculum.taught / 2', taught(7, 14))).toBe(3.5);
  });

  it('says which figures it names, once each, those of a branch not taken too', () => {
    const read = readFormula('b > 0 ? ratio(a.x, b) : c.d.e + b');
    expect(read).toMatchObject({ names: ['b', 'a.x', 'c.d.e'] });
  });

  it('works out only the branch that is taken', () => {
    expect(value('all > 0 ? done / all : 1', { all: 0, done: 0 })).toBe(1);
  });
});

describe('a formula is refused', () => {
  it.each([
    ['', 'unreadable', 0],
    ['1 +', 'unreadable', 3],
    ['(1', 'unreadable', 2],
    ['1 2', 'unreadable', 2],
    ['已授课时 / 12', 'unreadable', 0],
    ['1 % 2', 'notAllowed', 0],
    ['"text"', 'notAllowed', 0],
    ['b"text"', 'notAllowed', 0],
    ['true ? 1 : 0', 'notAllowed', 0],
    ['null', 'notAllowed', 0],
    ['1 > 0 && 2 > 1 ? 1 : 0', 'notAllowed', 0],
    ['!(1 > 0) ? 1 : 0', 'notAllowed', 0],
    ['1 in [1, 2] ? 1 : 0', 'notAllowed', 0],
    ['[1, 2].all(i, i > 0) ? 1 : 0', 'notAllowed', 0],
    ['[1, 2].exists(i, [1].exists(j, j > i)) ? 1 : 0', 'notAllowed', 0],
    ['[1, 2].map(i, i * 2)', 'notAllowed', 0],
    ['[1, 2].filter(i, i > 1)', 'notAllowed', 0],
    ['1 + {1: 2}[1]', 'notAllowed', 4],
    ['cel.bind(a, 1, a + a)', 'notAllowed', 0],
    ['taught // planned', 'notAllowed', 7],
    ['0x10', 'badNumber', 0],
    ['5u', 'badNumber', 0],
    ['1 + 1e300', 'badNumber', 4],
    ['9999999999999', 'badNumber', 0],
    ['2 * pow(9, 9)', 'unknownFunction', 4],
    ['has(a.b)', 'unknownFunction', 0],
    ['size(a)', 'unknownFunction', 0],
    ['min(1)', 'wrongArguments', 0],
    ['ratio(1, 2, 3)', 'wrongArguments', 0],
    ['min(1, 2, 3, 4, 5, 6, 7, 8, 9)', 'tooComplex', 28],
    ['1 > 2', 'wrongKind', 0],
    ['1 ? 2 : 3', 'wrongKind', 0],
    ['3 + (1 > 2)', 'wrongKind', 5],
    ['1 < 2 < 3 ? 1 : 0', 'wrongKind', 0],
  ])('%j: %s at %d', (text, fault, at) => {
    expect(readFormula(text)).toMatchObject({ fault, at });
  });

  it('names the function that it does not know', () => {
    expect(readFormula('1 + eval(2)')).toEqual({ fault: 'unknownFunction', at: 4, name: 'eval' });
  });

  it.each([
    ['brackets', '('.repeat(249) + ')'.repeat(249)],
    ['signs', `${'-'.repeat(499)}1`],
    ['sums', `1${'+1'.repeat(249)}`],
    ['branches', '1>0?'.repeat(124)],
  ])('as too complex when %s go on and on', (_, text) => {
    expect(readFormula(text)).toMatchObject({ fault: 'tooComplex' });
  });

  it('as too long before anything of it is read', () => {
    expect(readFormula(`${'-'.repeat(1_000_000)}1`)).toEqual({ fault: 'tooLong', at: 500 });
  });
});

describe('a formula meets figures that give no number', () => {
  it.each([
    ['a / b', { a: 1, b: 0 }, { fault: 'divisionByZero', at: 4 }],
    ['1 + ratio(a, b)', { a: 0, b: 0 }, { fault: 'divisionByZero', at: 4 }],
    ['1 / 0 > 5 ? 1 : 2', {}, { fault: 'divisionByZero', at: 4 }],
    ['a + b', { a: 1 }, { fault: 'unknownName', at: 4, name: 'b' }],
    ['constructor', {}, { fault: 'unknownName', at: 0, name: 'constructor' }],
    ['a.__proto__', {}, { fault: 'unknownName', at: 0, name: 'a.__proto__' }],
    ['1 + a', { a: Number.NaN }, { fault: 'notFinite', at: 4, name: 'a' }],
    ['a', { a: Number.POSITIVE_INFINITY }, { fault: 'notFinite', at: 0, name: 'a' }],
    ['a', { a: 1e16 }, { fault: 'outOfRange', at: 0 }],
    ['a * a', { a: 1e9 }, { fault: 'outOfRange', at: 4 }],
    ['999999999999 * 999999999999', {}, { fault: 'outOfRange', at: 15 }],
    ['round(1, 0.5)', {}, { fault: 'outOfRange', at: 0 }],
    ['clamp(1, a, 0)', { a: 2 }, { fault: 'clampReversed', at: 0 }],
  ])('%s', (text, figures: Readonly<Record<string, number>>, expected) => {
    expect(value(text, figures)).toEqual(expected);
  });
});

it('reads a text once and answers with the same formula after', () => {
  expect(readFormula('1 + kept')).toBe(readFormula('1 + kept'));
  expect(readFormula('1 +')).toBe(readFormula('1 +'));
});

function taught(hours: number, planned: number) {
  return { 'curriculum.taught': hours, 'curriculum.planned': planned };
}
