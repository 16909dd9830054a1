import type { ReferralBasis } from './child-commands.ts';
import { type Refusal, refuse } from './problem.ts';
import type { ConsentRef } from './stream.ts';

type Consent = Extract<ReferralBasis, { readonly kind: 'consent' }>;

/** Whether a referral may begin on this consent: it stands, and names every hospital that the basis names. Refuses `consentMissing`, `hospitalNotInConsent`. */
export function basisRefused(consents: readonly ConsentRef[], basis: Consent): Refusal | undefined {
  const given = consents.find(({ id }) => id === basis.consent);
  if (given === undefined) return refuse('consentMissing');
  const outside = basis.hospitals.find((hospital) => !given.hospitals.includes(hospital));
  return outside === undefined ? undefined : refuse('hospitalNotInConsent', { hospital: outside });
}

/** Whether something may leave for this hospital: the basis is a consent that names it and stands now. */
export function namedNow(consents: readonly ConsentRef[], basis: ReferralBasis, hospital: string): boolean {
  if (basis.kind !== 'consent' || !basis.hospitals.includes(hospital)) return false;
  return consents.some(({ id, hospitals }) => id === basis.consent && hospitals.includes(hospital));
}
