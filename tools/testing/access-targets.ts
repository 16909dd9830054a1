import { randomUUID } from 'node:crypto';
import type { ApiCity } from './api-city.ts';
import { key, playCampaign } from './campaign-city.ts';
import { referredChild } from './referred-child.ts';

/** Things of one school that strangers must not learn of, by the resource whose `{id}` they are. */
export type Targets = Readonly<Record<string, string>>;

/** Leads two children far enough that there is one of everything. */
export async function accessTargets(city: ApiCity): Promise<Targets> {
  const counselor = await city.as(city.staff.counselor.person);
  const child = await referredChild(city, counselor, 'sent');
  const campaign = await playCampaign(city, counselor, 'planned');
  const act = async (id: string, body: object) => {
    const answer = await counselor.post(`/api/cases/${id}/acts`, body, key());
    if (answer.statusCode !== 200) throw new Error(answer.body);
  };
  const view = async (url: string) => (await counselor.get(url)).json();
  const duty = async (id: string, kind: string) =>
    (await view(`/api/cases/${id}`)).duties.find((one: { kind: string }) => one.kind === kind)?.id;
  await act(child.caseId, { act: 'startLeave', homeRestSince: null });
  const other = await city.student();
  const calm = (await counselor.post('/api/concerns', { student: other, signs: ['bullying'] }, key())).json().case;
  const looked = { findings: ['lowMood'], note: null };
  await act(calm, { act: 'recordInterview', outcome: 'reassess', answers: await duty(calm, 'interview'), ...looked });
  const reassess = await duty(calm, 'reassess');
  await act(calm, { act: 'recordReassessment', assessment: 'steady', answers: reassess, ...looked });
  const { personVersion } = await view(`/api/cases/${calm}`);
  await act(calm, { act: 'grade', level: 'L1', basis: ['interview'], reasonCode: 'found', against: personVersion });
  const only = async (name: string) => (await view(`/api/${name}`)).items[0].id;
  const way = { guardian: child.guardian, purpose: 'care' };
  const linked = await counselor.post(`/api/students/${child.student}/guardian-links`, way, key());
  const [notice] = await city.database.admin<
    [{ id: string }]
  >`select id from notices where person = ${city.staff.counselor.person}`;
  return {
    students: child.student,
    guardian: child.guardian,
    consent: child.consent,
    link: linked.json().link,
    cases: child.caseId,
    referrals: child.referral,
    'follow-ups': await only('follow-ups'),
    returns: await only('returns'),
    campaigns: campaign.id,
    class: campaign.group,
    notices: notice.id,
    ...(await somebodyThere(city)),
    ...(await keptThings(city)),
  };
}

/** Of the school, and for nothing else: whoever asks may close the account. */
async function somebodyThere({ school, database: { admin } }: ApiCity): Promise<Targets> {
  const [people, appointment] = [randomUUID(), randomUUID()];
  await admin`insert into people (id, display_name, side) values (${people}, 'somebody', 'education')`;
  await admin`insert into appointments (id, person_id, role, org_id, post, priority, valid_from)
    values (${appointment}, ${people}, 'counselor', ${school}, 'standIn', 9, '2026-01-01')`;
  const told = randomUUID();
  await admin`insert into office_notices (id, person, reason, appointee, role, org, since, created_at)
    values (${told}, ${people}, 'own', ${people}, 'counselor', ${school}, '2026-01-01', '2026-01-01')`;
  return { people, appointment, 'office-notices': told };
}

async function keptThings(city: ApiCity): Promise<Targets> {
  const counselor = await city.as(city.staff.counselor.person);
  const cookie = await city.session(city.staff.counselor.person);
  const send = async (url: string, file: string | Buffer) => {
    const answer = await city.app.inject({ method: 'POST', url, ...multipart(file, { cookie }) });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json().id;
  };
  const kept = await counselor.post('/api/records/activity', { org: 's', values: ACTIVITY }, key());
  if (kept.statusCode !== 200) throw new Error(kept.body);
  const head = await city.as(city.staff.head.person);
  const report = await head.post('/api/reports', { ...REPORT, from: '2025-01-01', to: '2025-06-30' }, key());
  if (report.statusCode !== 200) throw new Error(report.body);
  const turn = await head.post(`/api/organisations/${city.school}/roll-overs`, { schoolYear: 2026 });
  if (turn.statusCode !== 202) throw new Error(turn.body);
  return {
    reports: report.json().id,
    'roll-overs': turn.json().id,
    imports: await send('/api/imports?school=s', ROSTER),
    files: await send('/api/files?organisation=s&purpose=evidence', PDF),
    records: kept.json().record,
    recordImports: randomUUID(),
    organisations: city.school,
  };
}

export const ROSTER =
  '学号,姓名,性别,出生日期,证件号,年级,班级,监护人,关系,电话\n1,晴知遥,女,2013-05-01,,七年级,1班,晴南,母亲,00012345678\n';
export const PDF = Buffer.from('%PDF-1.7\n% papers\n\n%%EOF');
export const REPORT = { kind: 'annual', org: 's', from: '2026-01-01', to: '2026-06-30', dueOn: '2027-01-31' };
export const ACTIVITY = {
  topic: 'publicity',
  title: '心理健康知识讲座',
  day: '2026-11-20',
  place: '报告厅',
  times: 1,
  heads: 300,
  counted: 'personTimes',
  audience: ['pupils'],
};

/** One file as a browser sends it. */
export function multipart(file: string | Buffer, headers: Record<string, string>) {
  const mark = 'xinqiao-boundary';
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="f"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${mark}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${mark}--\r\n`)]),
  };
}
