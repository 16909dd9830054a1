import { DEMO_PASSWORD, demoSecret } from './demo-accounts.ts';
import { keptMasterKey } from './keys.ts';
import { type DemoPlay, playDemo } from './playing/demo-play.ts';
import { demoCity } from './seed/city.ts';
import type { DemoAccount } from './seed/types.ts';
import { sayOnTerminal } from './servers/progress.ts';
import { reasonOf } from './servers/reason.ts';
import { readSettings } from './settings.ts';
import { totpNow } from './totp.ts';

/** A session for curl: what the browser would keep. */
export interface DemoSession {
  readonly account: DemoAccount;
  readonly code: string;
  readonly cookie: string;
}

/** The server knows no such account, or its password is another by now. */
class SignInRefused extends Error {}

/** The demo account of a username, or the first one of a role; undefined when there is neither. */
export function demoAccount(wanted: string, accounts: readonly DemoAccount[]): DemoAccount | undefined {
  return accounts.find(({ username }) => username === wanted) ?? accounts.find(({ role }) => role === wanted);
}

/** Signs a demo account in with both factors. Rejects where the server is not the demonstration city's. */
export async function demoSession(url: string, masterKey: Buffer, account: DemoAccount): Promise<DemoSession> {
  const { username } = account;
  const first = await post(url, 'sign-in/username', { username, password: DEMO_PASSWORD }, '');
  const code = totpNow(demoSecret(masterKey, username));
  const second = await post(url, 'two-factor/verify-totp', { code }, cookieOf(first));
  return { account, code, cookie: cookieOf(second) };
}

async function post(url: string, path: string, body: object, cookie: string): Promise<Response> {
  const answer = await fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
  if (answer.status === 401) throw new SignInRefused(`${path}: ${answer.status}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}

async function main(): Promise<void> {
  const [what, wanted = ''] = process.argv.slice(2);
  const { port, home, masterKey = keptMasterKey(home) } = readSettings(process.env);
  const url = `http://127.0.0.1:${port}`;
  const city = demoCity();
  const { accounts, organisations } = city;
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  if (what === 'play') return play(wanted === 'first', { url, home, masterKey, city });
  if (what !== 'login') return list(accounts, names);
  const account = demoAccount(wanted, accounts);
  if (account === undefined) {
    list(accounts, names);
    process.stderr.write(`没有这个账号或角色 · no demo account is called so or has this role: "${wanted}"\n`);
    process.exitCode = 1;
    return;
  }
  const { code, cookie } = await demoSession(url, masterKey, account);
  process.stdout.write(
    [
      `账号 account   ${account.username} (${account.role})`,
      `密码 password  ${DEMO_PASSWORD}`,
      `验证码 code     ${code}`,
      `curl -s -H 'cookie: ${cookie}' ${url}/api/me`,
      '',
    ].join('\n'),
  );
}

/** `npm run demo -- play`; `play first`: what `npm start` does. */
async function play(
  first: boolean,
  { masterKey, city, ...rest }: Pick<DemoPlay, 'url' | 'home' | 'city'> & { readonly masterKey: Buffer },
): Promise<void> {
  const signIn = async (who: string) => {
    const account = city.accounts.find(({ username }) => username === who);
    if (account === undefined) throw new Error(`the demo city has no ${who}`);
    return (await demoSession(rest.url, masterKey, account)).cookie;
  };
  try {
    await playDemo({ ...rest, city, signIn, first, say: sayOnTerminal });
  } catch (error) {
    const foreign = error instanceof SignInRefused;
    const why = foreign ? '演示账号无法登录，不是演示城市 · the demo accounts cannot sign in here' : reasonOf(error);
    sayOnTerminal(`  没有生成演示案例 · no demo cases were played: ${why}`);
    // A start of a city with people of its own is in order without them.
    process.exitCode = first && foreign ? 0 : 1;
  }
}

function list(accounts: readonly DemoAccount[], names: ReadonlyMap<string, string>): void {
  const lines = accounts.map(
    ({ username, role, org }) => `  ${username.padEnd(18)} ${role.padEnd(22)} ${names.get(org) ?? ''}`,
  );
  const how = [
    '  登录 sign in: npm run demo -- login USERNAME|ROLE',
    '  再来一批案例 more cases: npm run demo -- play',
  ];
  process.stdout.write(`演示账号 demo accounts · 密码 password ${DEMO_PASSWORD}\n${[...lines, ...how].join('\n')}\n`);
}

if (process.argv[1] === import.meta.filename) await main();
