import type { ServedCity } from './browser-city.ts';
import { type Stage, staged } from './picture-stage.ts';

/** By path: whoever looks, by name in the city, and at which address; `own`: the path itself. */
type Looks = Readonly<Record<string, readonly [who: string, at: (ids: Ids) => string]>>;
const own = (path: string) => () => path;

/** What the addresses name. */
export interface Ids extends Stage {
  readonly followUp: string;
  readonly referral: string;
  readonly record: string;
  readonly recordImport: string;
  readonly assessment: string;
  readonly figure: string;
  readonly rollOver: string;
  readonly person: string;
  readonly school: string;
}

const CHILDREN: Looks = {
  '/': ['head', own('/')],
  '/today': ['counselor', own('/today')],
  '/cases/$id': ['counselor', ({ care }) => `/cases/${care}`],
  '/cases/$id/summary': ['counselor', ({ care }) => `/cases/${care}/summary`],
  '/crisis/$id': ['head', ({ crisis }) => `/crisis/${crisis}`],
  '/concern': ['classteacher', own('/concern')],
  '/ledger': ['head', own('/ledger')],
  '/follow-ups/$id': ['counselor', ({ followUp }) => `/follow-ups/${followUp}`],
  '/returns/$id': ['counselor', ({ leave }) => `/returns/${leave}`],
  '/returns/$id/letter': ['counselor', ({ leave }) => `/returns/${leave}/letter`],
  '/campaigns': ['counselor', own('/campaigns')],
  '/campaigns/new': ['counselor', own('/campaigns/new')],
  '/campaigns/$id': ['counselor', ({ campaign }) => `/campaigns/${campaign}`],
  '/campaigns/$id/classes/$group': ['counselor', ({ campaign, group }) => `/campaigns/${campaign}/classes/${group}`],
  '/campaigns/$id/slips/$group': ['counselor', ({ campaign, group }) => `/campaigns/${campaign}/slips/${group}`],
  '/campaigns/$id/paper/$group': ['counselor', ({ campaign, group }) => `/campaigns/${campaign}/paper/${group}`],
  '/inbox': ['hospital', own('/inbox')],
  '/referrals/$id': ['hospital', ({ referral }) => `/referrals/${referral}`],
  '/referrals/$id/letter': ['counselor', ({ referral }) => `/referrals/${referral}/letter`],
};

const OFFICES: Looks = {
  '/oversight': ['county', own('/oversight')],
  '/oversight/cases/$id': ['auditor', ({ signing }) => `/oversight/cases/${signing}`],
  '/read-log': ['auditor', own('/read-log')],
  '/verify': ['auditor', own('/verify')],
  '/pictures': ['city', own('/pictures')],
  '/jobs': ['school-programme', own('/jobs')],
  '/people': ['system', own('/people')],
  '/people/new': ['system', own('/people/new')],
  '/people/$id': ['system', ({ person }) => `/people/${person}`],
  '/organisations': ['system', own('/organisations')],
  '/organisations/$id': ['system', ({ school }) => `/organisations/${school}`],
  '/roles': ['security', own('/roles')],
  '/roles/seen': ['system', own('/roles/seen?role=schoolHead&org=999001001')],
  '/calendar': ['city', own('/calendar')],
  '/policy': ['auditor', own('/policy')],
  '/roll-overs': ['head', own('/roll-overs')],
  '/roll-overs/$id': ['head', ({ rollOver }) => `/roll-overs/${rollOver}`],
};

