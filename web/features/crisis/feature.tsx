import type { Feature } from '#web/frame/feature.ts';

/** Without a part in a crisis: those who look after accounts or read only, and hospitals, who have the referral. */
const APART = /^(systemAdministrator|securityAdministrator|auditor|reportSigner|hospitalIntake|clinician)$/;

/** A child in danger now: for whoever may be named to stay with the child, or be called. */
export const crisis: Feature = {
  name: 'crisis',
  shownTo: ({ acting }) => !APART.test(acting.role),
  screens: [{ path: '/crisis/$id', load: () => import('./crisis.tsx') }],
};
