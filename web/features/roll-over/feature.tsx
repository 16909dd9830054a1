import { RiseOutlined } from '@ant-design/icons';
import { can, NO_RELATION } from '#domain/permission';
import { mayKeep, type Tier } from '#domain/programme-access';
import type { Role } from '#domain/role';
import type { Feature } from '#web/frame/feature.ts';

const TIER_OF: Readonly<Record<string, Tier>> = { school: 'school', county: 'county', city: 'city' };

/** The turn of the school year: of whoever records the network (A1) of the place and may know its pupils, as the API judges it. */
export const rollOver: Feature = {
  name: 'rollOver',
  shownTo: ({ acting }) => {
    const role = acting.role as Role; // the API's roles are the domain's
    const tier = TIER_OF[acting.orgKind];
    if (tier === undefined) return false;
    return (
      mayKeep(role, 'record', { item: 'A1', tier, place: true }) &&
      can(role, 'listStudents', { ...NO_RELATION, place: true })
    );
  },
  screens: [
    {
      path: '/roll-overs',
      load: () => import('./plan.tsx'),
      menu: { text: 'rollOver', icon: <RiseOutlined />, order: 47, group: 'house' },
    },
    { path: '/roll-overs/$id', load: () => import('./roll-over.tsx') },
  ],
};
