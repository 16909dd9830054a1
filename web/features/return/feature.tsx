import type { Feature } from '#web/frame/feature.ts';

/** A child's leave and way back, for those who have a part in it and those who see that it goes on. */
export const returnToSchool: Feature = {
  name: 'return',
  shownTo: ({ acting }) =>
    /^(classTeacher|counselor|schoolHead|expert|countySupervisor|citySupervisor)$/.test(acting.role),
  screens: [{ path: '/returns/$id', load: () => import('./return.tsx') }],
};
