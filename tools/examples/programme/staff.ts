import { addDays, type Day } from '#domain/instant';
import { nameOf } from '#tools/seed/names';
import type { Random } from '#tools/seed/random';
import type { Places, Row } from './places.ts';

/** Ten of each school are known by number and name; what they hold and attend is told of them. */
const KNOWN_A_SCHOOL = 10;
/** What the example has to yield: people with a certificate that holds on the closing day, by kind. */
export const CERTIFIED = { teacher: 239, counsellor: 837 } as const;
export const ATTENDED = 963;
const BOTH = 64;
const CLOSING: Day = '2025-07-10';
const TRAINING = 'PX-2025-04';

export interface Person {
  readonly school: string;
  readonly number: string;
  readonly name: string;
  /** 0: vice head, 1: psychology teacher, then class teachers. */
  readonly n: number;
}

export function peopleOf(random: Random, { schools }: Places): readonly Person[] {
  return schools.flatMap(({ code }) =>
    Array.from({ length: KNOWN_A_SCHOOL }, (_, n) => ({
      school: code,
      number: `T${code}${String(n + 1).padStart(2, '0')}`,
      name: nameOf(random),
      n,
    })),
  );
}

type CertificateTopic = 'teacher' | 'counsellor' | 'other';

/**
 * Certificates of which exactly CERTIFIED people hold a valid one: some people hold two of a kind, some have let theirs lapse, some got theirs after the
 * closing day, one lapses on that very day.
 */
export function certificateRows(random: Random, people: readonly Person[]): readonly Row[] {
  const drawn = random.shuffled(people);
  const teachers = drawn.slice(0, CERTIFIED.teacher);
  const counsellors = drawn.slice(CERTIFIED.teacher - BOTH, CERTIFIED.teacher - BOTH + CERTIFIED.counsellor);
  const others = drawn.slice(CERTIFIED.teacher - BOTH + CERTIFIED.counsellor);
  const rows: Row[] = [];
  const give = (person: Person, topic: CertificateTopic, issuedOn: Day, expiresOn?: Day) =>
    rows.push({ org: person.school, values: certificate(person, topic, rows.length + 1, issuedOn, expiresOn) });
  const early = (from: number, years: number) => addDays(`${from}-01-15`, random.below(365 * years));
  for (const [topic, holders] of [
    ['teacher', teachers],
    ['counsellor', counsellors],
  ] as const) {
    for (const [index, person] of holders.entries()) {
      const expires = index === 0 ? CLOSING : index % 4 === 1 ? addDays('2028-01-10', random.below(1_500)) : undefined;
      give(person, topic, index === 1 ? CLOSING : early(2012, 13), expires);
      // A second one of the same kind, or an older one that has lapsed: the person counts once.
      if (index % 17 === 3) give(person, topic, early(2009, 3));
      if (index % 23 === 5) give(person, topic, early(2009, 3), addDays('2020-01-01', random.below(1_800)));
    }
  }
  for (const [index, person] of others.slice(0, 92).entries()) {
    const topic = index % 3 === 0 ? 'teacher' : 'counsellor';
    if (index < 48) give(person, topic, early(2011, 5), addDays('2021-01-01', random.below(1_651)));
    else if (index < 72) give(person, topic, addDays('2025-07-11', random.below(45)));
    else give(person, 'other', early(2018, 6));
  }
  return rows;
}

const ISSUERS = {
  teacher: '心桥市教育局（演示）',
  counsellor: '全国心理咨询考试中心（演示）',
  other: '心桥市心理学会（演示）',
} as const satisfies Record<CertificateTopic, string>;

function certificate(person: Person, topic: CertificateTopic, n: number, issuedOn: Day, expiresOn?: Day) {
  return {
    staffNumber: person.number,
    name: person.name,
    topic,
    issuer: ISSUERS[topic],
    number: `DEMO${issuedOn.slice(0, 4)}${String(n).padStart(6, '0')}`,
    issuedOn,
    ...(expiresOn === undefined ? {} : { expiresOn }),
  };
}

export function trainingRows({ city, centre, counties }: Places): readonly Row[] {
  const training = (
    org: string,
    code: string,
    title: string,
    topic: string,
    day: Day,
    until: Day,
    sessions: number,
  ) => ({
    org,
    values: { code, title, topic, day, until, sessions, speakers: '晴望舟、澜听禾（均为虚构）' },
  });
  return [
    training(city.code, TRAINING, '全市中小学心理健康教育专题培训班', 'cityClass', '2025-04-17', '2025-04-18', 6),
    training(centre.code, 'PX-2025-03', '中小学减压课程开发专题报告会', 'lecture', '2025-03-20', '2025-03-20', 1),
    ...counties.map(({ code, name }, index) => {
      const day = addDays('2024-10-14', 7 * index);
      return training(code, `PX-2024-${code}`, `${name}心理教师培训`, 'countyClass', day, addDays(day, 1), 2);
    }),
  ];
}

/** The list of the city's class in April 2025: vice heads, psychology teachers, class teachers; nobody twice. */
export function attendanceRows(random: Random, people: readonly Person[]): readonly Row[] {
  const invited = people.filter(({ n }) => n < 5);
  return random
    .shuffled(invited)
    .slice(0, ATTENDED)
    .map(({ school, number, name, n }) => ({
      org: school,
      values: {
        training: TRAINING,
        staffNumber: number,
        name,
        topic: n === 0 ? 'viceHead' : n === 1 ? 'psychTeacher' : 'classTeacher',
        day: n === 4 ? '2025-04-18' : '2025-04-17',
        by: random.chance(0.8) ? 'code' : 'list',
      },
    }));
}

/** One or two psychological staff of most schools. */
export function staffRows(random: Random, people: readonly Person[]): readonly Row[] {
  const chosen = people.filter(({ n }) => n === 1 || (n === 2 && random.chance(0.5)));
  return chosen
    .filter((_, index) => index % 19 !== 18)
    .map(({ school, number, name, n }) => ({
      org: school,
      values: {
        staffNumber: number,
        name,
        topic: n === 1 && random.chance(0.4) ? 'fullTime' : n === 1 ? 'partTime' : 'worker',
        since: addDays('2021-09-01', random.below(1_200)),
      },
    }));
}

/** How many teachers and pupils each school had in the school year that ends with the period. */
export function headcountRows(random: Random, { schools }: Places): readonly Row[] {
  return schools.map(({ code }) => {
    const pupils = 280 + random.below(1_900);
    return { org: code, values: { schoolYear: 2024, teachers: Math.round(pupils / (11 + random.below(5))), pupils } };
  });
}
