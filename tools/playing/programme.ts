import type { Call } from './playing.ts';

const DAY = 86_400_000;

interface Owing {
  readonly duties: readonly { readonly id: string; readonly kind: string }[];
}
interface Listed {
  readonly items: readonly { readonly id: string }[];
}

/** A screening of a school that is planned and opened; pupils are asked from tomorrow on. Its id. */
export async function openedCampaign(call: Call, counselor: string, school: string): Promise<string> {
  const opensAt = Math.floor(Date.now() / DAY + 1) * DAY;
  const window = { opensAt, closesAt: opensAt + 14 * DAY };
  const plan = { org: school, instrument: 'PHQ-9', version: '1', window, interviewers: 4 };
  const planned = (await call(counselor, 'POST', '/api/campaigns', plan)) as { readonly stream: string } | undefined;
  const campaign = planned?.stream ?? (await first(call, counselor, '/api/campaigns'));
  const { duties } = (await call(counselor, 'GET', `/api/campaigns/${campaign}`)) as Owing;
  const answers = duties.find(({ kind }) => kind === 'campaignOpen')?.id ?? '0';
  await call(counselor, 'POST', `/api/campaigns/${campaign}/acts`, { act: 'open', answers });
  return campaign;
}

/** What a guardian opens on the phone: the address below the server's, and the code that goes by another way. */
export interface GuardianLink {
  readonly path: string;
  readonly code: string;
}

/** Asks a guardian whether the pupil may be asked in screenings. */
export async function guardianLink(call: Call, counselor: string, pupil: string, guardian: string) {
  const asked = { guardian, purpose: 'screening' };
  return (await call(counselor, 'POST', `/api/students/${pupil}/guardian-links`, asked)) as GuardianLink;
}

/** Activities of a school, with the days before today on which they were. */
const ACTIVITIES = [
  ['publicity', '心理健康知识讲座', 96, 420],
  ['psychodrama', '校园心理情景剧展演', 61, 680],
  ['examCounselling', '考前心理辅导', 33, 900],
  ['familyGuidance', '家庭教育公益讲座', 12, 310],
] as const;

/** Some activities of a school, entered by the city's office, and the report of the city that begins to tell of them. Its id. */
export async function reported(call: Call, office: string, org: string, now: number): Promise<string> {
  const dayBefore = (days: number) => new Date(now - days * DAY).toISOString().slice(0, 10);
  for (const [topic, title, before, heads] of ACTIVITIES) {
    const where = { day: dayBefore(before), place: '报告厅', times: 1 };
    const who = { heads, counted: 'personTimes', audience: ['pupils'] };
    await call(office, 'POST', '/api/records/activity', { org, values: { topic, title, ...where, ...who } });
  }
  const year = dayBefore(0).slice(0, 4);
  const period = { from: `${year}-01-01`, to: dayBefore(0), dueOn: dayBefore(-60) };
  const wish = { kind: 'annual', org: '999000', ...period };
  const begun = (await call(office, 'POST', '/api/reports', wish)) as { readonly id: string } | undefined;
  return begun?.id ?? (await first(call, office, '/api/reports'));
}

/** A visit of a school that its inspector has planned for next week. */
export async function plannedVisit(call: Call, inspector: string, org: string): Promise<void> {
  const plannedOn = new Date(Date.now() + 7 * DAY).toISOString().slice(0, 10);
  const points = ['心理辅导室有使用记录', '重点学生台账按期复核', '心理课按计划开设'];
  const values = {
    code: `DD-${plannedOn.replaceAll('-', '')}`,
    topic: 'routine',
    plannedOn,
    inspector: '责任督学',
    checklist: points.map((point) => ({ point })),
  };
  await call(inspector, 'POST', '/api/records/visit', { org, values });
}

async function first(call: Call, who: string, path: string): Promise<string> {
  const { items } = (await call(who, 'GET', path)) as Listed;
  return items[0]?.id ?? '';
}
