import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '#api/app';
import { createStaffAccount } from '#api/auth/accounts';
import type { Parts } from '#api/parts';
import type { Waker } from '#adapters/temporal/waker';
import { openDatabase } from '#db/transaction';
import type { StreamKind, StreamState } from '#domain/stream';
import type { CityActor } from '#tools/testing/city';
import { totpNow } from '#tools/totp';
import { ActRefused, type Answer, type Thing, type Transport } from './transport.ts';
import type { World } from './world.ts';

const ORIGIN = 'http://localhost:3000';
const RESOURCES: Readonly<Partial<Record<StreamKind, string>>> = {
  case: 'cases',
  referral: 'referrals',
  followUp: 'follow-ups',
  return: 'returns',
};

export interface HttpTransport extends Transport {
  close(): Promise<void>;
}

/** Through the real API: every person signs in with both factors, every act is a request with a key of its own. */
export async function httpTransport(world: World, adminUrl: string, waker: Waker | null): Promise<HttpTransport> {
  const authDb = openDatabase(adminUrl, { role: 'auth', size: 2 });
  const { db, clock } = world;
  const own = { signInKey: randomBytes(32), keyring: world.city.ring, feed: null, origin: ORIGIN, demo: true };
  const parts: Parts = { db, authDb, clock, waker, ...own };
  const app = await buildApp(parts, { logLevel: 'silent' });
  const cookies = new Map<string, Promise<string>>();
  const cookieOf = (who: CityActor) => {
    const known = cookies.get(who.person) ?? signIn(app, parts, who.person);
    cookies.set(who.person, known);
    return known;
  };
  const urlOf = ({ kind, id }: Thing) => `/api/${RESOURCES[kind] ?? 'cases'}/${id}`;
  return {
    async act(who, on, body) {
      const headers = { cookie: await cookieOf(who), 'idempotency-key': randomUUID() };
      const response = await app.inject({ method: 'POST', url: `${urlOf(on)}/acts`, headers, payload: body });
      if (response.statusCode !== 200) throw new ActRefused(`${body.act} by ${who.actor.role}: ${response.body}`);
      return response.json<Answer>();
    },
    async view(who, on) {
      const headers = { cookie: await cookieOf(who), 'x-access-reason': 'care' };
      const response = await app.inject({ method: 'GET', url: urlOf(on), headers });
      if (response.statusCode !== 200) throw new ActRefused(`reading a ${on.kind}: ${response.body}`);
      const { state, ...seen } = response.json<StreamState & { readonly state: Record<string, unknown> }>();
      return { ...state, ...seen };
    },
    close: async () => {
      await app.close();
      await authDb.end();
    },
  };
}

/** Password, then the code of the authenticator. Answers the session's cookie. */
async function signIn(app: FastifyInstance, parts: Parts, person: string): Promise<string> {
  const [password, totpSecret] = [randomBytes(18).toString('base64url'), randomBytes(24).toString('base64url')];
  const username = `p${person}`;
  await createStaffAccount(parts, { person, username, password, totpSecret });
  const first = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/username',
    payload: { username, password },
  });
  const second = await app.inject({
    method: 'POST',
    url: '/api/auth/two-factor/verify-totp',
    headers: { cookie: cookiesOf(first.cookies) },
    payload: { code: totpNow(totpSecret) },
  });
  if (second.statusCode !== 200) throw new Error(`sign-in: ${first.body} ${second.body}`);
  return cookiesOf(second.cookies);
}

function cookiesOf(cookies: readonly { readonly name: string; readonly value: string }[]): string {
  return cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
}
