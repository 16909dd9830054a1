import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE } from '#domain/instant';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const abroad = await apiCity(() => Promise.resolve({ origin: 'https://xinqiao.example' }));
const START = Date.UTC(2026, 8, 1, 8);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(() => void vi.useRealTimers());
const later = (ms: number) => void vi.setSystemTime(Date.now() + ms);
const me = async (cookie: string) =>
  (await city.app.inject({ method: 'GET', url: '/api/me', headers: { cookie } })).statusCode;

describe('a session', () => {
  it('ends when nobody uses it for 15 minutes', async () => {
    const cookie = await city.session(city.staff.counselor.person);
    later(14 * MINUTE);
    expect(await me(cookie)).toBe(200);
    later(14 * MINUTE);
    expect(await me(cookie)).toBe(200);
    later(15 * MINUTE + 1);
    expect(await me(cookie)).toBe(401);
    later(-10 * MINUTE);
    expect(await me(cookie), 'it does not come back').toBe(401);
  });

  it('ends after 8 hours however busy, and leaves nothing behind', async () => {
    const { person } = city.staff.head;
    const cookie = await city.session(person);
    for (let passed = 0; passed < 8 * HOUR; passed += 10 * MINUTE) {
      expect(await me(cookie), `after ${passed / MINUTE} min`).toBe(200);
      later(10 * MINUTE);
    }
    later(1);
    expect(await me(cookie)).toBe(401);
    const [left] = await city.database.admin`select count(*)::int as n from auth.session where user_id = ${person}`;
    expect(left?.n).toBe(0);
  });
});

describe('cookies under https', () => {
  it('carry __Host-, Secure, HttpOnly and SameSite=Strict, and open the same doors', async () => {
    const seen: string[] = [];
    abroad.app.addHook('onSend', (_request, reply, _payload, done) => {
      const set = reply.getHeader('set-cookie') ?? [];
      seen.push(...(Array.isArray(set) ? set : [String(set)]));
      done();
    });
    const cookie = await abroad.session(abroad.staff.counselor.person);
    expect(cookie).toContain('__Host-xinqiao.session_token=');
    expect(seen.length).toBeGreaterThan(2);
    for (const each of seen) {
      expect(each).toMatch(/^__Host-xinqiao\.\w+=/);
      for (const attribute of [/; Secure(;|$)/i, /; HttpOnly(;|$)/i, /; SameSite=Strict(;|$)/i, /; Path=\/(;|$)/i])
        expect(each).toMatch(attribute);
      expect(each).not.toMatch(/; Domain=/i);
    }
    const answer = await abroad.app.inject({ method: 'GET', url: '/api/me', headers: { cookie } });
    expect(answer.statusCode).toBe(200);
  });
});
