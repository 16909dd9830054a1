import type { ServedCity } from './browser-city.ts';

const DAY = 86_400_000;

interface Owing {
  readonly duties: readonly { readonly id: string; readonly kind: string }[];
}

/** A screening of the first school that was planned and opened over the API; pupils are asked from tomorrow on. Its id. */
export async function openedCampaign(served: ServedCity): Promise<string> {
  const [{ code }] = served.city.schools;
  const opensAt = Math.floor(Date.now() / DAY + 1) * DAY;
  const window = { opensAt, closesAt: opensAt + 14 * DAY };
  const plan = { org: code, instrument: 'PHQ-9', version: '1', window, interviewers: 4 };
  const { stream } = (await served.call('counselor', 'POST', '/api/campaigns', plan)) as { stream: string };
  const { duties } = (await served.call('counselor', 'GET', `/api/campaigns/${stream}`)) as Owing;
  const answers = duties.find(({ kind }) => kind === 'campaignOpen')?.id;
  await served.call('counselor', 'POST', `/api/campaigns/${stream}/acts`, { act: 'open', answers });
  return stream;
}
