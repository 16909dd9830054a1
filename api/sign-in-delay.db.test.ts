import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SECOND } from '#domain/instant';
import { apiCity, cookieOf, totpNow } from '#tools/testing/api-city';
import { createStaffAccount } from './auth/accounts.ts';

const city = await apiCity();
const { app, staff } = city;
const PASSWORD = 'a long enough password';
const SECRET = 'another-secret-of-thirty-two-characters';
const START = Date.UTC(2026, 8, 1, 8);
const HERE = '192.0.2.10';
const THERE = '198.51.100.7';

/** Only the date is ours: sockets and their timers keep real time. Sessions and codes of the library follow it too. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(async () => {
  vi.useRealTimers();
  await city.database.admin`truncate auth.sign_in_failures, auth.rate_limit`;
});
const later = (ms: number) => void vi.setSystemTime(Date.now() + ms);

await createStaffAccount(city.parts, {
  person: staff.counselor.person,
  username: 'Duty.Doctor',
  password: PASSWORD,
  totpSecret: SECRET,
});

const post = (url: string, payload: object, from: string, cookie = '') =>
  app.inject({ method: 'POST', url: `/api/auth/${url}`, payload, remoteAddress: from, headers: { cookie } });
const password = (username: string, typed: string, from = HERE, cookie = '') =>
  post('sign-in/username', { username, password: typed }, from, cookie);
const code = (typed: string, cookie: string, from = HERE) =>
  post('two-factor/verify-totp', { code: typed }, from, cookie);
const waitOf = (answer: LightMyRequestResponse) =>
  answer.statusCode === 429 ? Number(answer.headers['retry-after']) : 0;

/** As if everything that failed lately had failed so often, and every wait were over. */
const failures = (count: number) =>
  city.database.admin`update auth.sign_in_failures set failures = ${count}, open_at = last_at`;

/** A browser that has signed in with both factors: all its cookies. */
async function signedIn(from: string): Promise<string> {
  const first = await password('duty.doctor', PASSWORD, from);
  expect(first.statusCode).toBe(200);
  const second = await code(totpNow(SECRET), cookieOf(first), from);
  expect(second.statusCode).toBe(200);
  return cookieOf(second);
}

describe('failed passwords', () => {
  it('answer an unknown name alike, waits included', async () => {
    const codes = async (name: string) => {
      const seen: string[] = [];
      for (let n = 0; n < 6; n += 1) {
        const answer = await password(name, 'wrong');
        seen.push(`${answer.statusCode} ${answer.json().code} ${waitOf(answer)}`);
      }
      return seen;
    };
    const known = await codes('duty.doctor');
    expect(await codes('nobody.here')).toEqual(known);
    expect(known.slice(3)).toEqual(['401 signInRefused 0', '429 signInDelayed 2', '429 signInDelayed 2']);
  });

  it('refuse even the right password until the wait is over, then forgive', async () => {
    for (let n = 0; n < 4; n += 1) await password('duty.doctor', 'wrong');
    expect((await password('DUTY.DOCTOR', PASSWORD)).statusCode).toBe(429);
    later(2 * SECOND);
    expect((await password('duty.doctor', PASSWORD)).statusCode).toBe(200);
    expect((await password('duty.doctor', 'wrong')).statusCode).toBe(401);
    expect((await password('duty.doctor', PASSWORD)).statusCode).toBe(200);
  });
});

describe("a session that is not one's own", () => {
  it('cannot guess the password either', async () => {
    const cookie = await city.session(staff.head.person);
    const change = () =>
      post('change-password', { currentPassword: 'a guess', newPassword: 'long enough for all' }, HERE, cookie);
    for (let n = 0; n < 4; n += 1) expect((await change()).json().code).toBe('signInRefused');
    expect(waitOf(await change())).toBe(2);
  });
});

