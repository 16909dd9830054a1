import type { Feature } from '#web/frame/feature.ts';

/** Planned contacts with one child, for those who make them and those who see that they are made. */
export const followUp: Feature = {
  name: 'followUp',
  shownTo: ({ acting }) => /^(counselor|schoolHead|expert|countySupervisor|citySupervisor)$/.test(acting.role),
  screens: [{ path: '/follow-ups/$id', load: () => import('./follow-up.tsx') }],
};
