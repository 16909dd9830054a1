import { type Refusal, refuse } from './problem.ts';
import { request, requestNext } from './referral-begin.ts';
import { hastenClocks, type ReferralDraft } from './referral-clocks.ts';
import { isPersonal, personal } from './referral-acts.ts';
import type { ReferralCommand, ReferralCommandOf } from './referral-commands.ts';
import { evolveReferral } from './referral-evolve.ts';
import { NO_REFERRAL, type ReferralFact, type ReferralState } from './referral-facts.ts';
import { routeOnSilence } from './referral-route.ts';
import { yieldToSibling } from './referral-school.ts';
import type { ActorRole } from './role.ts';
import { tell } from './referral-news.ts';
import { decideShared, passDuties, recalculating } from './shared-acts.ts';
import { type Decision, deciding, type Moment, type StreamRules, withPosts } from './stream.ts';

/** The request to one hospital, from the draft to the loop that the school has closed (HL7 BSeR Task). */
export const referralRules: StreamRules<ReferralState, ReferralCommand, ReferralFact> = {
  kind: 'referral',
  initial: NO_REFERRAL,
  decide: decideReferral,
  evolve: evolveReferral,
};

/** Decides one command. For people the table comes first, then the view they act on, then what the act itself needs. */
export function decideReferral(state: ReferralState, command: ReferralCommand, moment: Moment): Decision<ReferralFact> {
  const owner = 'owner' in command ? command.owner : state.owner;
  return deciding({ evolve: evolveReferral }, state, withPosts(moment, { owner }), (draft) => step(draft, command));
}

function step(draft: ReferralDraft, command: ReferralCommand): Refusal | undefined {
  if (isPersonal(command)) return personal(draft, command);
  switch (command.act) {
    case 'request':
      return beginning(draft) ?? request(draft, command);
    case 'requestNext':
      return beginning(draft) ?? requestNext(draft, command);
    case 'yieldToSibling':
      return begun(draft) ?? yieldToSibling(draft);
    case 'changeOwner':
      return begun(draft) ?? changeOwner(draft, command);
    case 'changeLevel':
      return begun(draft) ?? changeLevel(draft, command);
    case 'deadlinePassed':
      return by(draft, 'clock') ?? timePassed(draft);
    case 'callNext':
      return by(draft, 'clock') ?? decideShared(draft, command);
    case 'recalculate':
      return (
        by(draft, 'system') ??
        recalculating(
          draft,
          () => decideShared(draft, command),
          () => tell(draft, 'recalculated'),
        )
      );
    case 'replaceHolder':
      return by(draft, 'system') ?? decideShared(draft, command);
    case 'acknowledge':
      return decideShared(draft, command);
    default:
      return command satisfies never;
  }
}

/* What begins a referral, or comes from the case or from another hospital's referral, is committed with the act there that its own table allowed. */
function beginning({ state }: ReferralDraft): Refusal | undefined {
  return state.version === 0 ? undefined : refuse('wrongStage', { stage: state.stage });
}

function begun({ state }: ReferralDraft): Refusal | undefined {
  return state.version > 0 ? undefined : refuse('notOpen');
}

function by({ moment }: ReferralDraft, role: ActorRole): Refusal | undefined {
  return moment.actor.role === role ? undefined : refuse('wrongRole');
}

function timePassed(draft: ReferralDraft): undefined {
  decideShared(draft, { act: 'deadlinePassed' });
  routeOnSilence(draft);
}

function changeOwner(draft: ReferralDraft, { from, to }: ReferralCommandOf<'changeOwner'>): undefined {
  if (!draft.state.open || draft.state.owner !== from) return;
  draft.add({ type: 'ownerChanged', from, to });
  passDuties(draft, from, to);
}

function changeLevel(draft: ReferralDraft, { level }: ReferralCommandOf<'changeLevel'>): undefined {
  const { state } = draft;
  if (!state.open || state.level === level) return;
  draft.add({ type: 'levelChanged', from: state.level, to: level });
  if (level === 'L4') hastenClocks(draft);
}
