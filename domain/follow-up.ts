import { guard } from './act-table.ts';
import type { RepaceFollowUp, StartFollowUp } from './child-commands.ts';
import { FOLLOW_UP_ACTS } from './follow-up-acts.ts';
import {
  decideContact,
  decideTrace,
  type FollowUpDraft,
  missWindow,
  moveWindow,
  oweWindow,
  WINDOW,
  tell,
} from './follow-up-contact.ts';
import { densest, paced, reckoned } from './follow-up-rhythm.ts';
import { type FollowUpCommand, type FollowUpFact, type FollowUpState, NO_FOLLOW_UP } from './follow-up-state.ts';
import type { Instant } from './instant.ts';
import type { Refusal } from './problem.ts';
import { decideShared, passDuties, recalculating } from './shared-acts.ts';
import {
  type Decision,
  deciding,
  evolveShared,
  isDutyFact,
  type Moment,
  type StreamRules,
  withPosts,
} from './stream.ts';

type Fact<T extends FollowUpFact['type']> = Extract<FollowUpFact, { type: T }>;

/** Folds one fact into the follow-up. */
function evolveFollowUp(state: FollowUpState, fact: FollowUpFact, at: Instant): FollowUpState {
  if (isDutyFact(fact)) return evolveShared(state, fact, at);
  const next = { ...state, version: state.version + 1 };
  const byPerson = { ...next, personVersion: next.version };
  switch (fact.type) {
    case 'followUpStarted':
      return { ...byPerson, open: true, caseId: fact.caseId, owner: fact.owner, ...levelled(fact) };
    case 'followUpPaced':
      return { ...byPerson, ...levelled(fact) };
    case 'panelHeld':
    case 'windowsReckoned':
      return { ...next, ...windows(fact.rhythms) };
    case 'contactMade':
      return reached({ ...byPerson, ...windows(fact.rhythms) }, fact);
    case 'contactMissed':
      return missed(fact.outcome === 'windowPassed' ? next : byPerson, fact);
    case 'contactTraced':
      return { ...byPerson, stage: fact.found ? 'planned' : 'tracing' };
    case 'followUpOwnerChanged':
      return { ...byPerson, owner: fact.to };
    case 'followUpEnded':
      return { ...byPerson, open: false, stage: 'ended', window: null };
    default:
      return fact satisfies never;
  }
}

function reached(state: FollowUpState, fact: Fact<'contactMade'>): FollowUpState {
  const lastContactAt = Math.max(state.lastContactAt ?? 0, fact.happenedAt);
  return fact.settles ? { ...state, lastContactAt, stage: 'planned', misses: 0 } : { ...state, lastContactAt };
}

function missed(state: FollowUpState, fact: Fact<'contactMissed'>): FollowUpState {
  const misses = state.misses + 1;
  if (fact.window !== null) return { ...state, stage: 'tracing', misses, missedWindow: fact.window };
  return { ...state, stage: 'tracing', misses, lastAttemptAt: Math.max(state.lastAttemptAt, fact.happenedAt) };
}

function windows(rhythms: FollowUpState['rhythms']): Pick<FollowUpState, 'rhythms' | 'window'> {
  return { rhythms, window: densest(rhythms) };
}

function levelled(fact: Pick<FollowUpState, 'level' | 'rhythms'>): Pick<FollowUpState, 'level' | 'rhythms' | 'window'> {
  return { level: fact.level, ...windows(fact.rhythms) };
}

/** The rules of a follow-up: periodic contact with one student as long as the case lives. Only a conversation counts; time ends and thins out nothing. */
export const followUpRules: StreamRules<FollowUpState, FollowUpCommand, FollowUpFact> = {
  kind: 'followUp',
  initial: NO_FOLLOW_UP,
  decide: decideFollowUp,
  evolve: evolveFollowUp,
};

function decideFollowUp(state: FollowUpState, command: FollowUpCommand, moment: Moment): Decision<FollowUpFact> {
  const refused = guard(FOLLOW_UP_ACTS, state, command, moment.actor);
  if (refused) return refused;
  const owned = withPosts(moment, { owner: state.owner });
  return deciding({ evolve: evolveFollowUp }, state, owned, (draft) => act(draft, command));
}

function act(draft: FollowUpDraft, command: FollowUpCommand): Refusal | undefined {
  switch (command.act) {
    case 'start':
      return start(draft, command);
    case 'repace':
      return repace(draft, command);
    case 'panelMet':
      return panelMet(draft);
    case 'changeOwner':
      draft.add({ type: 'followUpOwnerChanged', to: command.to });
      return passDuties(draft, command.from, command.to);
    case 'end':
      return end(draft, command.because);
    case 'recordFollowUp':
      return decideContact(draft, command);
    case 'recordTrace':
      return decideTrace(draft, command);
    case 'deadlinePassed':
      decideShared(draft, command);
      return missWindow(draft);
    case 'recalculate':
      return recalculating(
        draft,
        () => {
          decideShared(draft, command, (duty) => duty.subject === WINDOW);
          reckon(draft);
        },
        () => tell(draft, 'recalculated', false, {}),
      );
    case 'replaceHolder':
      if (command.from === draft.state.owner) draft.add({ type: 'followUpOwnerChanged', to: command.to });
      return decideShared(draft, command);
    case 'callNext':
    case 'acknowledge':
      return decideShared(draft, command);
    default:
      return command satisfies never;
  }
}

function start(draft: FollowUpDraft, { caseId, owner, level, cause }: StartFollowUp): undefined {
  const rhythms = paced(draft.moment.rules, [], level, cause, draft.moment.at);
  draft.add({ type: 'followUpStarted', caseId, owner, level, cause, rhythms });
  oweWindow(draft);
}

function repace(draft: FollowUpDraft, { level, cause }: RepaceFollowUp): undefined {
  const rhythms = paced(draft.moment.rules, draft.state.rhythms, level, cause, draft.moment.at);
  draft.add({ type: 'followUpPaced', level, cause, rhythms });
  moveWindow(draft);
}

/** The daily contacts still asked for stay; from the next one made on, the rhythm may go over to weekly. */
function panelMet(draft: FollowUpDraft): undefined {
  if (draft.state.rhythms.every((running) => running.panelMet)) return;
  draft.add({ type: 'panelHeld', rhythms: draft.state.rhythms.map((running) => ({ ...running, panelMet: true })) });
}

function end(draft: FollowUpDraft, because: 'caseClosed'): undefined {
  draft.done(() => true, because);
  draft.add({ type: 'followUpEnded', because });
}

/** Another calendar: windows still ahead are worked out anew. */
function reckon(draft: FollowUpDraft): undefined {
  const { state, moment } = draft;
  const rhythms = reckoned(moment.rules, state.rhythms, moment.at);
  if (rhythms.every((running, index) => running.next.closesAt === state.rhythms[index]?.next.closesAt)) return;
  draft.add({ type: 'windowsReckoned', rhythms });
  moveWindow(draft);
}
