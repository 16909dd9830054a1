import { randomBytes } from 'node:crypto';
import { afterAll } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { openDatabase } from '#db/transaction';
import { type ApiCity, apiCity, type Caller } from './api-city.ts';
import { key, playCampaign, type PlayedCampaign, sheetWith } from './campaign-city.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** One school with a child in triage and a campaign under way, and every way in at which something wrong may come. */
export interface WrongWays extends ApiCity {
  readonly proxy: TcpProxy;
  readonly temporal: { reachable: boolean; readonly woken: Set<string> };
  readonly waker: { wake(kind: string, id: string): Promise<void> };
  readonly counselor: Caller;
  readonly caseId: string;
  /** The act that the child's case waits for. */
  readonly interview: object;
  readonly campaign: PlayedCampaign;
  /** Invited, with the code. */
  readonly pupil: string;
  readonly code: string;
  /** Too young for the instrument. */
  readonly young: string;
  onCase(who: Caller, body: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  paper(more: object): Promise<LightMyRequestResponse>;
  /** A body as it stands, to the acts of the case. */
  raw(payload: string): Promise<LightMyRequestResponse>;
  uploaded(file: string | Buffer): Promise<LightMyRequestResponse>;
  /** How much stands in the record. */
  recorded(): Promise<Readonly<Record<string, number>>>;
}

/** Call it at the top of a test file. */
export async function wrongWays(): Promise<WrongWays> {
  const temporal = { reachable: true, woken: new Set<string>() };
  const waker = {
    wake: (_kind: string, id: string) => {
      if (!temporal.reachable) return Promise.reject(new Error('no connection'));
      temporal.woken.add(id);
      return Promise.resolve();
    },
  };
  const { city, proxy } = await behindProxy(waker);
  const counselor = await city.as(city.staff.counselor.person);
  const critical = await city.student();
  const pupil = await city.student();
  const campaign = await playCampaign(city, counselor, 'invited', 9);
  const young = await city.student('2017-05-01');
  const code = (await campaign.codes()).find(({ student }) => student === pupil)?.code ?? '';
  const raised = await counselor.post('/api/concerns', { student: critical, signs: ['recentPlan'] }, key());
  const caseId: string = raised.json().case;
  const { duties } = (await counselor.get(`/api/cases/${caseId}`)).json();
  const answers: string = duties.find(({ kind }: { kind: string }) => kind === 'interview').id;
  const interview = { act: 'recordInterview', answers, findings: ['lowMood'], outcome: 'reassess' };
  const known = { proxy, temporal, waker, counselor, campaign, pupil, code, young, caseId, interview };
  return { ...city, ...known, ...waysIn(city, { counselor, caseId, campaign, pupil }) };
}

async function behindProxy(waker: WrongWays['waker']) {
  let proxy: TcpProxy | undefined;
  const city = await apiCity(async (database) => {
    const opened = await openTcpProxy(database.adminUrl);
    proxy = opened;
    const db = openDatabase(opened.url, { size: 2, role: 'api', connectTimeoutMs: 1_000 });
    afterAll(async () => {
      await db.end();
      await opened.close();
    });
    return { db, signInKey: randomBytes(32), waker };
  });
  if (proxy === undefined) throw new Error('a city without its proxy');
  return { city, proxy };
}

function waysIn(
  city: ApiCity,
  { counselor, caseId, campaign, pupil }: Pick<WrongWays, 'counselor' | 'caseId' | 'campaign' | 'pupil'>,
): Pick<WrongWays, 'onCase' | 'paper' | 'raw' | 'uploaded' | 'recorded'> {
  const { app, clock, database, staff } = city;
  return {
    onCase: (who, body, headers = key()) => who.post(`/api/cases/${caseId}/acts`, body, headers),
    paper: (more) => {
      const sheet = { student: pupil, version: '1', answers: sheetWith(9, 0), answeredAt: clock.at, ...more };
      return counselor.post(`/api/campaigns/${campaign.id}/responses`, sheet, key());
    },
    raw: async (payload) => {
      const cookie = await city.session(staff.counselor.person);
      const headers = { cookie, 'content-type': 'application/json', ...key() };
      return app.inject({ method: 'POST', url: `/api/cases/${caseId}/acts`, headers, payload });
    },
    uploaded: async (file) => {
      const head = ['--m', 'content-disposition: form-data; name="file"; filename="f"', '', ''].join('\r\n');
      const cookie = await city.session(staff.counselor.person);
      const headers = { cookie, 'content-type': 'multipart/form-data; boundary=m' };
      const payload = Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from('\r\n--m--\r\n')]);
      return app.inject({ method: 'POST', url: '/api/imports?school=s', headers, payload });
    },
    recorded: async () => {
      const [row] = await database.admin<[Record<string, number>]>`select (select count(*) from events)::int as facts,
        (select count(*) from duties)::int as duties, (select count(*) from answers)::int as sheets,
        (select count(*) from warnings)::int as warnings, (select count(*) from vault)::int as texts,
        (select count(*) from jobs)::int as jobs, (select count(*) from students)::int as pupils`;
      return row;
    },
  };
}
