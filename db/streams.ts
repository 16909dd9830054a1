import { campaignRules } from '#domain/campaign';
import { caseRules } from '#domain/case';
import type { Instant } from '#domain/instant';
import { followUpRules } from '#domain/follow-up';
import { referralRules } from '#domain/referral';
import { returnRules } from '#domain/return-to-school';
import { recordRules } from '#programme/record';
import type { Decision, Moment, StreamKind, StreamRules, StreamState } from '#domain/stream';

/** Commands and facts as the record handles them: whichever stream they belong to, only its own rules look inside. */
export interface AnyCommand {
  readonly act: string;
}
export interface AnyFact {
  readonly type: string;
}

export interface AnyRules {
  readonly initial: StreamState;
  decide(state: StreamState, command: AnyCommand, moment: Moment): Decision<AnyFact>;
  evolve(state: StreamState, fact: AnyFact, at: Instant): StreamState;
}

/** A kind's rules with their types put aside; the record keeps each state with the kind that made it. */
function any<S extends StreamState, C, F extends AnyFact>(rules: StreamRules<S, C, F>): AnyRules {
  return rules as unknown as AnyRules;
}

const RULES: Readonly<Record<StreamKind, AnyRules>> = {
  campaign: any(campaignRules),
  case: any(caseRules),
  referral: any(referralRules),
  followUp: any(followUpRules),
  return: any(returnRules),
  record: any(recordRules),
};

/** The rules of a kind. */
export function rulesOf(kind: StreamKind): AnyRules {
  return RULES[kind];
}
