import { AuditOutlined } from '@ant-design/icons';
import { TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Annual reports and replies to proposals: drawn, written, signed by two, and kept as they went out. */
export const reports: Feature = {
  name: 'reports',
  // The API's roles are the domain's.
  shownTo: ({ acting }) =>
    TIERS.some((tier) => mayKeep(acting.role as Role, 'read', { item: 'A12', tier, place: true })),
  screens: [
    {
      path: '/reports',
      load: () => import('./reports.tsx'),
      menu: { text: 'reports', icon: <AuditOutlined />, order: 44, group: 'programme' },
    },
    { path: '/reports/new', load: () => import('./begin.tsx') },
    { path: '/reports/$id', load: () => import('./report.tsx') },
  ],
};