const PROGRAMME: Looks = {
  '/programme': ['school-programme', own('/programme')],
  '/records': ['school-programme', own('/records')],
  '/records/$kind': ['school-programme', own('/records/activity')],
  '/records/$kind/new': ['school-programme', own('/records/training/new')],
  '/records/$kind/$id': ['city-programme', ({ record }) => `/records/activity/${record}`],
  '/records/$kind/$id/change': ['city-programme', ({ record }) => `/records/activity/${record}/change`],
  '/imports': ['city-programme', own('/imports')],
  '/imports/$id': ['city-programme', ({ recordImport }) => `/imports/${recordImport}`],
  '/figures': ['city-programme', own('/figures')],
  '/figures/$code': ['city-programme', ({ figure }) => `/figures/${figure}`],
  '/reports': ['city-programme', own('/reports')],
  '/reports/new': ['city-programme', own('/reports/new')],
  '/reports/$id': ['city-programme', ({ report }) => `/reports/${report}`],
  '/assessments': ['city', own('/assessments')],
  '/assessments/new': ['city', own('/assessments/new')],
  '/assessments/indicators': ['city', own('/assessments/indicators')],
  '/assessments/indicators/$code/next': ['city', own('/assessments/indicators/county/next')],
  '/assessments/$id': ['city', ({ assessment }) => `/assessments/${assessment}`],
  '/assessments/$id/rows/$figure': ['city', ({ assessment }) => `/assessments/${assessment}/rows/network.leads`],
};

/** Every screen of the console, by its path as the router writes it. */
export const EVERY_SCREEN: Looks = { ...CHILDREN, ...OFFICES, ...PROGRAMME };

/** Brings something onto each of them, over the API; some ten seconds. */
export async function filledScreens(served: ServedCity): Promise<Ids> {
  const stage = await staged(served);
  return { ...stage, ...(await ofChildren(served, stage)), ...(await ofOffices(served)) };
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly case: string | null; readonly code: string }[];
}

async function ofChildren(served: ServedCity, { crisis }: Stage) {
  const listed = async (what: string) => ((await served.call('counselor', 'GET', `/api/${what}`)) as Listed).items;
  const referral = (await listed('referrals?limit=200')).find((line) => line.case === crisis);
  const [followUp] = await listed('follow-ups?limit=200');
  return { referral: referral?.id ?? '', followUp: followUp?.id ?? '' };
}

const SCHOOL = '999001001';

async function ofOffices(served: ServedCity) {
  const made = async (who: string, path: string, body: object) =>
    (await served.call(who, 'POST', path, body)) as Readonly<Record<string, string>>;
  const { items: places } = (await served.call('system', 'GET', `/api/organisations?code=${SCHOOL}`)) as Listed;
  const school = places[0]?.id ?? '';
  const { items: records } = (await served.call('city-programme', 'GET', '/api/records/activity')) as Listed;
  const { items: figures } = (await served.call('city-programme', 'GET', FIGURES)) as Listed;
  const scored = { assesses: 'school', org: SCHOOL, from: '2025-09-01', to: '2026-06-30' };
  const assessed = await made('city', '/api/assessments', { ...scored, appealUntil: '2099-01-01' });
  const turned = await made('head', `/api/organisations/${school}/roll-overs`, { schoolYear: thisYear() });
  return {
    school,
    person: served.city.staff('counselor').person,
    record: records[0]?.id ?? '',
    figure: figures[0]?.code ?? '',
    recordImport: await imported(served),
    assessment: assessed['assessment'] ?? '',
    rollOver: turned['id'] ?? '',
  };
}

const FIGURES = `/api/figures?org=999000&from=2026-01-01&to=2026-06-30`;
const thisYear = () => new Date().getFullYear();

/** A file with one good row and one bad one, looked at and not yet let in. */
async function imported(served: ServedCity): Promise<string> {
  const head = '单位,类别,名称,日期,地点,次数,参与数,计数方式,对象';
  const good = `${SCHOOL},心理健康知识宣传,春季讲座甲,2026-05-01,操场,1,200,人次,学生`;
  const bad = `${SCHOOL},没有这个类别,春季讲座乙,2026-05-02,操场,1,200,人次,学生`;
  const body = new FormData();
  body.append('file', new Blob([[head, good, bad].join('\n')], { type: 'text/csv' }), 'activities.csv');
  const cookie = await served.cookie('city-programme');
  const answer = await fetch(`${served.url}/api/records/activity/imports`, {
    method: 'POST',
    headers: { cookie },
    body,
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
