import { expect, it } from 'vitest';
import type { Notice } from './live.ts';
import { callsOf } from './notice-calls.ts';

const notice = (id: string, stream: string, duty: number) => ({ id, stream, duty }) as Notice;

it('tells a duty that rang again and again once, with the newest call, and reads all of them', () => {
  const [watch, other, ...rest] = callsOf([
    notice('4', 's', 7),
    notice('3', 't', 7),
    notice('2', 's', 7),
    notice('1', 's', 7),
  ]);
  expect(watch).toMatchObject({ last: { id: '4' }, ids: ['4', '2', '1'] });
  expect(other).toMatchObject({ last: { id: '3' }, ids: ['3'] });
  expect(rest).toEqual([]);
});
