import { type ActTable, guard, type TableRow } from '#domain/act-table';
import type { Duty } from '#domain/duty';
import type { Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { type Refusal, refuse } from '#domain/problem';
import type { ActorRole } from '#domain/role';
import { decideShared } from '#domain/shared-acts';
import {
  type Decision,
  deciding,
  evolveShared,
  isDutyFact,
  type Moment,
  type SharedCommand,
  type StreamRules,
} from '#domain/stream';
import { LIVES } from './lives.ts';
import { endWhenFulfilled, keyOf, open, othersOf, type RecordDraft } from './record-duties.ts';
import { observe, reschedule } from './record-rewriting.ts';
import {
  type NamedDue,
  NO_RECORD,
  type RecordActName,
  type RecordCommand,
  type RecordCommandOf,
  type RecordFact,
  type RecordState,
} from './record-state.ts';

const KEEPERS = [
  'programmeAdministrator',
  'counselor',
  'schoolHead',
  'countySupervisor',
  'citySupervisor',
  'inspector',
  'reportSigner',
] as const satisfies readonly ActorRole[];

function row(
  stages: readonly string[],
  by: TableRow['by'],
  names: TableRow['names'] = 'nothing',
  dutyHolder = false,
): TableRow {
  return { stages, by, names, dutyHolder };
}

/** Who may do what to the life of a record. A duty is its holder's, or of whoever was called to it. */
const RECORD_ACTS = {
  begin: row(['none'], KEEPERS),
  fulfil: row(['running'], [], 'duty', true),
  reschedule: row(['running'], KEEPERS),
  observe: row(['running'], KEEPERS),
  withdraw: row(['running'], KEEPERS),
  deadlinePassed: row(['running', 'ended'], ['clock']),
  callNext: row(['running', 'ended'], ['clock']),
  recalculate: row(['running'], ['system']),
  replaceHolder: row(['running'], ['system']),
  acknowledge: row(['running'], [], 'nothing', true),
} as const satisfies Record<RecordActName, TableRow> & ActTable;

/** The rules of a record's life: what is owed because of it, by whom, until when, until a person has done or dropped it. */
export const recordRules: StreamRules<RecordState, RecordCommand, RecordFact> = {
  kind: 'record',
  initial: NO_RECORD,
  decide: decideRecord,
  evolve: evolveRecord,
};

function evolveRecord(state: RecordState, fact: RecordFact, at: Instant): RecordState {
  if (isDutyFact(fact)) return evolveShared(state, fact, at);
  const next = { ...state, version: state.version + 1 };
  const byPerson = { ...next, personVersion: next.version };
  switch (fact.type) {
    case 'recordBegun':
      return { ...byPerson, open: true, life: fact.life, record: fact.record, owner: fact.owner };
    case 'dutyFulfilled':
      return {
        ...byPerson,
        last: { ...state.last, [fact.kind]: lastOf(fact, at) },
        settled: fact.subject === null ? state.settled : [...state.settled, keyOf(fact)],
      };
    case 'recordRescheduled':
      return byPerson;
    case 'recordEnded':
      return { ...byPerson, open: false, stage: 'ended' };
    default:
      return fact satisfies never;
  }
}

function lastOf({ by, outcome, looked }: Extract<RecordFact, { type: 'dutyFulfilled' }>, at: Instant) {
  return looked === undefined ? { by, outcome } : { by, outcome, looked: { ...looked, at } };
}

function decideRecord(state: RecordState, command: RecordCommand, moment: Moment): Decision<RecordFact> {
  const refused = guard(RECORD_ACTS, state, command, moment.actor);
  if (refused) return refused;
  return deciding({ evolve: evolveRecord }, state, withOwner(state, moment), (draft) => act(draft, command));
}

/** The owner is a post too, known to the record and not to the roster. */
function withOwner({ owner }: RecordState, moment: Moment): Moment {
  const person = owner === '' ? moment.actor.person : owner;
  if (person === null) return moment;
  return { ...moment, rules: { ...moment.rules, posts: { ...moment.rules.posts, owner: [person] } } };
}

/** Refuses `fieldInvalid` when nothing would be owed: a stream without a duty must not be. */
function begin(draft: RecordDraft, { life, record, dues }: RecordCommandOf<'begin'>): Refusal | undefined {
  const { person } = draft.moment.actor;
  if (person === null) return refuse('wrongRole');
  const known = dues.every((due) => LIVES[life].steps[due.kind] !== undefined);
  if (dues.length === 0 || !known) return refuse('fieldInvalid', { field: 'dues' });
  draft.add({ type: 'recordBegun', life, record, owner: person });
  for (const due of dues) open(draft, due);
  return undefined;
}

/**
 * A duty is done with one of its outcomes, and what follows is opened. Refuses `fieldInvalid` for an outcome that the life does not know, for a next day
 * that is missing or past, and `signerIsProposer` where two people have to see it.
 */
function fulfil(draft: RecordDraft, command: RecordCommandOf<'fulfil'>): Refusal | undefined {
  const { answers, outcome, next, holder = null } = command;
  const { state, moment } = draft;
  const duty = state.duties.find((live) => live.id === answers);
  const step = duty === undefined ? undefined : LIVES[state.life].steps[duty.kind];
  if (duty === undefined || step === undefined) return refuse('unknownDuty');
  const found = Object.hasOwn(step.outcomes, outcome) ? step.outcomes[outcome] : undefined;
  if (found === undefined) return refuse('fieldInvalid', { field: 'outcome' });
  if (othersOf(state, duty.kind).includes(moment.actor.person)) return refuse('signerIsProposer');
  if (found.asksDay === true && next === undefined) return refuse('fieldMissing', { field: 'next' });
  if (next !== undefined && next <= moment.at) return refuse('fieldInvalid', { field: 'next' });
  const { kind, subject } = duty;
  draft.add({ type: 'dutyFulfilled', kind, subject, by: moment.actor.person, outcome });
  for (const following of found.opens)
    follow(draft, duty, following, { limitAt: following === found.opens[0] ? (next ?? null) : null, holder });
  draft.done((live) => live.id === answers, outcome);
  endWhenFulfilled(draft);
  return undefined;
}

/** What comes again stays with whoever held it; what is new goes to whom the command names, or to the clock's own post. */
function follow(
  draft: RecordDraft,
  done: Duty,
  kind: DutyKind,
  { limitAt, holder }: Pick<NamedDue, 'limitAt' | 'holder'>,
): void {
  open(draft, { kind, limitAt, holder: kind === done.kind ? done.holder : holder, subject: done.subject });
}

function withdraw(draft: RecordDraft): undefined {
  draft.done(() => true, 'withdrawn');
  draft.add({ type: 'recordEnded', by: draft.moment.actor.person, because: 'withdrawn' });
}

/** Dates that the record names are not the calendar's to move. */
const shared = (draft: RecordDraft, command: SharedCommand): Refusal | undefined =>
  decideShared(draft, command, () => true);

type Doing = {
  readonly [A in RecordActName]: (draft: RecordDraft, command: RecordCommandOf<A>) => Refusal | undefined;
};

const DOING: Doing = {
  begin,
  fulfil,
  reschedule,
  observe,
  withdraw,
  deadlinePassed: shared,
  callNext: shared,
  recalculate: shared,
  replaceHolder: shared,
  acknowledge: shared,
};

function act<A extends RecordActName>(draft: RecordDraft, command: RecordCommandOf<A>): Refusal | undefined {
  const does = DOING[command.act] as (draft: RecordDraft, command: RecordCommandOf<A>) => Refusal | undefined;
  return does(draft, command);
}
