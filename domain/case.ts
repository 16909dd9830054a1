import { guardCase } from './case-acts.ts';
import { close, dismiss, reopen } from './case-closing.ts';
import type { CaseActName, CaseCommand, CommandOf } from './case-commands.ts';
import { coSign, conclude, declineProposal } from './case-decisions.ts';
import { evolveCase } from './case-evolve.ts';
import type { CaseDraft } from './case-draft.ts';
import {
  acceptHandOver,
  declineHandOver,
  markLeaver,
  offerHandOver,
  oweLeaver,
  replaceHolder,
} from './case-hand-over.ts';
import { reflect } from './case-news.ts';
import { oweStage } from './case-owed.ts';
import type { Outcome } from './case-signatures.ts';
import type { CaseFact } from './case-facts.ts';
import { type CaseState, NO_CASE } from './case-state.ts';
import {
  chooseRoute,
  recordOffer,
  recordPanel,
  recordReview,
  recordSession,
  requestReferral,
  revisePlan,
  startLeave,
} from './care.ts';
import {
  acceptCrisisHandOver,
  assignWatch,
  declareCrisis,
  logWatch,
  recordArrival,
  recordEmergencyCall,
  recordGuardianVoice,
  recordMeansRemoved,
  recordTold,
  standDown,
} from './crisis.ts';
import { grade, lower, raise, recordReassessment } from './reassessment.ts';
import { decideShared } from './shared-acts.ts';
import { type Decision, deciding, type Moment, type StreamRules, withPosts } from './stream.ts';
import {
  addWarning,
  flagProtection,
  open,
  recordContact,
  recordInterview,
  recordProtectionReport,
  recordSecondSource,
} from './triage.ts';

type Handler<A extends CaseActName> = (state: CaseState, command: CommandOf<A>, draft: CaseDraft) => Outcome;

const HANDLERS: { readonly [A in CaseActName]: Handler<A> } = {
  open,
  addWarning,
  reflect,
  deadlinePassed: (_state, command, draft) => decideShared(draft, command),
  callNext: (_state, command, draft) => decideShared(draft, command),
  recalculate: (_state, command, draft) => decideShared(draft, command, (duty) => duty.kind === 'watch'),
  replaceHolder,
  acknowledge: (_state, command, draft) => {
    const refusal = decideShared(draft, command);
    // Acknowledging is what this duty asks; every other duty stays until it is done.
    draft.done((duty) => duty.id === command.duty && duty.kind === 'crisisAcknowledge', 'acknowledged');
    return refusal;
  },
  recordContact,
  recordSecondSource,
  recordInterview,
  recordReassessment,
  grade,
  raise,
  lower,
  standDown,
  dismiss,
  close,
  coSign,
  declineProposal,
  recordSession,
  revisePlan,
  recordReview,
  recordPanel,
  recordOffer,
  requestReferral,
  chooseRoute,
  startLeave,
  flagProtection,
  recordProtectionReport,
  declareCrisis,
  assignWatch,
  logWatch,
  recordGuardianVoice,
  recordEmergencyCall,
  recordMeansRemoved,
  recordArrival,
  recordTold,
  acceptCrisisHandOver,
  offerHandOver,
  acceptHandOver,
  declineHandOver,
  markLeaver,
  reopen,
};

function handle<A extends CaseActName>(act: A, state: CaseState, command: CommandOf<A>, draft: CaseDraft): Outcome {
  return HANDLERS[act](state, command, draft);
}

function decideCase(state: CaseState, command: CaseCommand, moment: Moment): Decision<CaseFact> {
  const refusal = guardCase(state, command, moment.actor);
  if (refusal !== undefined) return refusal;
  const { owner, stage, crisis } = state;
  const open = withPosts(moment, { owner, watcher: stage === 'crisis' ? (crisis?.watcher ?? null) : null });
  return deciding<CaseState, CaseFact>({ evolve: evolveCase }, state, open, (draft) => {
    const outcome = handle(command.act, state, command as never, draft);
    if (outcome !== undefined && 'refused' in outcome) return outcome;
    const refused = outcome === undefined ? undefined : conclude(draft, outcome);
    if (refused !== undefined) return refused;
    oweStage(draft);
    oweLeaver(draft);
    return undefined;
  });
}

/** One episode of care for one student: 预警 -> 研判 -> 复检 -> 定级 -> 辅导 <-> 危机 -> 结案. */
export const caseRules: StreamRules<CaseState, CaseCommand, CaseFact> = {
  kind: 'case',
  initial: NO_CASE,
  decide: decideCase,
  evolve: evolveCase,
};
