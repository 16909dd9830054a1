import type { CaseFact } from './case-facts.ts';
import type { CaseState, LinkedStream } from './case-state.ts';
import { dayOf, type Instant } from './instant.ts';
import { higher, rank } from './level.ts';
import type { PersonId } from './role.ts';
import { evolveShared, isDutyFact } from './stream.ts';

type OwnFact = Exclude<CaseFact, { type: `duty${string}` }>;
type Fact<T extends CaseFact['type']> = Extract<CaseFact, { type: T }>;
type Fold<T extends OwnFact['type']> = (state: CaseState, fact: Fact<T>, at: Instant) => CaseState;

/** Facts that time or the rules make by themselves: they never make a person's view of the case old. */
const NOT_BY_PEOPLE: ReadonlySet<CaseFact['type']> = new Set<CaseFact['type']>([
  'levelChanged',
  'stageEntered',
  'linked',
  'studentLeft',
  'leaverReceived',
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
  interviewRecorded: (state, _fact, at) => ({ ...state, interviewedAt: at, lastContactAt: at }),
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
  protectionFlagged: (state) => ({ ...state, guardianDanger: true, protectionReportedAt: null }),
  protectionReported: (state, _fact, at) => ({ ...state, protectionReportedAt: at }),
  // Whoever calls it again at the same level has raised it as much as the first one.
  crisisDeclared: (state, { by }) => (by === null ? state : { ...state, raisedBy: by }),
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
  studentLeft: (state, _fact, at) => ({ ...state, leftSchoolAt: at }),
  leaverReceived: (state) => ({ ...state, leftSchoolAt: null }),
  handOverDeclined: (state) => ({ ...state, handOver: null }),
  personReplaced: replaced,
  handOverAccepted: (state, fact) => ({ ...state, owner: fact.to, handOver: null }),
  caseClosed: (state) => ({ ...state, open: false, stage: 'closed', proposals: [] }),
  sessionRecorded: (state, _fact, at) => ({ ...state, lastContactAt: at }),
  secondSourceRecorded: unchanged,
  panelRecorded: unchanged,
  offerRecorded: unchanged,
  routeChosen: unchanged,
  emergencyCallRecorded: unchanged,
  meansRemoved: unchanged,
  arrivalRecorded: unchanged,
  told: unchanged,
  reopened: unchanged,
};

function inCrisis(state: CaseState, change: Partial<NonNullable<CaseState['crisis']>>): CaseState {
  return state.crisis === null ? state : { ...state, crisis: { ...state.crisis, ...change } };
}

function warned(state: CaseState, fact: Fact<'warningAdded'>, at: Instant): CaseState {
  const warning = { id: fact.warning, floor: fact.floor, critical: fact.critical, at: fact.observedAt, addedAt: at };
  // A new sign of risk ends a run of steady assessments.
  return { ...state, warnings: [...state.warnings, warning], floor: higher(state.floor, fact.floor), steady: 0 };
}

function levelled(state: CaseState, fact: Fact<'levelChanged'>, at: Instant): CaseState {
  const step = { at, from: fact.from, to: fact.to, by: fact.by, persons: fact.persons };
  const next = { ...state, level: fact.to, levels: [...state.levels, step], levelSince: at };
  if (rank(fact.to) < rank(fact.from)) return { ...next, loweredBy: fact.persons[0] ?? null };
  // Rules that raise further do not clear whoever raised it by hand.
  const raisedBy = fact.by === 'floor' ? state.raisedBy : (fact.persons[0] ?? null);
  return { ...next, lastRaiseAt: at, raisedBy, steady: 0 };
}

function entered(state: CaseState, fact: Fact<'stageEntered'>, at: Instant): CaseState {
  // Only what is seen in this run of care counts towards closing.
  if (fact.stage === 'care') return { ...state, stage: 'care', steady: 0 };
  if (fact.stage !== 'crisis') return { ...state, stage: fact.stage };
  return { ...state, stage: 'crisis', crisis: { since: at, watcher: null, lastWatchEntry: at, handedOver: false } };
}

function contacted(state: CaseState, fact: Fact<'contactRecorded'>, at: Instant): CaseState {
  if (fact.outcome !== 'reached') return state;
  return fact.with === 'student' ? { ...state, lastContactAt: at } : { ...state, guardianTold: true };
}

/** A contact of the follow-up can show that things are worse; that they are steady takes an assessment, and two on one day are one. */
function assessed(state: CaseState, { assessment, source }: Fact<'reviewRecorded'>, at: Instant): CaseState {
  const seen = { ...state, lastContactAt: at };
  if (assessment === 'worse') return { ...seen, lastAssessment: { at, assessment }, steady: 0 };
  if (source === 'followUp') return seen;
  const sameDay = state.lastAssessment !== null && dayOf(state.lastAssessment.at) === dayOf(at);
  return { ...seen, lastAssessment: { at, assessment }, steady: sameDay ? state.steady : state.steady + 1 };
}

function replaced(state: CaseState, { from, to }: Fact<'personReplaced'>): CaseState {
  const now = (person: PersonId) => (person === from ? to : person);
  const owner = now(state.owner);
  const receiver = state.handOver === null ? null : now(state.handOver.to);
  const { crisis } = state;
  return {
    ...state,
    owner,
    handOver: receiver === null || receiver === owner ? null : { to: receiver },
    crisis: crisis === null || crisis.watcher === null ? crisis : { ...crisis, watcher: now(crisis.watcher) },
  };
}

function reflected(link: LinkedStream, fact: Fact<'reflected'>): LinkedStream {
  return link.id === fact.stream
    ? { ...link, stage: fact.stage, open: fact.open, hospital: fact.hospital ?? link.hospital }
    : link;
}
