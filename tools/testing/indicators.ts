import { key } from './campaign-city.ts';
import type { Caller } from './api-city.ts';

/** An indicator whose every figure of 1 or more earns all its points, on one record at least. */
export const indicator = (code: string, weight: number, formula: string) => ({
  code,
  name: { 'zh-CN': code, en: code },
  formula,
  weight,
  direction: 'higher',
  fullMark: 1,
  zeroMark: 0,
  evidence: { records: 1, files: 0 },
});

/** Publishes the first version of a set for schools. */
export const newSetOf =
  (city: Caller) =>
  (code: string, ...indicators: readonly object[]) =>
    city.post('/api/indicator-sets', { against: 0, code, assesses: 'school', indicators }, key());
