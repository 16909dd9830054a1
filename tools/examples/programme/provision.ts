import { addDays } from '#domain/instant';
import { nameOf, phoneOf } from '#tools/seed/names';
import type { Random } from '#tools/seed/random';
import type { Places, Row } from './places.ts';

/** Class hours a school year, as the policy asks them. */
const HOURS = { primary: 12, other: 14 } as const;

/** Timetables of two schools in three; the third has not handed one in. */
export function timetableRows(random: Random, { classes, schools }: Places): readonly Row[] {
  const handedIn = new Set(schools.filter((_, index) => index % 3 !== 2).map(({ code }) => code));
  return classes
    .filter(({ school }) => handedIn.has(school.code))
    .map(({ code, school }) => ({
      org: school.code,
      values: {
        class: code,
        schoolYear: 2024,
        hours: school.stage === 'primary' ? HOURS.primary : HOURS.other,
        teacher: nameOf(random),
      },
    }));
}

/** A room, a mailbox and a telephone for most schools. */
export function facilityRows(random: Random, { schools }: Places): readonly Row[] {
  const facility = (org: string, topic: string, name: string, where: string): Row => ({
    org,
    values: {
      topic,
      name,
      where,
      openedOn: addDays('2021-03-01', random.below(1_200)),
      checkEveryDays: 150 + 10 * random.below(4),
    },
  });
  return schools.flatMap(({ code }) => [
    ...(random.chance(0.97) ? [facility(code, 'room', '心理辅导室', `综合楼${1 + random.below(4)}层`)] : []),
    ...(random.chance(0.94) ? [facility(code, 'mailbox', '心理服务信箱', '教学楼一层大厅')] : []),
    ...(random.chance(0.9) ? [facility(code, 'phone', '心理辅导电话', phoneOf(random))] : []),
  ]);
}

export function institutionRows(random: Random, { city, hospitals }: Places): readonly Row[] {
  const contact = () => ({ contact: nameOf(random), phone: phoneOf(random), since: '2024-02-20' });
  const others = [
    ['family', '心桥市家庭教育指导站'],
    ['counselling', '晴澜心理咨询中心'],
    ['community', '望舒区晴苇社区'],
    ['community', '星河区岚溪社区'],
  ] as const;
  return [
    ...hospitals.map(({ code, name, emergencyDesk }, index) => ({
      org: city.code,
      values: {
        code: `HZ-${index + 1}`,
        topic: 'hospital',
        name,
        hospital: code,
        emergency: emergencyDesk,
        ...contact(),
      },
    })),
    ...others.map(([topic, name], index) => ({
      org: city.code,
      values: { code: `HZ-${hospitals.length + index + 1}`, topic, name, emergency: false, ...contact() },
    })),
  ];
}

export function agreementRows({ city, hospitals }: Places): readonly Row[] {
  return hospitals.map(({ name }, index) => ({
    org: city.code,
    values: {
      institution: `HZ-${index + 1}`,
      number: `XY-2024-${String(index + 1).padStart(3, '0')}`,
      title: `与${name}的医教协同协议`,
      since: '2024-02-20',
      until: '2029-02-19',
    },
  }));
}
