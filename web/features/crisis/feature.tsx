import type { Feature } from '#web/frame/feature.ts';

/** A child in danger now. */
export const crisis: Feature = {
  name: 'crisis',
  shownTo: ({ acting }) => /^(counselor|schoolHead|countySupervisor|citySupervisor|expert)$/.test(acting.role),
  screens: [{ path: '/crisis/$id', load: () => import('./crisis.tsx') }],
};
