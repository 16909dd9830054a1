import type { ServedCity } from './browser-city.ts';
import { openedCampaign } from './opened-campaign.ts';
import { type PlayedSchool, playedSchool } from './played-school.ts';

/** What the pictures show: cases of a week, a leave, a campaign that was opened, a link of a guardian, and a report on some records. */
export interface Stage extends PlayedSchool {
  readonly leave: string;
  readonly report: string;
  readonly campaign: string;
  readonly group: string;
  readonly link: string;
  readonly digits: string;
}

/** Brings it all there over the API; a few seconds. */
export async function staged(served: ServedCity): Promise<Stage> {
  const school = await playedSchool(served);
  await sentToHospital(served, school.crisis);
  const leave = await leaving(served, school.care);
  const report = await reported(served);
  const campaign = await openedCampaign(served);
  const { classes } = (await served.call('counselor', 'GET', `/api/campaigns/${campaign}/completion`)) as Classes;
  const { student, id: guardian } = guardianOf(served, school.quiet);
  const asked = { guardian, purpose: 'screening' };
  const made = (await served.call('counselor', 'POST', `/api/students/${student}/guardian-links`, asked)) as Made;
  return { ...school, leave, report, campaign, group: classes[0]?.class ?? '', link: made.path, digits: made.code };
}

/** A leave that was assessed: the talk with the guardian is owed. */
async function leaving(served: ServedCity, id: string): Promise<string> {
  await served.call('counselor', 'POST', `/api/cases/${id}/acts`, { act: 'startLeave' });
  const { items } = (await served.call('counselor', 'GET', '/api/returns?limit=200')) as Listed;
  const leave = items.find((line) => line.case === id)?.id ?? '';
  const { duties } = (await served.call('counselor', 'GET', `/api/returns/${leave}`)) as Versioned;
  const answers = duties.find(({ kind }) => kind === 'leaveAssessment')?.id;
  const assessed = { act: 'recordLeaveAssessment', findings: ['lowMood', 'sleepsBadly'], advised: true, answers };
  await served.call('counselor', 'POST', `/api/returns/${leave}/acts`, assessed);
  return leave;
}

const KEPT = [
  ['publicity', '心理健康知识讲座', '2026-04-08', 420],
  ['psychodrama', '校园心理情景剧展演', '2026-05-11', 680],
  ['examCounselling', '考前心理辅导', '2026-05-28', 900],
  ['familyGuidance', '家庭教育公益讲座', '2026-06-05', 310],
] as const;

/** A report of the city on some activities of its first school. */
async function reported(served: ServedCity): Promise<string> {
  for (const [topic, title, day, heads] of KEPT) {
    const values = {
      topic,
      title,
      day,
      place: '报告厅',
      times: 1,
      heads,
      counted: 'personTimes',
      audience: ['pupils'],
    };
    await served.call('city-programme', 'POST', '/api/records/activity', { org: '999001001', values });
  }
  const period = { from: '2026-01-01', to: '2026-06-30', dueOn: '2027-01-31' };
  const wish = { kind: 'annual', org: '999000', ...period };
  return ((await served.call('city-programme', 'POST', '/api/reports', wish)) as { readonly id: string }).id;
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
  readonly duties: readonly { readonly id: string; readonly kind: string }[];
}
