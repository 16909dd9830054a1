import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { DAY, HOUR } from '#domain/instant';
import type { ApiCity, Caller } from './api-city.ts';

export const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

/** One item of PHQ-9 answered, all others 0. */
export function sheetWith(item: number, value: number | null | 'refused'): Record<string, number | null | 'refused'> {
  return Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [n, n === item ? value : 0]));
}

export interface PhonePlace {
  readonly student: string;
  readonly code: string;
  readonly state: string;
}

/** A campaign as its counselor leads it through the API. */
export interface PlayedCampaign {
  readonly id: string;
  readonly group: string;
  act(body: object, by?: Caller): Promise<LightMyRequestResponse>;
  /** The live duty of one kind. */
  duty(kind: string): Promise<string>;
  codes(): Promise<readonly PhonePlace[]>;
  phone(
    method: 'GET' | 'POST',
    path: string,
    payload?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  /** Hands a sheet in, as a phone does. */
  answer(code: string, answers: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

/** Plans a campaign over PHQ-9 for the one class of the city, and leads it up to `stage`. The window opens two hours from now. */
export async function playCampaign(
  city: ApiCity,
  counselor: Caller,
  stage: 'planned' | 'open' | 'invited',
  interviewers = 2,
): Promise<PlayedCampaign> {
  const { app, clock, database } = city;
  const [row] = await database.admin<[{ id: string }]>`select id from organisations where code = 's-0701'`;
  const window = { opensAt: clock.at + 2 * HOUR, closesAt: clock.at + 9 * DAY };
  const plan = { org: 's', instrument: 'PHQ-9', version: '1', window, interviewers };
  const planned = await counselor.post('/api/campaigns', plan, key());
  if (planned.statusCode !== 200) throw new Error(planned.body);
  const id: string = planned.json().stream;
  const phone: PlayedCampaign['phone'] = (method, path, payload, headers = {}) =>
    app.inject({ method, url: `/api/answering/${path}`, headers, ...(payload === undefined ? {} : { payload }) });
  const played: PlayedCampaign = {
    id,
    group: row.id,
    act: (body, by = counselor) => by.post(`/api/campaigns/${id}/acts`, body, key()),
    duty: async (kind) => {
      const { duties } = (await counselor.get(`/api/campaigns/${id}`)).json();
      return duties.find((duty: { kind: string }) => duty.kind === kind)?.id;
    },
    codes: async () => (await counselor.post(`/api/campaigns/${id}/codes?class=${row.id}`, {})).json().items,
    phone,
    answer: (code, answers, headers = key()) =>
      phone('POST', code, { version: '1', answers, answeredAt: clock.at }, headers),
  };
  if (stage === 'planned') return played;
  await done(played.act({ act: 'open', answers: await played.duty('campaignOpen') }));
  if (stage === 'open') return played;
  clock.at = window.opensAt;
  await done(played.act({ act: 'invitePage', class: row.id }));
  return played;
}

async function done(act: Promise<LightMyRequestResponse>): Promise<void> {
  const answer = await act;
  if (answer.statusCode !== 200) throw new Error(answer.body);
}
