import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#domain/instant';
import { freshDatabase } from '#tools/testing/database';
import { type Counter, giveBack, takeTurn } from './sign-in-turns.ts';

const database = await freshDatabase();
const db = database.open('auth', { size: 4 });
const START = Date.UTC(2026, 8, 1, 8);
let at = START;

const counter = (subject: string, more: Partial<Counter> = {}): Counter => ({
  subject,
  free: 3,
  firstMs: 2 * SECOND,
  mostMs: 5 * MINUTE,
  forgiving: true,
  ...more,
});
const ONE = counter('one');
const take = (...counters: Counter[]) => db.transaction({}, (tx) => takeTurn(tx, counters, at));
const back = (succeeded: boolean, ...counters: Counter[]) =>
  db.transaction({}, (tx) => giveBack(tx, counters, succeeded));

/** Tries until so many waits were asked for, waiting each out: their seconds. */
async function waits(count: number, ...counters: Counter[]): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) {
    const wait = await take(...counters);
    if (wait > 0) seen.push(wait / SECOND);
    at += wait;
  }
  return seen;
}

afterEach(async () => {
  at = START;
  await database.admin`truncate auth.sign_in_failures`;
});

describe('tries in a row', () => {
  it('are free at first, then wait twice as long each time, up to the most', async () => {
    expect(await waits(10, ONE)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('that have to wait count for nothing', async () => {
    for (let n = 0; n < 4; n += 1) await take(ONE);
    for (let n = 0; n < 50; n += 1) expect(await take(ONE)).toBe(2 * SECOND);
    at += 2 * SECOND;
    expect(await take(ONE)).toBe(0);
    expect(await take(ONE)).toBe(4 * SECOND);
  });

  it('are counted before they are answered: of twenty at once four are let through', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(ONE)));
    expect(taken.filter((wait) => wait === 0)).toHaveLength(4);
  });

  it('at the same moment hold up nobody, whoever is heard first', async () => {
    const many = counter('many', { free: 100 });
    expect(await take(many)).toBe(0);
    at -= 3;
    expect(await take(many)).toBe(0);
    await back(true, many);
    at -= 3;
    expect(await take(many)).toBe(0);
  });

  it('are forgotten after half an hour, and not before', async () => {
    await waits(3, ONE);
    at += 29 * MINUTE;
    expect(await take(ONE)).toBe(0);
    expect(await take(ONE)).toBeGreaterThan(0);
    at += 31 * MINUTE;
    for (let n = 0; n < 4; n += 1) expect(await take(ONE)).toBe(0);
  });
});

describe('a try that is counted for several', () => {
  it('is taken for all or for none', async () => {
    const other = counter('other');
    for (let n = 0; n < 4; n += 1) await take(ONE);
    expect(await take(other, ONE)).toBe(2 * SECOND);
    for (let n = 0; n < 4; n += 1) expect(await take(other)).toBe(0);
  });

  it('and succeeds forgives the failures of an account, and takes only itself back from an address', async () => {
    const address = counter('address', { forgiving: false });
    for (let n = 0; n < 3; n += 1) await take(ONE, address);
    await take(ONE, address);
    at += 2 * SECOND;
    await take(ONE, address);
    await back(true, ONE, address);
    for (let n = 0; n < 4; n += 1) expect(await take(ONE)).toBe(0);
    expect(await take(address)).toBe(0);
    expect(await take(address)).toBe(4 * SECOND);
  });

  it('and could not be judged is given back', async () => {
    for (let n = 0; n < 20; n += 1) {
      expect(await take(ONE)).toBe(0);
      await back(false, ONE);
    }
  });
});

it('sweeps what nobody asks for any more', async () => {
  await take(counter('old'));
  at += HOUR + SECOND;
  await take(ONE);
  const rows = await database.admin<{ subject: string }[]>`select subject from auth.sign_in_failures`;
  expect(rows.map(({ subject }) => subject)).toEqual(['one']);
});
