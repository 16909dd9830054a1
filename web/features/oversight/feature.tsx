import { EyeOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** What there is to ask about, for those who look after many schools: first what is late, then where. */
export const oversight: Feature = {
  name: 'oversight',
  shownTo: ({ acting }) => /^(countySupervisor|citySupervisor|auditor)$/.test(acting.role),
  screens: [
    {
      path: '/oversight',
      load: () => import('./oversight.tsx'),
      menu: { text: 'oversight', icon: <EyeOutlined />, order: -1 },
    },
    { path: '/oversight/cases/$id', load: () => import('./case-proof.tsx') },
  ],
};
