import { TrophyOutlined } from '@ant-design/icons';
import { TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Assessments of counties, schools and heads: scored from records, appealed line by line, frozen. */
export const assessments: Feature = {
  name: 'assessments',
  // The API's roles are the domain's.
  shownTo: ({ acting }) =>
    TIERS.some((tier) => mayKeep(acting.role as Role, 'read', { item: 'A10', tier, place: true })),
  screens: [
    {
      path: '/assessments',
      load: () => import('./assessments.tsx'),
      menu: { text: 'assessments', icon: <TrophyOutlined />, order: 47, group: 'programme' },
    },
    { path: '/assessments/new', load: () => import('./begin.tsx') },
    { path: '/assessments/indicators', load: () => import('./indicators.tsx') },
    { path: '/assessments/indicators/$code/next', load: () => import('./next-set.tsx') },
    { path: '/assessments/$id', load: () => import('./assessment.tsx') },
    { path: '/assessments/$id/rows/$figure', load: () => import('./behind.tsx') },
  ],
};
