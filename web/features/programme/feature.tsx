import { ScheduleOutlined } from '@ant-design/icons';
import type { Feature, MenuGroup } from '#web/frame/feature.ts';

const KEEPERS = /^(programmeAdministrator|inspector|reportSigner)$/;
const OFFICES = /^(schoolHead|countySupervisor|citySupervisor)$/;

/** What the programme owes, lacks, and until when: the first screen of whoever keeps it. */
export const programme: Feature = at('programme', KEEPERS, 1);

/** The same among the other screens of heads and supervisors, whose first care are children. */
export const programmeBeside: Feature = at('programmeBeside', OFFICES, 40, 'programme');

function at(name: string, whose: RegExp, order: number, group?: MenuGroup): Feature {
  return {
    name,
    shownTo: ({ acting }) => whose.test(acting.role),
    screens: [
      {
        path: '/programme',
        load: () => import('./programme.tsx'),
        menu: { text: 'programme', icon: <ScheduleOutlined />, order, ...(group === undefined ? {} : { group }) },
      },
    ],
  };
}
