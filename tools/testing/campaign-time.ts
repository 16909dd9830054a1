import { campaignActivities } from '#activities/campaign';
import type { CampaignStanding } from '#activities/contract';
import { readStanding } from '#activities/standing';
import type { ApiCity } from './api-city.ts';

/** What time does to the campaigns of a city, over its record and by its clock, and how it finds them; no workflow runs. */
export function campaignTime({ clock, database }: ApiCity) {
  const log = { info: () => undefined, error: () => undefined };
  const parts = { db: database.open('clock'), clock, log, channels: [], waker: { wake: async () => undefined } };
  return {
    ...campaignActivities(parts),
    // The stream is a campaign, and its standing a campaign's.
    standing: async (id: string) => (await readStanding(parts, id)) as CampaignStanding,
  };
}
