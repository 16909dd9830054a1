import { beforeAll, describe, expect, it } from 'vitest';
import { type AccessActor, accessActors, withoutSecondFactor } from '#tools/testing/access-actors';
import { faultOf } from '#tools/testing/access-judge';
import { nameOf, type Operation, requestOf } from '#tools/testing/access-requests';
import { ACCESS_ROWS } from '#tools/testing/access-rows';
import { accessTargets, type Targets } from '#tools/testing/access-targets';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity(async (database) => ({ db: database.open('api', { size: 6 }) }));
const { app } = city;
await app.ready();

const described = app.swagger().paths ?? {};
const operations: readonly Operation[] = Object.entries(described).flatMap(([path, methods]) =>
  Object.keys(methods ?? {}).map((method) => ({ method: method.toUpperCase() as Operation['method'], path })),
);
const AT_ONCE = 6;
const MINUTES = 5 * 60_000;

let actors: readonly AccessActor[] = [];
let targets: Targets = {};
let bare = '';

beforeAll(async () => {
  targets = await accessTargets(city);
  actors = await accessActors(city);
  bare = await withoutSecondFactor(city);
}, MINUTES);

async function ask(operation: Operation, headers: Record<string, string>) {
  const answer = await app.inject(requestOf(operation, targets, headers));
  const problem = String(answer.headers['content-type']).includes('problem');
  return { status: answer.statusCode, code: problem ? String(answer.json().code) : null, body: answer.body };
}

const headersOf = ({ cookie, appointment }: AccessActor) => ({ cookie, 'x-appointment': appointment });

/** Asks everybody for one operation; `as` answers in the name of somebody else. */
async function faultsOf(operation: Operation, as = headersOf): Promise<readonly string[]> {
  const name = nameOf(operation);
  const row = ACCESS_ROWS[name];
  if (row === undefined) return [`${name}: no row`];
  const faults: string[] = [];
  const waiting = row.who === 'anybody' ? [] : row.live === true ? actors.filter(isRevoked) : [...actors];
  const lane = async () => {
    for (let actor = waiting.shift(); actor !== undefined; actor = waiting.shift()) {
      const fault = faultOf(row, actor, await ask(operation, as(actor)), targets);
      if (fault !== null) faults.push(`${name}, ${actor.role} ${actor.relation}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return faults;
}

const isRevoked = ({ relation }: AccessActor) => relation === 'revoked';

describe('A1: every operation of the description', () => {
  it('has a row that says who may, and no row is left over', () => {
    expect(Object.keys(ACCESS_ROWS).toSorted()).toEqual(operations.map(nameOf).toSorted());
  });

  it(
    'is given to every role at every place as its row says, tells strangers nothing, and hides what is foreign',
    async () => {
      const faults: string[] = [];
      for (const operation of operations) faults.push(...(await faultsOf(operation)));
      expect(faults).toEqual([]);
      expect(actors).toHaveLength(15 * 8);
    },
    MINUTES,
  );

  it('asks who one is, but for the sign-in and phones', async () => {
    const closed = operations.filter((operation) => ACCESS_ROWS[nameOf(operation)]?.who !== 'anybody');
    for (const operation of closed) {
      const { status, code } = await ask(operation, {});
      expect([status, code], nameOf(operation)).toEqual([401, 'notSignedIn']);
    }
  });

  it('N25: opens nothing of a child without a second factor', async () => {
    const guarded = operations.filter((operation) => {
      const who = ACCESS_ROWS[nameOf(operation)]?.who;
      return who !== 'anybody' && who !== 'signedIn';
    });
    for (const operation of guarded)
      expect((await ask(operation, { cookie: bare })).code, nameOf(operation)).toBe('secondFactorMissing');
  });

  it('is found when its guard is gone', async () => {
    const counselor = actors.find(({ role, relation }) => role === 'counselor' && relation === 'own');
    if (counselor === undefined) expect.fail('nobody to answer in the name of');
    // As if the operation asked nobody's role and place: everybody is answered as the child's own counselor.
    for (const path of ['/api/cases/{id}', '/api/students/{id}/consents', '/api/referrals/{id}/packet']) {
      const faults = await faultsOf({ method: 'GET', path }, () => headersOf(counselor));
      expect(faults.length, path).toBeGreaterThan(80);
      expect(faults.join()).toContain('learns of');
    }
  });
});
