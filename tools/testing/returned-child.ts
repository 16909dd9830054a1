import type { ApiCity, Caller } from './api-city.ts';
import { key } from './campaign-city.ts';

const DAY = 86_400_000;
const BOTH = ['guardianApplication', 'hospitalCertificate'];

/** A child on the way back to class. */
export interface ReturnedChild {
  readonly student: string;
  readonly guardian: string;
  readonly caseId: string;
  readonly id: string;
}

/** Leads a child through the API out of school and back to where the head decides, and then as asked. */
export async function returnedChild(city: ApiCity, decision: 'none' | 'approved' | 'deferred'): Promise<ReturnedChild> {
  const { staff } = city;
  const [counselor, head, expert] = await Promise.all(
    [staff.counselor, staff.head, staff.expertEducation].map(({ person }) => city.as(person)),
  );
  if (counselor === undefined || head === undefined || expert === undefined) throw new Error('nobody to lead it');
  const student = await city.student();
  const guardian = await city.guardian(student);
  const raised = await counselor.post('/api/concerns', { student, signs: ['bereavement'] }, key());
  const caseId: string = raised.json().case;
  await must(counselor.post(`/api/cases/${caseId}/acts`, { act: 'startLeave' }, key()));
  const { items } = (await counselor.get(`/api/returns?student=${student}`)).json();
  const id: string = items[0].id;
  const applicant = { kind: 'guardian', guardian };
  const until = city.clock.at + 30 * DAY;
  const on = (who: Caller, duty: string | null, body: object) => onReturn(who, counselor, id, duty, body);
  await on(counselor, 'leaveAssessment', { act: 'recordLeaveAssessment', findings: ['lowMood'], advised: true });
  await on(counselor, 'leaveTalk', { act: 'recordLeaveTalk', guardian, outcome: 'agreed' });
  await on(counselor, 'leaveApplication', { act: 'recordLeaveApplication', applicant, papers: BOTH, until });
  await on(head, 'leaveApplication', { act: 'decideLeave', granted: true, reasonCode: 'found' });
  await on(counselor, null, { act: 'requestReturn', applicant, papers: BOTH });
  await on(head, 'returnSchoolReview', { act: 'recordSchoolReview', missing: [] });
  const advice = { recommendation: 'withConditions', needs: ['partTime'] };
  await on(counselor, 'returnJoint:hospital', { act: 'recordHospitalAdvice', document: 'H-1', ...advice });
  await on(expert, 'returnJoint:expert', { act: 'recordExpertAssessment', recommendation: 'suitable', needs: [] });
  if (decision === 'approved') {
    const plan = { weeks: 3, needs: ['partTime', 'lighterExams'], plan: '只在校内的安排' };
    await on(head, 'returnDecision', { act: 'approveReturn', ...plan });
  }
  if (decision === 'deferred') {
    const later = { reasonCode: 'tooEarly', nextDate: city.clock.at + 20 * DAY, homePlan: '每周家访' };
    await on(head, 'returnDecision', { act: 'deferReturn', ...later });
  }
  return { student, guardian, caseId, id };
}

/** `duty`: the kind, with the subject behind a colon where there are two; null: against what people did last. */
async function onReturn(who: Caller, reader: Caller, id: string, duty: string | null, body: object) {
  const { duties, personVersion } = (await reader.get(`/api/returns/${id}`)).json();
  const [kind, subject] = (duty ?? '').split(':');
  const found = duties.find(
    (one: { kind: string; subject: string | null }) =>
      one.kind === kind && (subject === undefined || one.subject === subject),
  );
  const names = duty === null ? { against: personVersion } : { answers: found?.id };
  await must(who.post(`/api/returns/${id}/acts`, { ...body, ...names }, key()));
}

async function must(answer: ReturnType<Caller['post']>) {
  const got = await answer;
  if (got.statusCode !== 200) throw new Error(got.body);
}
