import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { app, staff } = city;
await app.ready();

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
}
const described = app.swagger().paths ?? {};
const operations: readonly Operation[] = Object.entries(described).flatMap(([path, methods]) =>
  Object.keys(methods ?? {}).map((method) => ({ method: method.toUpperCase() as Operation['method'], path })),
);

/** What anybody may call: the sign-in, and phones with a code. */
const OPEN = /^\/api\/(auth\/(sign-in|sign-out|two-factor\/verify)|answering)/;
/** Rules, forms and the tree are every member of staff's; nothing of a child is in them. */
const OF_ALL = /^\/api\/(me|organisations|instruments|policies|calendar|imports\/templates)/;
/** Lines that stay open have a test of their own. */
const LIVE = '/api/notices/stream';

let student = '';
const ids: Record<string, string> = {};

beforeAll(async () => {
  const head = await city.as(staff.head.person);
  const counselor = await city.as(staff.counselor.person);
  const key = () => ({ 'idempotency-key': randomUUID() });
  student = await city.student();
  const raised = await counselor.post('/api/concerns', { student, signs: ['attempt'] }, key());
  ids.cases = raised.json().case;
  const basis = { kind: 'emergency', by: staff.head.person };
  const body = { act: 'requestReferral', hospital: '999000-h1', basis, reason: 'today' };
  await head.post(`/api/cases/${ids.cases}/acts`, body, key());
  ids.referrals = (await head.get('/api/referrals')).json().items[0].id;
  ids.students = student;
});

function send({ method, path }: Operation, cookie: string | null): Promise<LightMyRequestResponse> {
  const resource = path.split('/')[2] ?? '';
  const url = path
    .replace('{id}', ids[resource] ?? randomUUID())
    .replace('{version}', '1')
    .replace('{year}', '2026')
    .replace('{code}', 'AAAABBBBCCCC')
    .replace('{kind}', 'roster');
  const payload = resource === 'students' ? { reason: 'care' } : { act: 'declareCrisis', signs: ['now'], note: null };
  const headers = {
    'idempotency-key': randomUUID(),
    'x-access-reason': 'care',
    ...(cookie === null ? {} : { cookie }),
  };
  return app.inject({ method, url, headers, ...(method === 'GET' ? {} : { payload }) });
}

describe('A1: every operation of the description', () => {
  it('asks who one is, but for the sign-in and phones', async () => {
    expect(operations.length).toBeGreaterThan(45);
    for (const operation of operations) {
      const { statusCode } = await send(operation, null);
      if (!OPEN.test(operation.path)) expect([400, 401], `${operation.method} ${operation.path}`).toContain(statusCode);
    }
  });

  const foreign = ['otherCounselor', 'expertEducation', 'intake'] as const;
  it.each(foreign)('tells %s nothing of a child of a school that is not theirs', async (name) => {
    const cookie = await city.session(staff[name].person);
    for (const operation of operations) {
      if (OPEN.test(operation.path) || OF_ALL.test(operation.path) || operation.path === LIVE) continue;
      const answer = await send(operation, cookie);
      const what = `${name} ${operation.method} ${operation.path}: ${answer.statusCode}`;
      if (operation.path.includes('{id}')) expect([400, 403, 404], what).toContain(answer.statusCode);
      expect(answer.statusCode, what).toBeLessThan(500);
      for (const id of [student, ...Object.values(ids)]) expect(answer.body.includes(id), what).toBe(false);
    }
  });

  it('gives those whose child it is what the others were refused', async () => {
    const counselor = await city.as(staff.counselor.person);
    for (const url of [`/api/cases/${ids.cases}`, `/api/referrals/${ids.referrals}`])
      expect((await counselor.get(url)).statusCode, url).toBe(200);
  });
});
