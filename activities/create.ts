import { campaignActivities } from './campaign.ts';
import type { Activities } from './contract.ts';
import { deliveryActivities } from './delivery-activities.ts';
import { noticeActivities } from './notice-activities.ts';
import type { Parts } from './parts.ts';
import { returnActivities } from './return-papers.ts';
import { streamActivities } from './stream-activities.ts';

/** Everything workflows can ask for, over one database, one clock and the ways out of the house. */
export function createActivities(parts: Parts): Activities {
  return {
    ...streamActivities(parts),
    ...noticeActivities(parts),
    ...deliveryActivities(parts),
    ...returnActivities(parts),
    ...campaignActivities(parts),
  };
}
