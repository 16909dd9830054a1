import { answered, guard } from './act-table.ts';
import { type Refusal, refuse } from './problem.ts';
import { RETURN_ACTS, RETURN_ANSWERS } from './return-to-school-acts.ts';
import { type ReturnDraft, tell } from './return-to-school-duties.ts';
import {
  completePhased,
  declineEnding,
  extendPhased,
  proposeEnding,
  recordWeek,
  rest,
  resume,
  signEnding,
} from './return-to-school-ending.ts';
import { evolveReturn } from './return-to-school-evolve.ts';
import type { ReturnFact } from './return-to-school-facts.ts';
import {
  addPapers,
  adviseByHospital,
  answerAppeal,
  approve,
  assessByExpert,
  defer,
  fileAppeal,
  requestReturn,
  reviewAtSchool,
} from './return-to-school-gates.ts';
import {
  applyLeave,
  assessLeave,
  backAtSchool,
  decideLeave,
  homeContact,
  restAtHome,
  startLeave,
  talkLeave,
} from './return-to-school-leave.ts';
import {
  NO_RETURN,
  type ReturnActName,
  type ReturnCommand,
  type ReturnCommandOf,
  type ReturnState,
} from './return-to-school-state.ts';
import { decideShared, passDuties, recalculating } from './shared-acts.ts';
import { type Decision, deciding, type Moment, type SharedCommand, type StreamRules, withPosts } from './stream.ts';
import type { Duty } from './duty.ts';

/** The rules of leave and return (休学复学): four steps out, five gates back, in order; nothing opens or ends by time. */
export const returnRules: StreamRules<ReturnState, ReturnCommand, ReturnFact> = {
  kind: 'return',
  initial: NO_RETURN,
  decide: decideReturn,
  evolve: evolveReturn,
};

function decideReturn(state: ReturnState, command: ReturnCommand, moment: Moment): Decision<ReturnFact> {
  const refused = guard(RETURN_ACTS, state, command, moment.actor) ?? answersOther(state, command);
  if (refused) return refused;
  const owned = withPosts(moment, { owner: state.owner });
  return deciding({ evolve: evolveReturn }, state, owned, (draft) => act(draft, command));
}

function answersOther(state: ReturnState, command: ReturnCommand): Refusal | undefined {
  const kinds = RETURN_ANSWERS[command.act];
  if (kinds === undefined || !('answers' in command) || command.answers === undefined) return undefined;
  return answered(state, command, kinds) ? undefined : refuse('stale', { version: state.version });
}

type Doing = {
  readonly [A in ReturnActName]: (draft: ReturnDraft, command: ReturnCommandOf<A>) => Refusal | undefined;
};

/** Limits that are agreed dates, not the clock's own: a new calendar does not move them. */
const AGREED: ReadonlySet<Duty['kind']> = new Set<Duty['kind']>(['leavePapers', 'returnApplication', 'returnPhased']);

function shared(draft: ReturnDraft, command: SharedCommand): Refusal | undefined {
  return decideShared(draft, command, (duty) => AGREED.has(duty.kind));
}

function changeOwner(draft: ReturnDraft, from: string, to: string): undefined {
  if (!draft.state.open) return;
  draft.add({ type: 'returnOwnerChanged', to });
  passDuties(draft, from, to);
}

const DOING: Doing = {
  startLeave,
  rest: (draft, { because }) => rest(draft, because),
  changeOwner: (draft, { from, to }) => changeOwner(draft, from, to),
  deadlinePassed: shared,
  callNext: shared,
  recalculate: (draft, command) =>
    recalculating(
      draft,
      () => shared(draft, command),
      () => tell(draft, 'recalculated', {}, false),
    ),
  acknowledge: shared,
  replaceHolder: (draft, command) =>
    command.from === draft.state.owner ? changeOwner(draft, command.from, command.to) : shared(draft, command),
  recordLeaveAssessment: assessLeave,
  recordLeaveTalk: talkLeave,
  recordLeaveApplication: applyLeave,
  decideLeave,
  recordHomeRest: restAtHome,
  recordBackAtSchool: backAtSchool,
  requestReturn,
  addReturnPapers: addPapers,
  recordSchoolReview: reviewAtSchool,
  recordHospitalAdvice: adviseByHospital,
  recordExpertAssessment: assessByExpert,
  approveReturn: approve,
  deferReturn: defer,
  fileAppeal,
  answerAppeal,
  recordPhasedWeek: recordWeek,
  extendPhased,
  completePhased,
  recordHomeContact: homeContact,
  resume,
  proposeEnding,
  signEnding,
  declineEnding,
};

function act<A extends ReturnActName>(draft: ReturnDraft, command: ReturnCommandOf<A>): Refusal | undefined {
  const does = DOING[command.act] as (draft: ReturnDraft, command: ReturnCommandOf<A>) => Refusal | undefined;
  return does(draft, command);
}
