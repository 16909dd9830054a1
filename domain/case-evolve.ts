import type { CaseFact } from './case-facts.ts';
import type { CaseState, LinkedStream } from './case-state.ts';
import type { Instant } from './instant.ts';
import { higher, rank } from './level.ts';
import { evolveShared, isDutyFact } from './stream.ts';

type Fact<T extends CaseFact['type']> = Extract<CaseFact, { type: T }>;

/** Facts that time or the rules make by themselves: they never make a person's view of the case old. */
const NOT_BY_PEOPLE: ReadonlySet<CaseFact['type']> = new Set<CaseFact['type']>([
  'levelChanged',
  'stageEntered',
  'linked',
]);

/** Folds one fact into the case. Total over all facts: an unknown one would make a rebuilt case differ from the first. */
export function evolveCase(state: CaseState, fact: CaseFact, at: Instant): CaseState {
  if (isDutyFact(fact)) return evolveShared(state, fact, at);
  const version = state.version + 1;
  const byPeople = fact.type === 'reflected' ? fact.byPerson : !NOT_BY_PEOPLE.has(fact.type);
  const counted = { ...state, version, personVersion: byPeople ? version : state.personVersion };
  return apply(counted, fact, at);
}

function apply(state: CaseState, fact: Exclude<CaseFact, { type: `duty${string}` }>, at: Instant): CaseState {
  switch (fact.type) {
    case 'caseOpened':
      return { ...state, open: true, owner: fact.owner, previous: fact.previous, levelSince: at };
    case 'warningAdded':
      return warned(state, fact);
    case 'levelChanged':
      return levelled(state, fact, at);
    case 'stageEntered':
      return entered(state, fact, at);
    case 'graded':
      return { ...state, graded: fact.level };
    case 'contactRecorded':
      return contacted(state, fact, at);
    case 'guardianVoiceRecorded':
      return fact.outcome === 'reached' ? { ...state, guardianTold: true } : state;
    case 'interviewRecorded':
      return { ...state, interviewedAt: at };
    case 'reassessmentRecorded':
      return { ...state, reassessedAt: at };
    case 'reviewRecorded':
      return assessed(state, fact, at);
    case 'proposed':
      return { ...state, proposals: [...state.proposals, fact.proposal] };
    case 'signed':
      return {
        ...state,
        proposals: state.proposals.map((open) =>
          open.id === fact.proposal ? { ...open, signed: [...open.signed, fact.signature] } : open,
        ),
      };
    case 'proposalWithdrawn':
      return { ...state, proposals: state.proposals.filter((open) => open.id !== fact.proposal) };
    case 'planRevised':
      return { ...state, hasPlan: true };
    case 'protectionFlagged':
      return { ...state, guardianDanger: true };
    case 'watchAssigned':
      return state.crisis === null ? state : { ...state, crisis: { ...state.crisis, watcher: fact.watcher } };
    case 'watchLogged':
      return state.crisis === null ? state : { ...state, crisis: { ...state.crisis, lastWatchEntry: at } };
    case 'crisisHandedOver':
      return state.crisis === null ? state : { ...state, crisis: { ...state.crisis, handedOver: true } };
    case 'stoodDown':
      return { ...state, crisis: null };
    case 'linked':
      return {
        ...state,
        links: [
          ...state.links,
          { id: fact.stream, kind: fact.kind, requestId: fact.requestId, stage: 'started', open: true },
        ],
      };
    case 'reflected':
      return { ...state, links: state.links.map((link) => reflected(link, fact)) };
    case 'handOverOffered':
      return { ...state, handOver: { to: fact.to } };
    case 'handOverAccepted':
      return { ...state, owner: fact.to, handOver: null };
    case 'caseClosed':
      return { ...state, open: false, stage: 'closed', proposals: [] };
    case 'sessionRecorded':
      return { ...state, lastContactAt: at };
    case 'secondSourceRecorded':
    case 'panelRecorded':
    case 'offerRecorded':
    case 'routeChosen':
    case 'protectionReported':
    case 'crisisDeclared':
    case 'emergencyCallRecorded':
    case 'meansRemoved':
    case 'arrivalRecorded':
    case 'told':
    case 'reopened':
      return state;
    default:
      return fact satisfies never;
  }
}

function warned(state: CaseState, fact: Fact<'warningAdded'>): CaseState {
  const warning = { id: fact.warning, floor: fact.floor, critical: fact.critical, at: fact.observedAt };
  // A new sign of risk ends a run of steady assessments.
  return { ...state, warnings: [...state.warnings, warning], floor: higher(state.floor, fact.floor), steady: 0 };
}

function levelled(state: CaseState, fact: Fact<'levelChanged'>, at: Instant): CaseState {
  const step = { at, from: fact.from, to: fact.to, by: fact.by, persons: fact.persons };
  const raised = rank(fact.to) > rank(fact.from);
  return {
    ...state,
    level: fact.to,
    levels: [...state.levels, step],
    levelSince: at,
    lastRaiseAt: raised ? at : state.lastRaiseAt,
    raisedBy: raised ? (fact.persons[0] ?? null) : state.raisedBy,
    steady: raised ? 0 : state.steady,
  };
}

function entered(state: CaseState, fact: Fact<'stageEntered'>, at: Instant): CaseState {
  const crisis =
    fact.stage === 'crisis' ? { since: at, watcher: null, lastWatchEntry: at, handedOver: false } : state.crisis;
  return { ...state, stage: fact.stage, crisis };
}

function contacted(state: CaseState, fact: Fact<'contactRecorded'>, at: Instant): CaseState {
  if (fact.outcome !== 'reached') return state;
  return fact.with === 'student' ? { ...state, lastContactAt: at } : { ...state, guardianTold: true };
}

function assessed(state: CaseState, fact: Fact<'reviewRecorded'>, at: Instant): CaseState {
  const steady = fact.assessment === 'worse' ? 0 : state.steady + 1;
  return { ...state, lastAssessment: { at, assessment: fact.assessment }, steady, lastContactAt: at };
}

function reflected(link: LinkedStream, fact: Fact<'reflected'>): LinkedStream {
  return link.id === fact.stream ? { ...link, stage: fact.stage, open: fact.open } : link;
}
