import type { ReferralBasis } from './child-commands.ts';
import type { Level } from './level.ts';
import { type Refusal, refuse } from './problem.ts';
import type { ConsentRef } from './stream.ts';

/** From this age on a pupil decides alone whether to be asked; younger ones need a guardian's consent as well (个人信息保护法 31). Whole years. */
export const OWN_CONSENT_FROM = 14;

type Consent = Extract<ReferralBasis, { readonly kind: 'consent' }>;

/** Whether a referral may begin on this consent: it stands, and names every hospital that the basis names. Refuses `consentMissing`, `hospitalNotInConsent`. */
export function basisRefused(consents: readonly ConsentRef[], basis: Consent): Refusal | undefined {
  const given = consents.find(({ id }) => id === basis.consent);
  if (given === undefined) return refuse('consentMissing');
  const outside = basis.hospitals.find((hospital) => !given.hospitals.includes(hospital));
  return outside === undefined ? undefined : refuse('hospitalNotInConsent', { hospital: outside });
}

/** On which ground something leaves: `consent:<id>`; `emergency` (个人信息保护法 13(4)); `law`, the duty to report (未成年人保护法 11). */
export type Ground = `consent:${string}` | 'emergency' | 'law';

/** The ground that a basis gives once something may leave on it. */
export function groundOf(basis: ReferralBasis): Ground {
  if (basis.kind === 'awaited') throw new Error('nothing leaves on a consent that is awaited');
  return basis.kind === 'consent' ? `consent:${basis.consent}` : 'emergency';
}

/**
 * On which ground more may leave for the hospital of a referral now; undefined: on none. Its own consent, else any other that stands and names the
 * hospital; at L4 the emergency takes the place of what is missing (N13).
 */
export function groundNow(
  consents: readonly ConsentRef[],
  { basis, hospital, level }: { readonly basis: ReferralBasis; readonly hospital: string; readonly level: Level },
): Ground | undefined {
  if (basis.kind === 'emergency' || namedNow(consents, basis, hospital)) return groundOf(basis);
  const other = consents.find(({ hospitals }) => hospitals.includes(hospital));
  if (other !== undefined) return `consent:${other.id}`;
  return level === 'L4' ? 'emergency' : undefined;
}

/** Whether something may leave for this hospital: the basis is a consent that names it and stands now. */
export function namedNow(consents: readonly ConsentRef[], basis: ReferralBasis, hospital: string): boolean {
  if (basis.kind !== 'consent' || !basis.hospitals.includes(hospital)) return false;
  return consents.some(({ id, hospitals }) => id === basis.consent && hospitals.includes(hospital));
}
