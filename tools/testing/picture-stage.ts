import type { ServedCity } from './browser-city.ts';
import { openedCampaign } from './opened-campaign.ts';
import { type PlayedSchool, playedSchool } from './played-school.ts';

/** What the pictures show: cases of a week, a campaign that was opened, and a link of a guardian. */
export interface Stage extends PlayedSchool {
  readonly campaign: string;
  readonly group: string;
  readonly link: string;
  readonly digits: string;
}

/** Brings it all there over the API; a few seconds. */
export async function staged(served: ServedCity): Promise<Stage> {
  const school = await playedSchool(served);
  await sentToHospital(served, school.crisis);
  const campaign = await openedCampaign(served);
  const { classes } = (await served.call('counselor', 'GET', `/api/campaigns/${campaign}/completion`)) as Classes;
  const { student, id: guardian } = guardianOf(served, school.quiet);
  const asked = { guardian, purpose: 'screening' };
  const made = (await served.call('counselor', 'POST', `/api/students/${student}/guardian-links`, asked)) as Made;
  return { ...school, campaign, group: classes[0]?.class ?? '', link: made.path, digits: made.code };
}

interface Classes {
  readonly classes: readonly { readonly class: string }[];
}
interface Made {
  readonly path: string;
  readonly code: string;
}

/** A guardian of this child who may be turned to (N10). */
function guardianOf(served: ServedCity, pupil: string) {
  const found = served.city.guardianships.find(({ student, flagged }) => student === pupil && !flagged);
  if (found === undefined) throw new Error(`pupil ${pupil} has no guardian`);
  return found;
}

/** The hospital has something in its inbox: the child in crisis, without waiting for a consent. */
async function sentToHospital(served: ServedCity, crisis: string): Promise<void> {
  const basis = { kind: 'emergency', by: served.city.staff('head').person };
  const wish = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '今天说了告别的话，需要当天评估' };
  await served.call('head', 'POST', `/api/cases/${crisis}/acts`, wish);
  const { items } = (await served.call('head', 'GET', '/api/referrals?limit=200')) as Listed;
  const referral = items.find((line) => line.case === crisis)?.id ?? '';
  const { personVersion } = (await served.call('head', 'GET', `/api/referrals/${referral}`)) as Versioned;
  await served.call('head', 'POST', `/api/referrals/${referral}/acts`, { act: 'send', against: personVersion });
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly case: string | null }[];
}
interface Versioned {
  readonly personVersion: number;
}
