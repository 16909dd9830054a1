import { PieChartOutlined } from '@ant-design/icons';
import { can, NO_RELATION } from '#domain/permission';
import { PROGRAMME_ITEMS, TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Numbers that people would rather look at than read, each with its definition and its twin in figures. */
export const pictures: Feature = {
  name: 'pictures',
  shownTo: ({ acting }) => {
    const role = acting.role as Role; // the API's roles are the domain's
    const reads = PROGRAMME_ITEMS.some((item) =>
      TIERS.some((tier) => mayKeep(role, 'read', { item, tier, place: true })),
    );
    return reads || can(role, 'listLedger', { ...NO_RELATION, place: true });
  },
  screens: [
    {
      path: '/pictures',
      load: () => import('./pictures.tsx'),
      menu: { text: 'pictures', icon: <PieChartOutlined />, order: 35 },
    },
  ],
};
