import { CloudUploadOutlined } from '@ant-design/icons';
import { PROGRAMME_ITEMS, TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Files of records brought in, and how one's long work goes. */
export const imports: Feature = {
  name: 'imports',
  shownTo: ({ acting }) =>
    PROGRAMME_ITEMS.some((item) =>
      // The API's roles are the domain's.
      TIERS.some((tier) => mayKeep(acting.role as Role, 'record', { item, tier, place: true })),
    ),
  screens: [
    {
      path: '/imports',
      load: () => import('./imports.tsx'),
      menu: { text: 'imports', icon: <CloudUploadOutlined />, order: 42, group: 'programme' },
    },
    { path: '/imports/$id', load: () => import('./import.tsx') },
  ],
};
