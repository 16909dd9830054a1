import { BookOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** Key students: every open case within reach (台账). */
export const ledger: Feature = {
  name: 'ledger',
  shownTo: ({ permitted }) => permitted.includes('listLedger'),
  screens: [
    {
      path: '/ledger',
      load: () => import('./ledger.tsx'),
      menu: { text: 'ledger', icon: <BookOutlined />, order: 30 },
    },
  ],
};
