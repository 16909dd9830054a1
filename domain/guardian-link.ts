import type { Instant } from './instant.ts';

/** What a guardian's link is for. `screening`, `referral`: a consent that is asked; `care`: appointments, what comes next, papers for the return. */
export const LINK_PURPOSES = ['screening', 'referral', 'care'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** Wrong codes after which a link opens no more; whoever has forgotten the code asks the school for another link. */
const MOST_FAILURES = 5;

export interface LinkStanding {
  readonly until: Instant;
  readonly revokedAt: Instant | null;
  readonly failures: number;
  /** The guardian has been flagged as a danger since (N10). */
  readonly danger: boolean;
}

/** Whether a link may be tried at all at an instant. */
export function linkStands({ until, revokedAt, failures, danger }: LinkStanding, at: Instant): boolean {
  return revokedAt === null && at < until && failures < MOST_FAILURES && !danger;
}