describe('failures of others', () => {
  it('from many places slow an account on unknown devices, for a minute at most', async () => {
    for (let n = 0; n < 11; n += 1)
      expect((await password('duty.doctor', 'wrong', `203.0.113.${n}`)).statusCode).toBe(401);
    expect(waitOf(await password('duty.doctor', PASSWORD, HERE))).toBe(1);
    await failures(40);
    expect((await password('duty.doctor', 'wrong', '203.0.113.77')).statusCode).toBe(401);
    expect(waitOf(await password('duty.doctor', PASSWORD, '203.0.113.78'))).toBe(60);
  });

  it('never keep the owner out of a device on which they have signed in before', async () => {
    const known = await signedIn(THERE);
    await password('duty.doctor', 'wrong', THERE);
    await failures(90);
    await password('duty.doctor', 'wrong', THERE);
    expect((await password('duty.doctor', PASSWORD, THERE)).statusCode).toBe(429);
    expect((await password('duty.doctor', PASSWORD, THERE, known)).statusCode).toBe(200);
    // The device is known to its own account alone, and it counts for itself.
    for (let n = 0; n < 4; n += 1) await password('duty.doctor', 'wrong', THERE, known);
    expect((await password('duty.doctor', PASSWORD, THERE, known)).statusCode).toBe(429);
    const forged = known.replace(/(device=[^.]+)\.[^;]+/, `$1.${'A'.repeat(22)}`);
    expect((await password('duty.doctor', PASSWORD, THERE, forged)).statusCode).toBe(429);
  });

  it('from one address slow all its unknown devices for a minute at most, and take nothing from a success', async () => {
    const spray = () => password(`name-${randomUUID()}`, 'wrong', THERE);
    await spray();
    await failures(99);
    expect((await password('duty.doctor', PASSWORD, THERE)).statusCode).toBe(200);
    expect((await spray()).statusCode).toBe(401);
    expect((await spray()).statusCode).toBe(401);
    expect(waitOf(await password('duty.doctor', PASSWORD, THERE))).toBe(1);
    expect((await password('duty.doctor', PASSWORD, HERE)).statusCode).toBe(200);
    await failures(500);
    await spray();
    expect(waitOf(await spray())).toBe(60);
  });

  it('behind a proxy of this machine are told apart by who called it', async () => {
    const through = (caller: string) =>
      app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/username',
        payload: { username: 'duty.doctor', password: 'wrong' },
        headers: { 'x-forwarded-for': `10.9.9.9, ${caller}` },
      });
    for (let n = 0; n < 4; n += 1) await through(THERE);
    expect((await through(THERE)).statusCode).toBe(429);
    expect((await through(HERE)).statusCode).toBe(401);
  });
});

describe('failed second factors', () => {
  it('wait too, across challenges, five minutes at most, and a right password forgives none', async () => {
    const fail = async () => code('000000', cookieOf(await password('duty.doctor', PASSWORD)));
    for (let n = 0; n < 4; n += 1) expect((await fail()).json().code).toBe('secondFactorRefused');
    expect(waitOf(await fail())).toBe(2);
    await failures(60);
    await fail();
    expect(waitOf(await fail())).toBe(300);
    later(300 * SECOND);
    await expect(signedIn(HERE)).resolves.toContain('session_token');
  });

  it('of a code without a challenge are refused', async () => {
    expect((await code('000000', '')).json().code).toBe('secondFactorRefused');
  });
});

it('keeps nothing that was typed', async () => {
  await password('typed.by.mistake', 'wrong');
  const rows = await city.database.admin`select subject from auth.sign_in_failures`;
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toMatch(/typed|192/);
});

it('takes about as long for an unknown name as for a wrong password', async () => {
  vi.useRealTimers();
  let address = 0;
  const took = async (name: string) => {
    address += 1;
    const began = performance.now();
    await password(name, 'wrong', `203.0.113.${address}`);
    return performance.now() - began;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    known.push(await took('duty.doctor'));
    unknown.push(await took(`nobody-${n}`));
  }
  // The quickest of each: what the machine does besides only ever adds.
  const ratio = Math.min(...known) / Math.min(...unknown);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});
