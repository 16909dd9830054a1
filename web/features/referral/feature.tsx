import { InboxOutlined } from '@ant-design/icons';
import type { Feature } from '#web/frame/feature.ts';

/** What schools ask of hospitals: the hospital's inbox, and the page of one referral for whoever has a part in it. */
export const referral: Feature = {
  name: 'referral',
  shownTo: ({ permitted }) => permitted.includes('readStream'),
  screens: [{ path: '/referrals/$id', load: () => import('./referral.tsx') }],
};

/** The first screen of a hospital. */
export const inbox: Feature = {
  name: 'inbox',
  shownTo: ({ acting }) => acting.role === 'hospitalIntake' || acting.role === 'clinician',
  screens: [
    {
      path: '/inbox',
      load: () => import('./inbox.tsx'),
      menu: { text: 'inbox', icon: <InboxOutlined />, order: -1 },
    },
  ],
};
