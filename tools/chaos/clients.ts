import { createStaffAccount } from '#api/auth/accounts';
import type { Database } from '#db/transaction';
import { totpNow } from '#tools/totp';
import type { CityActor } from '#tools/testing/city';
import type { Answer, Reply, Transport } from './ledger.ts';

/* The only file that knows how an act travels: over HTTP, as a signed-in person. */

const PASSWORD = 'no secret: a city for an hour';
const SECRET = 'a-secret-of-a-city-that-lasts-an-hour';
const SIGN_IN_MS = 15_000;

/** Accounts with a second factor for these people. `authDb` is of role auth. */
export async function openAccounts(authDb: Database, signInKey: Buffer, people: readonly CityActor[]): Promise<void> {
  for (const { person, username } of people)
    await createStaffAccount({ authDb, signInKey }, { person, username, password: PASSWORD, totpSecret: SECRET });
}

/** Signs everybody in and answers with the way to send an act as any of them. */
export async function signedInClients(apiUrl: string, people: readonly CityActor[]): Promise<Transport> {
  const cookies = new Map<string, string>();
  for (const { person, username } of people) cookies.set(person, await signIn(apiUrl, username));
  return async ({ person, key, path, body }, patienceMs) => {
    const headers = { cookie: cookies.get(person) ?? '', 'idempotency-key': key };
    const asked = post(`${apiUrl}${path}`, body, headers, patienceMs);
    return asked.then(replyOf).catch(() => 'again' as const);
  };
}

/** The session cookie of a person with an account of openAccounts(). */
export async function signIn(apiUrl: string, username: string): Promise<string> {
  const first = await post(`${apiUrl}/api/auth/sign-in/username`, { username, password: PASSWORD });
  const second = await post(
    `${apiUrl}/api/auth/two-factor/verify-totp`,
    { code: totpNow(SECRET) },
    { cookie: cookieOf(first) },
  );
  if (second.status !== 200) throw new Error(`${username} cannot sign in: ${second.status} ${await second.text()}`);
  return cookieOf(second);
}

function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
  patienceMs: number = SIGN_IN_MS,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
}

/** What a browser would send back. */
function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}

/** 503: nobody knows or nothing happened, ask again. 429: too fast. Any other answer of the five hundreds is a fault. */
async function replyOf(response: Response): Promise<Reply> {
  const read: unknown = await response.json();
  if (typeof read !== 'object' || read === null || response.status === 503 || response.status === 429) return 'again';
  const code = String(Reflect.get(read, 'code'));
  if (response.status >= 500) return { fault: `${response.status} ${code}` };
  if (response.status >= 400) return { recorded: false, code };
  if (Reflect.get(read, 'recorded') === true) {
    const concern = read as { readonly case: string; readonly receipt: string; readonly at: number };
    return { recorded: true, stream: concern.case, version: null, head: concern.receipt, at: concern.at };
  }
  const { stream, version, head, at } = read as Extract<Answer, { recorded: true }>;
  return { recorded: true, stream, version, head, at };
}
