import { AlertOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** A worry of anybody on the staff of a school. */
export const concern: Feature = {
  name: 'concern',
  shownTo: ({ permitted }) => permitted.includes('raiseConcern') && permitted.includes('listStudents'),
  screens: [
    {
      path: '/concern',
      load: () => import('./concern.tsx'),
      menu: { text: 'concern', icon: <AlertOutlined />, order: 20 },
    },
  ],
};
