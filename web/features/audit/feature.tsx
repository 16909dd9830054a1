import { AuditOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** Who read what, when and why; and whether a case that was given out is as it was written. */
export const audit: Feature = {
  name: 'audit',
  shownTo: ({ permitted }) => permitted.includes('readReadLog'),
  screens: [
    {
      path: '/read-log',
      load: () => import('./read-log.tsx'),
      menu: { text: 'readLog', icon: <AuditOutlined />, order: 1 },
    },
    {
      path: '/verify',
      load: () => import('./verify.tsx'),
      menu: { text: 'verify', icon: <SafetyCertificateOutlined />, order: 2 },
    },
  ],
};
