import { randomUUID } from 'node:crypto';
import { getAuthTables } from 'better-auth/db';
import { admin, twoFactor, username } from 'better-auth/plugins';
import { expect, it } from 'vitest';
import * as schema from '#db/schema/auth';
import { apiCity, cookieOf } from '#tools/testing/api-city';
import { createStaffAccount } from './auth/accounts.ts';
import { plainSession } from './auth/session.ts';

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

it('knows a plain session in one look, and leaves to the library what is renewed, ended or not ours', async () => {
  const { person } = staff.county;
  const cookie = await city.session(person);
  const at = await city.clock.now();
  const plain = () => plainSession(city.parts, cookie, at);
  expect(await plain()).toMatchObject({ secondFactor: true, askings: [{ person, role: 'countySupervisor' }] });
  const [, token = '', signature = ''] = /session_token=([^.]+)\.([^;]+)/.exec(decodeURIComponent(cookie)) ?? [];
  const forged = [`${token}x.${signature}`, `${token}.${'A'.repeat(43)}=`, `${token}.`, token, '%', ''];
  for (const value of forged) {
    const other = `xinqiao.session_token=${encodeURIComponent(value)}`;
    expect(await plainSession(city.parts, other, at)).toBeNull();
    expect((await me(other)).statusCode).toBe(401);
  }
  expect(await plainSession(city.parts, cookie.replace('xinqiao.', 'elsewhere.'), at)).toBeNull();
  const { admin } = city.database;
  await admin`update auth."user" set banned = true where id = ${person}`;
  expect(await plain()).toBeNull();
  await admin`update auth."user" set banned = false where id = ${person}`;
  expect(await plain()).not.toBeNull();
});

it('renews a session that is used, and ends one that nobody used for 15 minutes', async () => {
  const { person } = staff.expertHealth;
  const cookie = await city.session(person);
  const { admin } = city.database;
  const left = async () => {
    const [row] =
      await admin`select extract(epoch from expires_at - now()) as seconds from auth.session where user_id = ${person}`;
    return Number(row?.seconds);
  };
  expect((await me(cookie)).cookies).toEqual([]);
  await admin`update auth.session set expires_at = now() + interval '13 minutes' where user_id = ${person}`;
  const renewed = await me(cookie);
  expect(renewed.statusCode).toBe(200);
  expect(renewed.cookies.map(({ name }) => name)).toEqual(['xinqiao.session_token']);
  expect(await left()).toBeGreaterThan(14 * 60);
  await admin`update auth.session set expires_at = now() - interval '1 second' where user_id = ${person}`;
  expect((await me(cookie)).statusCode).toBe(401);
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
