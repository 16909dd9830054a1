import type { CaseFact } from './case-facts.ts';
import type { CaseState, LinkedStream } from './case-state.ts';
import type { Instant } from './instant.ts';
import { higher, rank } from './level.ts';
import { evolveShared, isDutyFact } from './stream.ts';

type OwnFact = Exclude<CaseFact, { type: `duty${string}` }>;
type Fact<T extends CaseFact['type']> = Extract<CaseFact, { type: T }>;
type Fold<T extends OwnFact['type']> = (state: CaseState, fact: Fact<T>, at: Instant) => CaseState;

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
  return fold(fact.type, { ...state, version, personVersion: byPeople ? version : state.personVersion }, fact, at);
}

function fold<T extends OwnFact['type']>(type: T, state: CaseState, fact: OwnFact, at: Instant): CaseState {
  return FOLDS[type](state, fact as Fact<T>, at);
}

/** Recorded for people to read; the case itself stays as it is. */
const unchanged = (state: CaseState): CaseState => state;

const FOLDS: { readonly [T in OwnFact['type']]: Fold<T> } = {
  caseOpened: (state, fact, at) => ({
    ...state,
    open: true,
    owner: fact.owner,
    previous: fact.previous,
    levelSince: at,
  }),
  warningAdded: warned,
  levelChanged: levelled,
  stageEntered: entered,
  graded: (state, fact) => ({ ...state, graded: fact.level }),
  contactRecorded: contacted,
  guardianVoiceRecorded: (state, fact) => (fact.outcome === 'reached' ? { ...state, guardianTold: true } : state),
  interviewRecorded: (state, _fact, at) => ({ ...state, interviewedAt: at }),
  reassessmentRecorded: (state, _fact, at) => ({ ...state, reassessedAt: at }),
  reviewRecorded: assessed,
  proposed: (state, fact) => ({ ...state, proposals: [...state.proposals, fact.proposal] }),
  signed: (state, fact) => ({
    ...state,
    proposals: state.proposals.map((open) =>
      open.id === fact.proposal ? { ...open, signed: [...open.signed, fact.signature] } : open,
    ),
  }),
  proposalWithdrawn: (state, fact) => ({
    ...state,
    proposals: state.proposals.filter((open) => open.id !== fact.proposal),
  }),
  planRevised: (state) => ({ ...state, hasPlan: true }),
  protectionFlagged: (state) => ({ ...state, guardianDanger: true }),
  watchAssigned: (state, fact) => inCrisis(state, { watcher: fact.watcher }),
  watchLogged: (state, _fact, at) => inCrisis(state, { lastWatchEntry: at }),
  crisisHandedOver: (state) => inCrisis(state, { handedOver: true }),
  stoodDown: (state) => ({ ...state, crisis: null }),
  linked: (state, { stream, kind, requestId }) => ({
    ...state,
    links: [...state.links, { id: stream, kind, requestId, hospital: null, stage: 'started', open: true }],
  }),
  reflected: (state, fact) => ({ ...state, links: state.links.map((link) => reflected(link, fact)) }),
  handOverOffered: (state, fact) => ({ ...state, handOver: { to: fact.to } }),
  handOverAccepted: (state, fact) => ({ ...state, owner: fact.to, handOver: null }),
  caseClosed: (state) => ({ ...state, open: false, stage: 'closed', proposals: [] }),
  sessionRecorded: (state, _fact, at) => ({ ...state, lastContactAt: at }),
  secondSourceRecorded: unchanged,
  panelRecorded: unchanged,
  offerRecorded: unchanged,
  routeChosen: unchanged,
  protectionReported: unchanged,
  crisisDeclared: unchanged,
  emergencyCallRecorded: unchanged,
  meansRemoved: unchanged,
  arrivalRecorded: unchanged,
  told: unchanged,
  reopened: unchanged,
};

function inCrisis(state: CaseState, change: Partial<NonNullable<CaseState['crisis']>>): CaseState {
  return state.crisis === null ? state : { ...state, crisis: { ...state.crisis, ...change } };
}

function warned(state: CaseState, fact: Fact<'warningAdded'>): CaseState {
  const warning = { id: fact.warning, floor: fact.floor, critical: fact.critical, at: fact.observedAt };
  // A new sign of risk ends a run of steady assessments.
  return { ...state, warnings: [...state.warnings, warning], floor: higher(state.floor, fact.floor), steady: 0 };
}

function levelled(state: CaseState, fact: Fact<'levelChanged'>, at: Instant): CaseState {
  const step = { at, from: fact.from, to: fact.to, by: fact.by, persons: fact.persons };
  const next = { ...state, level: fact.to, levels: [...state.levels, step], levelSince: at };
  if (rank(fact.to) < rank(fact.from)) return next;
  return { ...next, lastRaiseAt: at, raisedBy: fact.persons[0] ?? null, steady: 0 };
}

function entered(state: CaseState, fact: Fact<'stageEntered'>, at: Instant): CaseState {
  if (fact.stage !== 'crisis') return { ...state, stage: fact.stage };
  return { ...state, stage: 'crisis', crisis: { since: at, watcher: null, lastWatchEntry: at, handedOver: false } };
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
  return link.id === fact.stream
    ? { ...link, stage: fact.stage, open: fact.open, hospital: fact.hospital ?? link.hospital }
    : link;
}
