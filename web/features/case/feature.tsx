import type { Feature } from '#web/frame/feature.ts';

/** One child's case, for everybody who acts on it at a school or a committee. */
export const caseFeature: Feature = {
  name: 'case',
  shownTo: ({ acting }) => !/Administrator$|^auditor$|^hospitalIntake$|^clinician$|^reportSigner$/.test(acting.role),
  screens: [{ path: '/cases/$id', load: () => import('./case.tsx') }],
};
