import { BarChartOutlined } from '@ant-design/icons';
import { PROGRAMME_ITEMS, TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Figures of the programme, each opening its rows. */
export const figures: Feature = {
  name: 'figures',
  shownTo: ({ acting }) =>
    PROGRAMME_ITEMS.some((item) =>
      // The API's roles are the domain's.
      TIERS.some((tier) => mayKeep(acting.role as Role, 'read', { item, tier, place: true })),
    ),
  screens: [
    {
      path: '/figures',
      load: () => import('./figures.tsx'),
      menu: { text: 'figures', icon: <BarChartOutlined />, order: 43, group: 'programme' },
    },
    { path: '/figures/$code', load: () => import('./rows.tsx') },
  ],
};
