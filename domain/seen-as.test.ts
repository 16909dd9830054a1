import { describe, expect, it } from 'vitest';
import { permittedCaseActs } from './case-acts.ts';
import { NO_CASE, type CaseStage, type CaseState } from './case-state.ts';
import { ACCESSES, can, NO_RELATION } from './permission.ts';
import { permittedReferralActs, REFERRAL_STAGES } from './referral-states.ts';
import { isOfHospital, type Role, ROLES } from './role.ts';
import { actsSeen, ownAccesses, rolesWith, SEEN_KINDS } from './seen-as.ts';

const STAGES = [
  'triage',
  'reassessment',
  'grading',
  'care',
  'crisis',
  'closed',
] as const satisfies readonly CaseStage[];
const actor = (role: Role) => ({ person: 'somebody', role, side: null });
const at = (stage: CaseStage): CaseState => ({ ...NO_CASE, version: 3, open: stage !== 'closed', stage });

describe('what somebody in a role sees', () => {
  it('is, of a case without a duty, what the server permits in each stage', () => {
    for (const role of ROLES)
      for (const stage of STAGES) {
        const mayAct = !isOfHospital(role) && can(role, 'actOnStream', { ...NO_RELATION, place: true });
        const served = permittedCaseActs(at(stage), actor(role)).filter((act) => mayAct || act === 'declareCrisis');
        const seen = actsSeen('case', role).filter(({ how, stages }) => how === 'own' && stages.includes(stage));
        expect(
          seen.map(({ act }) => act),
          `${role} in ${stage}`,
        ).toEqual(served);
      }
  });

  it('is, of a referral, what the hospital or the school may do in each state', () => {
    for (const role of ['counselor', 'schoolHead', 'hospitalIntake', 'clinician', 'countySupervisor'] as const)
      for (const stage of REFERRAL_STAGES) {
        const served = permittedReferralActs({ stage, open: true, duties: [] }, actor(role));
        const seen = actsSeen('referral', role).filter(({ how, stages }) => how === 'own' && stages.includes(stage));
        expect(new Set(seen.map(({ act }) => act)), `${role} in ${stage}`).toEqual(new Set(served));
      }
  });

  it('never gives an act to whoever keeps the system or watches over it, but by a duty', () => {
    for (const role of ['systemAdministrator', 'securityAdministrator', 'auditor'] as const)
      for (const kind of SEEN_KINDS)
        expect(actsSeen(kind, role).filter(({ how }) => how !== 'called' && how !== 'never')).toEqual([]);
  });

  it('says of an act that is not theirs whose it is', () => {
    const interview = actsSeen('case', 'classTeacher').find(({ act }) => act === 'recordInterview');
    expect(interview).toMatchObject({ how: 'never', others: ['counselor'] });
    expect(actsSeen('case', 'classTeacher').find(({ act }) => act === 'recordSecondSource')?.how).toBe('called');
    const grade = actsSeen('case', 'auditor').find(({ act }) => act === 'coSign');
    expect(grade?.others).toContain('schoolHead');
  });

  it('shows nobody more than the table of rights', () => {
    for (const role of ROLES)
      for (const access of ACCESSES)
        expect(ownAccesses(role, null).includes(access)).toBe(can(role, access, { ...NO_RELATION, place: true }));
    expect(rolesWith('readReadLog')).toEqual(['auditor']);
  });
});
