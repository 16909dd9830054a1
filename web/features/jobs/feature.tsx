import { HourglassOutlined } from '@ant-design/icons';
import { can, NO_RELATION } from '#domain/permission';
import { PROGRAMME_ITEMS, TIERS, mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

/** Every long work of a person in one place: it goes on by itself, and is found here again. */
export const jobs: Feature = {
  name: 'jobs',
  shownTo: ({ acting }) => {
    const role = acting.role as Role; // the API's roles are the domain's
    const keeps = PROGRAMME_ITEMS.some((item) =>
      TIERS.some((tier) =>
        (['record', 'approve'] as const).some((act) => mayKeep(role, act, { item, tier, place: true })),
      ),
    );
    return keeps || can(role, 'importFiles', { ...NO_RELATION, place: true });
  },
  screens: [
    {
      path: '/jobs',
      load: () => import('./jobs.tsx'),
      menu: { text: 'jobs', icon: <HourglassOutlined />, order: 46, group: 'programme' },
    },
  ],
};
