import { reasonOf } from '#tools/servers/reason';
import type { Call } from './playing.ts';

/** Tried again as a browser would: the record is away, or somebody else did something at this moment. */
const TRIES = 5;
const AGAIN = new Set([429, 503]);
const DONE_BEFORE = 'keyReused';

/** The session cookie of a member of staff. */
export type SignedIn = (who: string) => Promise<string>;

/** Everybody signs in once. */
export function signedInOnce(signIn: SignedIn): SignedIn {
  const cookies = new Map<string, Promise<string>>();
  return (who) => {
    const cookie = cookies.get(who) ?? signIn(who);
    cookies.set(who, cookie);
    return cookie;
  };
}

/**
 * A way to call the API in which the n-th wish of a story always has the same key: played over, what was granted is not granted again, whatever has been
 * killed in between. `story` tells stories apart, 6 to 60 visible characters.
 */
export function callAs(url: string, signedIn: SignedIn, story: string): Call {
  let wishes = 0;
  return async (who, method, path, body) => {
    const headers = { cookie: await signedIn(who), 'x-access-reason': 'care' };
    if (method === 'POST') wishes += 1;
    const key = method === 'POST' ? { 'idempotency-key': `${story}-${wishes}` } : {};
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const asked = { method, headers: { ...headers, ...key, ...json }, body: JSON.stringify(body) };
    return answered(`${method} ${path}`, () => fetch(`${url}${path}`, asked));
  };
}

async function answered(what: string, ask: () => Promise<Response>): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    const told = await answer.text();
    if (answer.ok) return JSON.parse(told);
    if (codeIn(told) === DONE_BEFORE) return undefined;
    if (!AGAIN.has(answer.status) || tries === TRIES)
      throw new Error(`${what.replaceAll(/[\da-f-]{36}/g, '…')}: ${answer.status} ${codeIn(told)}`);
    await new Promise((resolve) => setTimeout(resolve, 200 * tries));
  }
}

function codeIn(told: string): string {
  try {
    return String(Reflect.get(Object(JSON.parse(told)), 'code'));
  } catch (error) {
    return reasonOf(error);
  }
}
