import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { Caller } from './api-city.ts';

/** A year's list as the API takes it: one term all through, no holiday but those in `more`. */
export function yearList(year: number, more: object = {}): object {
  return {
    source: '市教育局〔校历〕',
    holidays: [],
    makeUpDays: [],
    terms: [{ name: '全年', from: `${year}-01-01`, to: `${year}-12-31` }],
    ...more,
  };
}

export function holiday(from: string, to: string = from) {
  return { name: '放假', from, to };
}

export function enterYear(
  who: Caller,
  year: number,
  body: object,
  headers: Record<string, string> = { 'idempotency-key': randomUUID() },
): Promise<LightMyRequestResponse> {
  return who.put(`/api/calendar/years/${year}`, body, headers);
}
