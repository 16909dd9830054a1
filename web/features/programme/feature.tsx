import { ScheduleOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

const OWNERS = /^(programmeAdministrator|schoolHead|countySupervisor|citySupervisor|inspector|reportSigner)$/;

/** What the programme owes, and until when: the first screen of whoever keeps it. */
export const programme: Feature = {
  name: 'programme',
  shownTo: ({ acting }) => OWNERS.test(acting.role),
  screens: [
    {
      path: '/programme',
      load: () => import('./programme.tsx'),
      menu: { text: 'programme', icon: <ScheduleOutlined />, order: 40 },
    },
  ],
};
