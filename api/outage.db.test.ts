import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '#db/transaction';
import { type ApiCity, apiCity } from '#tools/testing/api-city';
import { openTcpProxy, type TcpProxy } from '#tools/testing/tcp-proxy';

let proxy: TcpProxy | undefined;
const woken: string[] = [];
const city: ApiCity = await apiCity(async (database) => {
  proxy = await openTcpProxy(database.adminUrl);
  const db = openDatabase(proxy.url, { size: 2, role: 'api', connectTimeoutMs: 1_000 });
  afterAll(async () => {
    await db.end();
    await proxy?.close();
  });
  return {
    db,
    signInKey: randomBytes(32),
    // Temporal is away: every wake fails.
    waker: {
      wake: (kind) => {
        woken.push(kind);
        return Promise.reject(new Error('no connection'));
      },
    },
  };
});
const counselor = await city.as(city.staff.counselor.person);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

it('records acts and warnings while Temporal is away', async () => {
  const raised = await counselor.post('/api/concerns', { student: await city.student(), signs: ['recentPlan'] }, key());
  expect(raised.statusCode, raised.body).toBe(200);
  expect(woken).toContain('case');
});

it('writes nothing when Postgres is gone in mid-act; the same key then gives one row and one answer', async () => {
  const body = { student: await city.student(), signs: ['recentPlan'] };
  const headers = key();
  const rows = () => city.database.admin`select id from streams where student_id = ${body.student}`;
  proxy?.resetAfter('"recorded"'); // the outcome on its way into the table: facts and duties are written, COMMIT is not
  const lost = await counselor.post('/api/concerns', body, headers);
  proxy?.resetAfter(null);
  expect([lost.statusCode, lost.json().code]).toEqual([503, 'recordAway']);
  expect(lost.headers['retry-after']).toBe('2');
  expect(await rows()).toHaveLength(0);
  const again = await counselor.post('/api/concerns', body, headers);
  expect(again.statusCode, again.body).toBe(200);
  expect((await counselor.post('/api/concerns', body, headers)).json()).toEqual(again.json());
  expect(await rows()).toHaveLength(1);
});

it('says that nobody knows when a connection breaks during COMMIT', async () => {
  proxy?.resetAll(); // so that COMMIT goes over the wire in words once more
  proxy?.resetAfter('commit');
  const lost = await counselor.get('/api/notices');
  proxy?.resetAfter(null);
  expect([lost.statusCode, lost.json().code]).toEqual([503, 'outcomeUnknown']);
  expect((await counselor.get('/api/notices')).statusCode).toBe(200);
});

it('answers 503 with the telephone way while Postgres is away, is not ready, and takes the same key afterwards', async () => {
  const body = { student: await city.student(), signs: ['recentPlan'] };
  const headers = key();
  proxy?.resetAfter(''); // whatever is said
  const away = await counselor.post('/api/concerns', body, headers);
  const ready = await city.app.inject({ method: 'GET', url: '/readyz' });
  const alive = await city.app.inject({ method: 'GET', url: '/healthz' });
  proxy?.resetAfter(null);
  expect([away.statusCode, away.json().code]).toEqual([503, 'recordAway']);
  expect(away.json().title).toContain('电话');
  expect([ready.statusCode, alive.statusCode]).toEqual([503, 200]);
  const after = await counselor.post('/api/concerns', body, headers);
  expect(after.statusCode, after.body).toBe(200);
});
