import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlank, parseAnswers, skippedItems } from './answers.ts';
import { ASQ } from './scales/asq.ts';
import { PHQ_9 } from './scales/phq-9.ts';
import { inOrder } from './scales/testing.ts';

describe('reading answers', () => {
  it('takes numbers, null and "refused" by item number', () => {
    const answers = { 1: 3, 8: null, 9: 'refused' as const };
    expect(parseAnswers(PHQ_9, answers)).toEqual({ answers });
    expect(parseAnswers(PHQ_9, {})).toEqual({ answers: {} });
  });

  it('lists every fault with its place and takes nothing', () => {
    expect(
      parseAnswers(PHQ_9, { 1: 4, 2: 1.5, 3: '2', 4: Number.NaN, 5: true, 11: 0, 'a/b': 0, '01': 0, 6: 1 }),
    ).toEqual({
      faults: [
        { code: 'outOfRange', pointer: '/1' },
        { code: 'fractional', pointer: '/2' },
        { code: 'notAnAnswer', pointer: '/3' },
        { code: 'fractional', pointer: '/4' },
        { code: 'notAnAnswer', pointer: '/5' },
        { code: 'unknownItem', pointer: '/11' },
        { code: 'unknownItem', pointer: '/a~1b' },
        { code: 'unknownItem', pointer: '/01' },
      ],
    });
  });

  it.each([null, undefined, 7, 'x', [0, 1]])('refuses %j, which is no sheet', (input) => {
    expect(parseAnswers(PHQ_9, input)).toEqual({ faults: [{ code: 'notAnObject', pointer: '' }] });
  });

  it('is not led astray by names every object has', () => {
    const hostile: unknown = JSON.parse('{"__proto__": 1, "constructor": 1}');
    const outcome = parseAnswers(PHQ_9, hostile);
    expect('faults' in outcome && outcome.faults.map(({ pointer }) => pointer)).toEqual(['/__proto__', '/constructor']);
  });

  it('never throws and never lets a value through that is no option', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const outcome = parseAnswers(PHQ_9, input);
        if ('faults' in outcome) return outcome.faults.length > 0;
        return Object.values(outcome.answers).every(
          (value) => value === null || value === 'refused' || [0, 1, 2, 3].includes(value),
        );
      }),
    );
  });
});

describe('a sheet', () => {
  it('is blank when every item is open, and not when one was declined', () => {
    expect(isBlank(PHQ_9, {})).toBe(true);
    expect(isBlank(PHQ_9, { 1: null, 9: null })).toBe(true);
    expect(isBlank(PHQ_9, { 9: 'refused' })).toBe(false);
    expect(isBlank(PHQ_9, { 10: 0 })).toBe(false);
  });

  it('leaves ASQ item 5 out after four no, and after nothing else', () => {
    expect(skippedItems(ASQ, inOrder(0, 0, 0, 0))).toEqual(new Set([5]));
    expect(skippedItems(ASQ, inOrder(0, 0, 0, null))).toEqual(new Set());
    expect(skippedItems(ASQ, inOrder(0, 0, 0, 'refused'))).toEqual(new Set());
    expect(skippedItems(ASQ, inOrder(0, 1, 0, 0))).toEqual(new Set());
  });
});
