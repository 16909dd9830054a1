import { FormOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** Screening campaigns: planned and led by a school's counselor or head and those above; a class teacher has the slips of the own class. */
export const campaigns: Feature = {
  name: 'campaigns',
  shownTo: ({ permitted, acting }) => permitted.includes('planCampaign') || acting.role === 'classTeacher',
  screens: [
    {
      path: '/campaigns',
      load: () => import('./campaigns.tsx'),
      menu: { text: 'campaigns', icon: <FormOutlined />, order: 25 },
    },
    { path: '/campaigns/new', load: () => import('./plan.tsx') },
    { path: '/campaigns/$id', load: () => import('./campaign.tsx') },
    { path: '/campaigns/$id/classes/$group', load: () => import('./class-list.tsx') },
    { path: '/campaigns/$id/paper/$group', load: () => import('./paper-sheet.tsx') },
    { path: '/campaigns/$id/slips/$group', load: () => import('./slips.tsx') },
  ],
};
