import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { beatFreezing, beginFreezing } from '#db/reports/freeze-job';
import { SECOND } from '#domain/instant';
import { key } from '#tools/testing/campaign-city';
import { begun, complete, does, ok, reportCity, seen } from '#tools/testing/report-desk';
import { freezingRound } from './freezing-watch.ts';

const { as, clock, database } = await reportCity();
const city = await as('city-programme');
const signer = await as('signer');
const cityHead = await as('city');
const worker = { db: database.open('clock'), clock, log: { info: () => {}, error: () => {} } };
const owner = database.open('migrator');
const second: string = (await cityHead.get('/api/me')).json().person;

async function signedOnce(): Promise<{ readonly id: string; readonly version: number }> {
  const draft = await complete(city, await begun(city, { org: '999000' }));
  await ok(await does(city, draft.id, 'submit', { against: draft.version }));
  await ok(await does(signer, draft.id, 'sign', { against: draft.version }));
  return draft;
}

/** What a server leaves that was killed while it made the files. */
async function leftBehind(report: string): Promise<string> {
  const job = randomUUID();
  const [row] = await database.admin<
    [{ id: string; org: string; path: string }]
  >`select id, org, path from reports where id = ${report}`;
  await owner.transaction({}, (tx) => beginFreezing(tx, job, row, second, clock.at));
  return job;
}

it('ends a freezing whose server was stopped in the middle, and lets the second signature be given again', async () => {
  const { id, version } = await signedOnce();
  const job = await leftBehind(id);
  clock.at += 89 * SECOND;
  await freezingRound(worker);
  expect((await seen(id, cityHead)).freezing).toMatchObject({ state: 'running' });
  await owner.transaction({}, (tx) => beatFreezing(tx, job, clock.at));
  clock.at += 89 * SECOND;
  await freezingRound(worker);
  expect((await seen(id, cityHead)).freezing, 'it has beaten since').toMatchObject({ state: 'running' });
  clock.at += 2 * SECOND;
  await freezingRound(worker);
  const report = await seen(id, cityHead);
  expect(report).toMatchObject({ state: 'signed', freezing: { state: 'failed', fault: 'interrupted' } });
  expect(report.duties).toMatchObject([{ kind: 'reportSecondSign' }]);
  const again = await ok(await cityHead.post(`/api/reports/${id}/sign`, { against: version }, key()));
  expect(again.freezing).toMatchObject({ state: 'running', fault: null });
  await database.admin`update reports set freezing = null where id = ${id}`;
});

it('calls one done that was frozen in the last moment of its server', async () => {
  const [{ id }] = await database.admin<[{ id: string }]>`select id from reports limit 1`;
  const job = await leftBehind(id);
  await database.admin`set session_replication_role = replica`;
  await database.admin`update reports set state = 'frozen', frozen_at = changed_at, word_file = id, workbook_file = id,
    number_word = 'x', number_year = 2026, number_sequence = 1 where id = ${id}`;
  await database.admin`set session_replication_role = default`;
  clock.at += 91 * SECOND;
  await freezingRound(worker);
  const [row] = await database.admin`select state, progress, report ->> 'fault' as fault from jobs where id = ${job}`;
  expect(row).toEqual({ state: 'done', progress: 4, fault: null });
});
