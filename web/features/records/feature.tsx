import { FolderOpenOutlined } from '@ant-design/icons';
import { PROGRAMME_ITEMS, TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Records of the programme: one way for every kind. */
export const records: Feature = {
  name: 'records',
  shownTo: ({ acting }) =>
    PROGRAMME_ITEMS.some((item) =>
      // The API's roles are the domain's.
      TIERS.some((tier) => mayKeep(acting.role as Role, 'read', { item, tier, place: true })),
    ),
  screens: [
    {
      path: '/records',
      load: () => import('./overview.tsx'),
      menu: { text: 'records', icon: <FolderOpenOutlined />, order: 41, group: 'programme' },
    },
    { path: '/records/$kind', load: () => import('./list.tsx') },
    { path: '/records/$kind/new', load: () => import('./write.tsx') },
    { path: '/records/$kind/$id', load: () => import('./record.tsx') },
    { path: '/records/$kind/$id/change', load: () => import('./write.tsx') },
  ],
};
