import { CheckSquareOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** What one owes now, first of all screens. */
export const today: Feature = {
  name: 'today',
  shownTo: ({ acting }) => !/Administrator$|^auditor$/.test(acting.role),
  screens: [
    {
      path: '/today',
      load: () => import('./today.tsx'),
      menu: { text: 'today', icon: <CheckSquareOutlined />, order: 0 },
    },
  ],
};
