import { afterEach, expect, it, vi } from 'vitest';
import { restingWaker, type Waker } from './waker.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('asks nobody for a second after a call that failed, and then again', async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  let away = true;
  const waker: Waker = {
    wake: async (_kind, id) => {
      asked.push(id);
      if (away) throw new Error('away');
    },
  };
  const resting = restingWaker(waker);
  await expect(resting.wake('case', 'a', { version: 1 })).rejects.toThrow('away');
  await resting.wake('case', 'b', { version: 1 });
  away = false;
  vi.advanceTimersByTime(999);
  await resting.wake('case', 'c', { version: 1 });
  vi.advanceTimersByTime(1);
  await resting.wake('case', 'd', { version: 1 });
  await resting.wake('case', 'e', { version: 1 });
  expect(asked).toEqual(['a', 'd', 'e']);
});

it('sends one ahead after the rest, and lets the others through once that one has come back', async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  let answer: (how: 'well' | 'away') => void = () => undefined;
  const waker: Waker = {
    wake: (_kind, id) => {
      asked.push(id);
      return new Promise((resolve, reject) => {
        answer = (how) => (how === 'well' ? resolve() : reject(new Error(how)));
      });
    },
  };
  const resting = restingWaker(waker);
  const first = resting.wake('case', 'a', { version: 1 });
  answer('away');
  await expect(first).rejects.toThrow('away');
  vi.advanceTimersByTime(1_000);
  const ahead = resting.wake('case', 'b', { version: 1 });
  await resting.wake('case', 'c', { version: 1 });
  answer('well');
  await ahead;
  for (const id of ['d', 'e']) {
    const one = resting.wake('case', id, { version: 1 });
    answer('well');
    await one;
  }
  expect(asked).toEqual(['a', 'b', 'd', 'e']);
});
