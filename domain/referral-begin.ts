import type { ReferralBasis, RequestReferral } from './child-commands.ts';
import { basisRefused } from './consent.ts';
import { guardianRefused } from './guardian.ts';
import { type Refusal, refuse } from './problem.ts';
import { oweAfterEmergency, oweForStage, oweProtection, type ReferralDraft, safeGuardians } from './referral-clocks.ts';
import type { ReferralCommandOf, RequestNext } from './referral-commands.ts';
import { tell } from './referral-news.ts';
import { packetFields } from './referral-packet.ts';
import { siblingsOf } from './referral-route.ts';
import type { PersonId } from './role.ts';

/* From the request to the sending: on whose consent, or on which emergency, a packet may leave the school. */

/** A draft to one hospital, begun by the case. Refuses an emergency below L4, and a consent that names another hospital. */
export function request(draft: ReferralDraft, command: RequestReferral): Refusal | undefined {
  const { basis, hospital, level } = command;
  if (basis.kind === 'emergency' && level !== 'L4') return refuse('consentMissing', { level });
  const refused = basis.kind === 'consent' ? notAllowed(draft, basis, level === 'L4' ? null : hospital) : undefined;
  if (refused) return refused;
  draft.add(requested(command, null));
  oweForStage(draft, 'requested', command.sendBy);
  // Nobody is left who could be asked for consent without danger to the child.
  const { guardians } = draft.moment.rules;
  if (basis.kind === 'awaited' && guardians.length > 0 && safeGuardians(guardians).length === 0) oweProtection(draft);
}

/** Why a referral may not lean on this consent. At L4 the hospital asked need not be named yet: an emergency may take the consent's place (N13). */
function notAllowed(
  draft: ReferralDraft,
  basis: Extract<ReferralBasis, { readonly kind: 'consent' }>,
  hospital: string | null,
): Refusal | undefined {
  const refused = basisRefused(draft.moment.rules.consents, basis);
  if (refused || hospital === null || basis.hospitals.includes(hospital)) return refused;
  return refuse('hospitalNotInConsent', { hospital });
}

/** The next hospital after silence: requested and sent at once, on the basis of the first. */
export function requestNext(draft: ReferralDraft, command: RequestNext): undefined {
  draft.add(requested(command, command.previous));
  const begins = command.emergencyBegins && command.basis.kind === 'emergency' ? command.basis.by : null;
  dispatch(draft, null, begins);
}

function requested(command: RequestReferral | RequestNext, previous: string | null) {
  const { caseId, requestId, hospital, asked, partOf, level, reason, basis, owner } = command;
  const fields = { caseId, requestId, hospital, asked, partOf, level, reason, basis, owner };
  return { type: 'referralRequested', previous, ...fields } as const;
}

/** Staff record a guardian's consent with its evidence (个人信息保护法 29, 31). A flagged guardian is not asked (N10). */
export function giveConsent(draft: ReferralDraft, command: ReferralCommandOf<'giveConsent'>): Refusal | undefined {
  const { consent, guardian, form, evidence, hospitals } = command;
  const refusal = guardianRefused(draft.moment.rules.guardians, guardian);
  if (refusal) return refusal;
  if (hospitals.length === 0) return refuse('fieldMissing', { field: 'hospitals' });
  draft.add({ type: 'consentGiven', consent, guardian, form, evidence, hospitals });
}

/** One named person takes the responsibility for an emergency at L4, alone (个人信息保护法 13(4), 精神卫生法 28). */
export function invokeEmergency(
  draft: ReferralDraft,
  command: ReferralCommandOf<'invokeEmergency'>,
  by: PersonId,
): Refusal | undefined {
  const { level } = draft.state;
  if (level !== 'L4') return refuse('consentMissing', { level });
  draft.add({ type: 'emergencyInvoked', by, reason: command.reason });
}

/** The packet leaves. Needs a consent that names the hospital and stands at this moment, or an emergency invoked by a person; nothing else stands in its way. */
export function send(draft: ReferralDraft, by: PersonId): Refusal | undefined {
  const { basis, hospital } = draft.state;
  if (basis.kind === 'awaited') return refuse('consentMissing');
  const refused = basis.kind === 'consent' ? notAllowed(draft, basis, hospital) : undefined;
  if (refused) return refused;
  if (siblingsOf(draft.state, draft.moment.rules).some((other) => other.accepted)) return refuse('acceptedElsewhere');
  dispatch(draft, by, basis.kind === 'emergency' ? basis.by : null);
}

function dispatch(draft: ReferralDraft, by: PersonId | null, emergencyBeginsWith: PersonId | null): undefined {
  const { basis, hospital } = draft.state;
  if (basis.kind === 'awaited') throw new Error('a packet needs a consent or an emergency');
  const packet = packetFields(basis.kind, safeGuardians(draft.moment.rules.guardians).length > 0);
  draft.add({ type: 'referralSent', by, hospital, basis: basis.kind, packet });
  oweForStage(draft, 'sent');
  if (emergencyBeginsWith !== null) oweAfterEmergency(draft, emergencyBeginsWith);
  tell(draft, 'sent', { basis: basis.kind });
}

/** A draft is taken back; nothing has left the school. */
export function withdraw(draft: ReferralDraft, command: ReferralCommandOf<'withdraw'>): undefined {
  const { reasonCode, reason } = command;
  draft.add({ type: 'draftWithdrawn', reasonCode, reason });
  oweForStage(draft, 'withdrawn');
  tell(draft, 'cancelled', { reason: reasonCode });
}
