import { randomBytes, randomUUID } from 'node:crypto';
import { buildApp } from '#api/app';
import { createStaffAccount } from '#api/auth/accounts';
import type { Parts } from '#api/parts';
import type { Waker } from '#adapters/temporal/waker';
import { openNoticeFeed } from '#db/notice-feed';
import { openDatabase } from '#db/transaction';
import { freePort } from '#tools/servers/port';
import { totpNow } from '#tools/totp';
import type { World } from './world.ts';

/** A request was refused: the story is wrong, or a rule is. */
class Refused extends Error {}

interface Asking {
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  /** Who asks; left out: a phone without a session. */
  readonly as?: string;
}

/** The real API on a port of its own, asked as browsers and phones ask it. */
export interface Api {
  readonly url: string;
  /** The answer's body; throws Refused. A POST has a key of its own. */
  ask<T>(path: string, asking?: Asking): Promise<T>;
  /** The session's cookie of a person, who signs in with both factors the first time. */
  cookieOf(person: string): Promise<string>;
  close(): Promise<void>;
}

export async function openApi(world: World, adminUrl: string, waker: Waker): Promise<Api> {
  const authDb = openDatabase(adminUrl, { role: 'auth', size: 2 });
  const feed = openNoticeFeed(adminUrl);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { db, clock, city } = world;
  const own = { signInKey: randomBytes(32), keyring: city.ring, origin: url, demo: true };
  const parts: Parts = { db, authDb, clock, waker, feed, ...own };
  const app = await buildApp(parts, { logLevel: 'silent' });
  await app.listen({ port, host: '127.0.0.1' });
  const cookies = new Map<string, Promise<string>>();
  const cookieOf: Api['cookieOf'] = (person) => {
    const known = cookies.get(person) ?? signIn(url, parts, person);
    cookies.set(person, known);
    return known;
  };
  return {
    url,
    cookieOf,
    async ask<T>(path: string, { method = 'GET', body, as }: Asking = {}) {
      const headers = as === undefined ? {} : { cookie: await cookieOf(as), 'x-access-reason': 'care' };
      const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
      const response = await send(`${url}/api${path}`, method, { ...headers, ...key }, body);
      const answer = await response.text();
      if (!response.ok) throw new Refused(`${method} ${path.replaceAll(/[\da-f-]{36}/g, '…')}: ${answer}`);
      return JSON.parse(answer) as T;
    },
    close: async () => {
      await app.close();
      await Promise.all([feed.end(), authDb.end()]);
    },
  };
}

function send(url: string, method: string, headers: Record<string, string>, body?: object): Promise<Response> {
  if (body === undefined) return fetch(url, { method, headers });
  return fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Password, then the code of the authenticator. */
async function signIn(url: string, parts: Parts, person: string): Promise<string> {
  const [password, totpSecret] = [randomBytes(18).toString('base64url'), randomBytes(24).toString('base64url')];
  const username = `p${person}`;
  await createStaffAccount(parts, { person, username, password, totpSecret });
  const first = await send(`${url}/api/auth/sign-in/username`, 'POST', {}, { username, password });
  const code = { code: totpNow(totpSecret) };
  const second = await send(`${url}/api/auth/two-factor/verify-totp`, 'POST', { cookie: cookieFrom(first) }, code);
  if (!second.ok) throw new Error(`sign-in: ${await second.text()}`);
  return cookieFrom(second);
}

/** What a browser would send back. */
function cookieFrom(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}
