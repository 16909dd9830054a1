import type { Activities, CampaignActivities, CampaignDeliveries } from './contract.ts';
import { deliveryActivities } from './delivery-activities.ts';
import { noticeActivities } from './notice-activities.ts';
import type { Parts } from './parts.ts';
import { returnActivities } from './return-papers.ts';
import { streamActivities } from './stream-activities.ts';

/** Those of campaigns join with their rules; until then no campaign can begin. */
export type ActivitiesSoFar = Omit<Activities, keyof CampaignActivities | keyof CampaignDeliveries>;

/** Everything workflows can ask for, over one database, one clock and the ways out of the house. */
export function createActivities(parts: Parts): ActivitiesSoFar {
  return {
    ...streamActivities(parts),
    ...noticeActivities(parts),
    ...deliveryActivities(parts),
    ...returnActivities(parts),
  };
}
