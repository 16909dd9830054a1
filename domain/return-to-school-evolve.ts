import type { Instant } from './instant.ts';
import type { Paper, ReturnFact, ReturnFactOf, ReturnStage } from './return-to-school-facts.ts';
import type { ReturnApplication, ReturnState } from './return-to-school-state.ts';
import type { PersonId } from './role.ts';
import { evolveShared, isDutyFact } from './stream.ts';

/** Folds one fact into the return. Total over all facts; the stage follows from what people did, never from time. */
export function evolveReturn(state: ReturnState, fact: ReturnFact, at: Instant): ReturnState {
  if (isDutyFact(fact)) return evolveShared(state, fact, at);
  const version = state.version + 1;
  const next: ReturnState = { ...state, version, personVersion: version };
  switch (fact.type) {
    case 'leaveBegun':
      return { ...next, open: true, caseId: fact.caseId, owner: fact.owner, homeRestSince: fact.homeRestSince };
    case 'leaveAssessed':
    case 'guardianTalked':
    case 'leaveApplied':
    case 'leaveDecided':
    case 'homeRestRecorded':
    case 'backAtSchool':
      return onTheWayOut(next, fact);
    case 'returnPapersAdded':
    case 'returnRequested':
    case 'schoolReviewed':
    case 'hospitalAdvised':
    case 'expertAssessed':
      return atGate(next, fact);
    case 'returnApproved':
      return { ...part(next, fact.by), stage: 'phased', phased: fact.phased, weeksRecorded: 0 };
    case 'returnDeferred':
      return deferred(part(next, fact.by), fact);
    case 'appealFiled':
      return { ...next, stage: 'appeal' };
    case 'appealAnswered':
      return final({ ...next, stage: fact.phased ? 'phased' : 'notYet', phased: fact.phased, weeksRecorded: 0 });
    case 'phasedWeekRecorded':
      return { ...next, weeksRecorded: next.weeksRecorded + 1 };
    case 'phasedExtended':
      return { ...next, phased: next.phased && { ...next.phased, weeks: fact.weeks, until: fact.until } };
    case 'homeContacted':
      return next;
    case 'rested':
      return { ...next, stage: 'resting', restedFrom: state.stage, ending: null };
    case 'resumed':
      return resumed(next, fact.to);
    case 'endingProposed':
      return { ...next, ending: { reason: fact.reason, by: fact.by } };
    case 'endingDeclined':
      return { ...next, ending: null };
    case 'phasedCompleted':
    case 'returnEnded':
      return { ...next, open: false, stage: 'ended', ending: null };
    case 'returnOwnerChanged':
      return { ...next, owner: fact.to };
    default:
      return fact satisfies never;
  }
}

type LeaveFact = ReturnFactOf<
  'leaveAssessed' | 'guardianTalked' | 'leaveApplied' | 'leaveDecided' | 'homeRestRecorded' | 'backAtSchool'
>;

/** The steps out of school, and a rest at home before any leave. */
function onTheWayOut(next: ReturnState, fact: LeaveFact): ReturnState {
  switch (fact.type) {
    case 'leaveAssessed':
      return { ...next, stage: 'leaveTalk' };
    case 'guardianTalked':
      return fact.outcome === 'agreed' ? { ...next, stage: 'leaveApplication' } : next;
    case 'leaveApplied':
      return { ...next, stage: 'leaveDecision', leaveUntil: fact.until };
    case 'leaveDecided':
      return fact.granted
        ? { ...next, stage: 'onLeave', granted: true, homeRestSince: null }
        : { ...next, stage: 'leaveApplication', leaveUntil: null };
    case 'homeRestRecorded':
      return { ...next, homeRestSince: fact.since };
    case 'backAtSchool':
      return { ...next, homeRestSince: null };
    default:
      return fact satisfies never;
  }
}

type GateFact = ReturnFactOf<
  'returnRequested' | 'returnPapersAdded' | 'schoolReviewed' | 'hospitalAdvised' | 'expertAssessed'
>;

/** The first three gates: papers, school review, joint assessment. */
function atGate(state: ReturnState, fact: GateFact): ReturnState {
  const { application } = state;
  if (fact.type === 'returnRequested')
    return papersIn(state, newApplication((application?.number ?? 0) + 1), fact.papers);
  if (application === null) return state;
  switch (fact.type) {
    case 'returnPapersAdded':
      return papersIn(state, application, fact.papers);
    case 'schoolReviewed': {
      const papers = application.papers.filter((paper) => !fact.missing.includes(paper));
      const stage = fact.missing.length === 0 ? 'jointAssessment' : 'returnPapers';
      return part({ ...state, stage, application: { ...application, papers } }, fact.by);
    }
    case 'hospitalAdvised':
      return assessed(part({ ...state, application: { ...application, hospital: fact } }, fact.by));
    case 'expertAssessed':
      return assessed(part({ ...state, application: { ...application, expert: fact } }, fact.by));
    default:
      return fact satisfies never;
  }
}

function newApplication(number: number): ReturnApplication {
  return { number, papers: [], hospital: null, expert: null, tookPart: [], final: false };
}

/** Complete papers go to the school's review. */
function papersIn(state: ReturnState, application: ReturnApplication, more: readonly Paper[]): ReturnState {
  const papers = [...new Set([...application.papers, ...more])];
  const complete = papers.includes('guardianApplication') && papers.includes('hospitalCertificate');
  return { ...state, stage: complete ? 'schoolReview' : 'returnPapers', application: { ...application, papers } };
}

function assessed(state: ReturnState): ReturnState {
  const both = state.application?.hospital && state.application.expert;
  return both ? { ...state, stage: 'decision' } : state;
}

function part(state: ReturnState, person: PersonId | null): ReturnState {
  const { application } = state;
  if (application === null || person === null || application.tookPart.includes(person)) return state;
  return { ...state, application: { ...application, tookPart: [...application.tookPart, person] } };
}

function deferred(state: ReturnState, { nextDate, appealUntil }: ReturnFactOf<'returnDeferred'>): ReturnState {
  return { ...state, stage: 'notYet', nextDate, appealUntil, phased: null };
}

function final(state: ReturnState): ReturnState {
  return { ...state, application: state.application && { ...state.application, final: true } };
}

/** After a relapse the advice of before it says nothing any more: both parts of the joint assessment are given anew. */
function resumed(state: ReturnState, to: ReturnStage): ReturnState {
  const open = { ...state, stage: to, restedFrom: null };
  if (to !== 'jointAssessment' || state.application === null) return open;
  return { ...open, phased: null, application: { ...state.application, hospital: null, expert: null } };
}
