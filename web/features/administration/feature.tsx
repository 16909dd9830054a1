import { ApartmentOutlined, CalendarOutlined, FileProtectOutlined, KeyOutlined, TeamOutlined } from '@ant-design/icons';
import type { Feature, Screen } from '#web/frame/feature.ts';

const KEEPERS = /^(systemAdministrator|securityAdministrator)$/;
const OFFICES = /^(schoolHead|countySupervisor|citySupervisor|auditor)$/;

/** People, tree, roles, calendar and rules: the first screens of whoever keeps the system. */
export const administration: Feature = {
  name: 'administration',
  shownTo: ({ acting }) => KEEPERS.test(acting.role),
  screens: screensFrom(1),
};

/** The same, to read, last among the screens of those whose first care are children; supervisors of the city change the tree, offices their calendar. */
export const administrationBeside: Feature = {
  name: 'administrationBeside',
  shownTo: ({ acting }) => OFFICES.test(acting.role),
  screens: screensFrom(70),
};

function screensFrom(order: number): readonly Screen[] {
  return [
    {
      path: '/people',
      load: () => import('./people.tsx'),
      menu: { text: 'people', icon: <TeamOutlined />, order, group: 'house' },
    },
    { path: '/people/new', load: () => import('./new-person.tsx') },
    { path: '/people/$id', load: () => import('./person.tsx') },
    {
      path: '/organisations',
      load: () => import('./tree.tsx'),
      menu: { text: 'tree', icon: <ApartmentOutlined />, order: order + 1, group: 'house' },
    },
    { path: '/organisations/$id', load: () => import('./organisation.tsx') },
    {
      path: '/roles',
      load: () => import('./roles.tsx'),
      menu: { text: 'roles', icon: <KeyOutlined />, order: order + 2, group: 'house' },
    },
    { path: '/roles/seen', load: () => import('./seen.tsx') },
    {
      path: '/calendar',
      load: () => import('./calendar.tsx'),
      menu: { text: 'calendar', icon: <CalendarOutlined />, order: order + 3, group: 'house' },
    },
    {
      path: '/policy',
      load: () => import('./policy.tsx'),
      menu: { text: 'policy', icon: <FileProtectOutlined />, order: order + 4, group: 'house' },
    },
  ];
}
