import { expect, it } from 'vitest';
import { besideRows } from './beside-rows.ts';

const row = (code: string, ...values: (number | null)[]) => ({ code, name: { 'zh-CN': code, en: code }, values });
const pairsOf = (rows: ReturnType<typeof besideRows>) => rows.map(({ code, pairs }) => [code, ...pairs]);

it('sets a row beside itself by its code, and tells of rows that only one of the years had', () => {
  const columns = [{ code: 'inTime' }, { code: 'late' }];
  const now = { columns, rows: [row('interview', 5, 1), row('panel', 2, 0)] };
  const before = { columns, rows: [row('grade', 4, 4), row('interview', 3, 2)] };
  expect(pairsOf(besideRows(now, before))).toEqual([
    ['interview', [3, 5], [2, 1]],
    ['panel', [0, 2], [0, 0]],
    ['grade', [4, 0], [4, 0]],
  ]);
});

it('sets a month beside the same month of the year before, also over more than a year', () => {
  const columns = [{ code: 'lecture' }];
  const now = { columns, rows: [row('2025-12', 1), row('2026-01', 2)] };
  const before = { columns, rows: [row('2024-12', 7), row('2025-01', 8)] };
  expect(pairsOf(besideRows(now, before))).toEqual([
    ['2025-12', [7, 1]],
    ['2026-01', [8, 2]],
  ]);
});

it('N08: leaves kept back what either year keeps back, and finds columns by their code', () => {
  const now = { columns: [{ code: 'a' }, { code: 'b' }], rows: [row('x', null, 12)] };
  const before = { columns: [{ code: 'b' }, { code: 'a' }], rows: [row('x', null, 11)] };
  expect(pairsOf(besideRows(now, before))).toEqual([['x', [11, null], [null, 12]]]);
});
