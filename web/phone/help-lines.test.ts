import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POLICY_V1 } from '#domain/policy-v1/index';
import { dialled, FIRST_LINES, linesIn, nameOf } from './help-lines.ts';
import { filled } from './language.ts';

describe('help lines on a phone', () => {
  it('are those of the first policy until the server says others', () => {
    expect(FIRST_LINES).toEqual(POLICY_V1.helpLines);
  });

  it('stand in the page itself, for a phone on which no script runs', () => {
    const page = readFileSync(join(import.meta.dirname, '../answering/index.html'), 'utf8');
    for (const { name, number } of FIRST_LINES) expect(page).toContain(`<a href="tel:${number}">${number}</a> ${name}`);
  });

  it('have an English name where they are national, and their own where they are local', () => {
    expect(FIRST_LINES.map((line) => nameOf(line, 'en')).join()).not.toMatch(/[\u4e00-\u9fff]/);
    expect(nameOf({ name: '濮水市热线', number: '0393-1234' }, 'en')).toBe('濮水市热线');
  });

  it.each([
    ['12356', 'tel:12356'],
    ['0393-123 4567', 'tel:03931234567'],
    ['+86 400', 'tel:+86400'],
    ['12356"><script>', 'tel:12356'],
  ])('dial %s as %s', (number, dials) => {
    expect(dialled(number)).toBe(dials);
  });

  it.each([null, 'x', [], [{ name: 1, number: '1' }], [{ name: 'x', number: 'none' }]])(
    'are not taken from %j',
    (value) => {
      expect(linesIn(value)).toBe(null);
    },
  );
});

it('fills the places of a text and leaves strange ones', () => {
  expect(filled('{n} of {all}, {none}', { n: 1, all: 9 })).toBe('1 of 9, {none}');
});
