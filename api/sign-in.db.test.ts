import { randomUUID } from 'node:crypto';
import { getAuthTables } from 'better-auth/db';
import { admin, twoFactor, username } from 'better-auth/plugins';
import { expect, it } from 'vitest';
import * as schema from '#db/schema/auth';
import { apiCity, cookieOf } from '#tools/testing/api-city';
import { createStaffAccount } from './auth/accounts.ts';

const city = await apiCity();
const { app, staff } = city;
const me = (cookie: string) => app.inject({ method: 'GET', url: '/api/me', headers: { cookie } });

it('has a column for every field that the library asks for', () => {
  const wanted = getAuthTables({
    plugins: [username(), twoFactor(), admin()],
    rateLimit: { enabled: true, storage: 'database' },
  });
  for (const [name, { fields }] of Object.entries(wanted)) {
    const table: unknown = Reflect.get(schema, name);
    for (const field of Object.keys(fields)) expect(table, `${name}.${field}`).toHaveProperty(field);
  }
});

it('signs in with both factors and says who one is', async () => {
  const answer = await me(await city.session(staff.counselor.person));
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    person: staff.counselor.person,
    secondFactor: true,
    acting: { role: 'counselor' },
  });
});

it('keeps only hashes of session tokens', async () => {
  const cookie = await city.session(staff.counselor.person);
  const token = decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';
  expect(token.length).toBeGreaterThan(20);
  const rows = await city.database.admin<{ token: string }[]>`select token from auth.session`;
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => row.token)).not.toContain(token);
});

it('answers an unknown user and a wrong password alike', async () => {
  const person = staff.standIn.person;
  await createStaffAccount(city.parts, { person, username: 'known', password: 'a long enough password' });
  const tries = ['known', 'unknown'].map((name) =>
    app.inject({ method: 'POST', url: '/api/auth/sign-in/username', payload: { username: name, password: 'wrong' } }),
  );
  const [known, unknown] = await Promise.all(tries);
  expect(known?.statusCode).toBe(401);
  expect({ ...known?.json(), instance: '' }).toEqual({ ...unknown?.json(), instance: '' });
});

it('N25: opens no case content to an account without a second factor', async () => {
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/username',
    payload: { username: 'known', password: 'a long enough password' },
  });
  expect(signedIn.json()).toEqual({ next: 'enrolSecondFactor' });
  const cookie = cookieOf(signedIn);
  expect((await me(cookie)).statusCode).toBe(200);
  const refused = await app.inject({ method: 'GET', url: `/api/cases/${randomUUID()}`, headers: { cookie } });
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({ code: 'secondFactorMissing' });
});

it('lets nobody sign up and reaches no other endpoint of the library', async () => {
  for (const path of ['sign-up/email', 'sign-in/email', 'admin/list-users', 'two-factor/disable', 'list-sessions']) {
    const answer = await app.inject({ method: 'POST', url: `/api/auth/${path}`, payload: {} });
    expect(answer.statusCode, path).toBe(404);
  }
});

it('A3: puts a disabled person out at the next request', async () => {
  const cookie = await city.session(staff.city.person);
  expect((await me(cookie)).statusCode).toBe(200);
  await city.database.admin`update people set disabled_at = '2026-01-02' where id = ${staff.city.person}`;
  expect((await me(cookie)).statusCode).toBe(403);
});

it('ends a session after eight hours, however busy, and at once when it is signed out', async () => {
  const cookie = await city.session(staff.head.person);
  expect((await me(cookie)).statusCode).toBe(200);
  await city.database
    .admin`update auth.session set created_at = now() - interval '8 hours 1 second' where user_id = ${staff.head.person}`;
  expect((await me(cookie)).statusCode).toBe(401);
  expect((await me(cookie)).statusCode).toBe(401);
  const [left] = await city.database
    .admin`select count(*)::int as n from auth.session where user_id = ${staff.head.person}`;
  expect(left?.n).toBe(0);
});

it('refuses a request from a page of another site', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-out',
    headers: { origin: 'https://elsewhere.example' },
    payload: {},
  });
  expect(answer.json()).toMatchObject({ code: 'originRefused' });
});
