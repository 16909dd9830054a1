import type { ApiCity, Caller } from './api-city.ts';
import { key } from './campaign-city.ts';

/** A child with a case, and a referral to the first hospital on a consent that names it. */
export interface ReferredChild {
  readonly student: string;
  readonly guardian: string;
  readonly caseId: string;
  readonly referral: string;
  readonly consent: string;
}

/** Leads a child through the API up to a draft, or until the packet has left. */
export async function referredChild(city: ApiCity, counselor: Caller, upTo: 'draft' | 'sent'): Promise<ReferredChild> {
  const student = await city.student();
  const [row] = await city.database.admin<[{ id: string }]>`select id from guardians where student_id = ${student}`;
  const raised = await counselor.post('/api/concerns', { student, signs: ['recentPlan'] }, key());
  const caseId: string = raised.json().case;
  const body = { guardian: row.id, hospitals: ['999000-h1'], evidence: '同意书原件存心理室' };
  const given = await counselor.post(`/api/students/${student}/consents`, body, key());
  const consent: string = given.json().consent;
  const basis = { kind: 'consent', consent, hospitals: ['999000-h1'] };
  const asked = { act: 'requestReferral', hospital: '999000-h1', basis, reason: '连续两周低落，需要门诊评估' };
  await must(counselor.post(`/api/cases/${caseId}/acts`, asked, key()));
  const { items } = (await counselor.get('/api/referrals?limit=200')).json();
  const referral: string = items.find((one: { case: string }) => one.case === caseId).id;
  if (upTo === 'sent') await onReferral(counselor, referral, { act: 'send' });
  return { student, guardian: row.id, caseId, referral, consent };
}

/** An act on a referral, against what its author sees now. Throws unless it was recorded. */
export async function onReferral(who: Caller, referral: string, act: object) {
  const { personVersion } = (await who.get(`/api/referrals/${referral}`)).json();
  return must(who.post(`/api/referrals/${referral}/acts`, { ...act, against: personVersion }, key()));
}

async function must(answer: ReturnType<Caller['post']>) {
  const got = await answer;
  if (got.statusCode !== 200) throw new Error(got.body);
  return got.json();
}
