import type { ReferralBasis } from './child-commands.ts';
import { namedNow } from './consent.ts';
import { hospitalsLeft } from './hospital-room.ts';
import type { ReferralDraft } from './referral-clocks.ts';
import type { RequestNext } from './referral-commands.ts';
import type { ReferralState } from './referral-facts.ts';
import { tell } from './referral-news.ts';
import type { ReferralStage } from './referral-states.ts';
import type { Rules, Sibling } from './stream.ts';

/** Where a packet may go next, or why it may go nowhere without the case owner. */
export type NextRoute = { readonly hospital: string } | { readonly because: 'noHospitalLeft' | 'hospitalNotInConsent' };

/** Referrals of the same request to other hospitals. */
export function siblingsOf(state: ReferralState, rules: Rules): readonly Sibling[] {
  return rules.siblings.filter((other) => other.kind === 'referral' && other.requestId === state.requestId);
}

/**
 * The first hospital, in the policy's order and by who has room, that was not asked for this request. Below L4 only one that a standing consent names: a packet goes to nobody
 * else (个人信息保护法 15, 23, 29), and the case owner decides.
 */
function nextHospital(state: ReferralState, rules: Rules): NextRoute {
  const elsewhere = siblingsOf(state, rules).flatMap((other) => (other.hospital === null ? [] : [other.hospital]));
  const asked = new Set([...state.asked, state.hospital, ...elsewhere]);
  const left = hospitalsLeft(rules, { ...state, except: asked });
  if (left.length === 0 || asked.size >= rules.policy.referral.mostAsked) return { because: 'noHospitalLeft' };
  const hospital = left.find((one) => state.level === 'L4' || namedNow(rules.consents, state.basis, one));
  return hospital === undefined ? { because: 'hospitalNotInConsent' } : { hospital };
}

/** Whether the hospital's answer is late, and nothing was done about it yet. A stopped clock is never late. */
function silent({ duties, onSilence }: ReferralState, at: number): boolean {
  const late = duties.some((duty) => duty.kind === 'referralAnswer' && duty.pausedAt === null && duty.limitAt <= at);
  return late && onSilence === 'nothing';
}

/**
 * Reaction to silence: the next hospital is asked, once, in the transaction in which the limit passed. The silent one stays received and may still
 * accept: silence is never refusal. Where nobody may be asked, the case owner is told to choose.
 */
export function routeOnSilence(draft: ReferralDraft): void {
  const { state, moment } = draft;
  if (!silent(state, moment.at)) return;
  const route = nextHospital(state, moment.rules);
  if ('because' in route) {
    draft.add({ type: 'routeNeeded', because: route.because });
    tell(draft, 'routeNeeded', { reason: route.because });
    return;
  }
  const referral = moment.mint(0);
  draft.add({ type: 'referralRerouted', referral, hospital: route.hospital });
  draft.also({ kind: 'referral', id: referral, starts: true, command: requestNext(draft, route.hospital) });
  // `to`: the new referral, which the case links and watches.
  tell(draft, 'rerouted', { to: referral, next: route.hospital });
}

function requestNext({ state, moment }: ReferralDraft, hospital: string): RequestNext {
  const { caseId, requestId, level, reason, partOf, owner } = state;
  const carriedOver = state.basis.kind === 'emergency' || namedNow(moment.rules.consents, state.basis, hospital);
  const basis: ReferralBasis = carriedOver ? state.basis : { kind: 'emergency', by: state.sentBy ?? owner };
  return {
    act: 'requestNext',
    previous: moment.self,
    asked: [...state.asked, state.hospital],
    emergencyBegins: !carriedOver,
    caseId,
    requestId,
    hospital,
    level,
    reason,
    basis,
    partOf,
    owner,
    sendBy: null,
  };
}

const UNANSWERED: readonly ReferralStage[] = ['draft', 'received', 'awaitingMaterial'];

/** One hospital has accepted: every other one still asked gets a cancellation request in the same transaction, and owes its answer. */
export function yieldSiblings(draft: ReferralDraft): void {
  const { state, moment } = draft;
  for (const other of siblingsOf(state, moment.rules))
    if (UNANSWERED.some((stage) => stage === other.stage))
      draft.also({
        kind: 'referral',
        id: other.id,
        starts: false,
        command: { act: 'yieldToSibling', accepted: moment.self },
      });
}

/** Whether this referral still waits for its hospital, so that another one's acceptance takes its place. */
export function yields(state: ReferralState): boolean {
  return UNANSWERED.includes(state.stage);
}
