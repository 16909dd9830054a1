import { addDays, type Day } from '#domain/instant';
import { textIn } from '#programme/field';
import type { Random } from '#tools/seed/random';
import type { Places, Row } from './places.ts';

/** What the activities of the period add up to, by topic: times held and person-times reached, in so many records. */
export const ACTIVITIES = {
  publicity: { times: 349, heads: 477_883, records: 232 },
  psychodrama: { times: 21, heads: 25_700, records: 17 },
  examCounselling: { times: 110, heads: 60_797, records: 84 },
  peerCare: { times: 25, heads: 12_091, records: 22 },
  teacherTraining: { times: 23, heads: 4_885, records: 20 },
  familyGuidance: { times: 56, heads: 32_850, records: 48 },
  community: { times: 25, heads: 1_380, records: 25 },
} as const;
type Topic = keyof typeof ACTIVITIES;

export const PERIOD = { from: '2024-01-01', to: '2025-07-10' } as const;
const DAYS = 557; // of the period, both ends included

interface Manner {
  readonly titles: readonly string[];
  readonly place: string;
  readonly audience: readonly string[];
  /** Whether a school holds it, rather than an office. */
  readonly atSchool: number;
  /** Calendar months in which it is held; empty: any but those of the holidays. */
  readonly months: readonly number[];
}

const MANNERS: Readonly<Record<Topic, Manner>> = {
  publicity: {
    titles: ['心理健康知识讲座', '情绪管理主题班会', '心理健康知识展板', '“心桥之声”广播专题', '5·25心理健康游园会'],
    place: '操场',
    audience: ['pupils'],
    atSchool: 0.85,
    months: [],
  },
  psychodrama: {
    titles: ['校园心理情景剧展演', '心理情景剧评选'],
    place: '礼堂',
    audience: ['pupils', 'teachers'],
    atSchool: 0.6,
    months: [],
  },
  examCounselling: {
    titles: ['中考考前减压辅导', '高考考前心理调适', '考前团体辅导'],
    place: '多功能厅',
    audience: ['pupils'],
    atSchool: 0.95,
    months: [3, 4, 5, 6],
  },
  peerCare: {
    titles: ['朋辈倾听员训练', '同伴关爱行动'],
    place: '团辅室',
    audience: ['pupils'],
    atSchool: 1,
    months: [],
  },
  teacherTraining: {
    titles: ['班主任心理辅导技能培训', '教师压力管理工作坊'],
    place: '培训中心',
    audience: ['teachers'],
    atSchool: 0.3,
    months: [],
  },
  familyGuidance: {
    titles: ['家长学校：读懂孩子的情绪', '亲子沟通讲座'],
    place: '报告厅',
    audience: ['parents'],
    atSchool: 0.75,
    months: [],
  },
  community: {
    titles: ['心理健康进社区', '社区亲子沙龙'],
    place: '社区活动室',
    audience: ['residents', 'parents'],
    atSchool: 0.3,
    months: [],
  },
};

const HOLIDAYS = [2, 7, 8];

/** Activities whose sums over the period are exactly ACTIVITIES, and some beyond its ends that must not count. */
export function activityRows(random: Random, places: Places): readonly Row[] {
  const known = new Set<string>();
  const rows = Object.keys(ACTIVITIES).flatMap((topic) => ofTopic(random.fork(topic), places, topic as Topic, known));
  return [...rows, ...beyond(random.fork('beyond'), places), ...ofOtherKinds(places)];
}

function ofTopic(random: Random, places: Places, topic: Topic, known: Set<string>): readonly Row[] {
  const { times, heads, records } = ACTIVITIES[topic];
  const often = split(random, times, records, 1);
  const reached = split(random, heads, records, 20);
  return often.map((held, index) => {
    let row = drawn(random, places, topic, held, reached[index] ?? 0);
    // What tells one activity from another has to differ.
    while (known.has(keyOf(row))) row = drawn(random, places, topic, held, reached[index] ?? 0);
    known.add(keyOf(row));
    return row;
  });
}

function keyOf({ values: { topic, day, title, place } }: Row): string {
  return JSON.stringify([topic, day, title, place]);
}

function drawn(random: Random, places: Places, topic: Topic, times: number, heads: number): Row {
  const { titles, place, audience, atSchool } = MANNERS[topic];
  const { org, name, joint } = keeperOf(random, places, atSchool);
  const day = dayOf(random, topic);
  return {
    org,
    values: {
      topic,
      title: random.pick(titles),
      day,
      place: `${name}${place}`,
      times,
      heads,
      counted: 'personTimes',
      audience: [...audience],
      ...(joint.length > 0 ? { jointWith: joint } : {}),
      ...(day.startsWith('2025-05') && topic === 'publicity' ? { month: true } : {}),
    },
  };
}

/** Mostly a school, now and then with the school next to it; else a county, the centre or the bureau. */
function keeperOf(random: Random, { schools, counties, city, centre }: Places, atSchool: number) {
  if (random.chance(atSchool)) {
    const index = random.below(schools.length);
    const school = schools[index] ?? schools[0];
    const next = schools[index + 1];
    const joint = random.chance(0.06) && next?.county === school?.county && next !== undefined ? [next.code] : [];
    return { org: school?.code ?? '', name: school?.name ?? '', joint };
  }
  const office = random.chance(0.75) ? random.pick(counties) : random.pick([city, centre]);
  return { org: office.code, name: office.name, joint: [] };
}

function dayOf(random: Random, topic: Topic): Day {
  const { months } = MANNERS[topic];
  for (;;) {
    const day = addDays(PERIOD.from, random.below(DAYS));
    const month = Number(day.slice(5, 7));
    if (months.length > 0 ? months.includes(month) : !HOLIDAYS.includes(month)) return day;
  }
}

/** The day before the period, the day after it, and a few further off. */
function beyond(random: Random, places: Places): readonly Row[] {
  const days = [
    '2023-12-31',
    '2025-07-11',
    '2025-08-29',
    ...Array.from({ length: 21 }, () => addDays('2023-03-01', random.below(290))),
  ];
  return days.map((day, index) => {
    const topic = random.pick(Object.keys(ACTIVITIES)) as Topic;
    const row = drawn(random, places, topic, 1 + random.below(2), 100 + random.below(900));
    return {
      ...row,
      values: { ...row.values, day, title: `${textIn(row.values, 'title') ?? ''}（第${index + 1}场）` },
    };
  });
}

/** Neither of the seven topics: counted by persons, and told apart from them. */
function ofOtherKinds({ city, counties }: Places): readonly Row[] {
  return [city, ...counties.slice(0, 3)].map(({ code, name }, index) => ({
    org: code,
    values: {
      topic: 'other',
      title: '心理健康工作开放日',
      day: addDays('2024-10-10', index),
      place: name,
      times: 1,
      heads: 60 + 15 * index,
      counted: 'persons',
      audience: ['teachers', 'parents'],
    },
  }));
}

/** Whole numbers of at least `least`, of uneven size, that add up to exactly `total`. */
export function split(random: Random, total: number, parts: number, least: number): readonly number[] {
  const weights = Array.from({ length: parts }, () => 0.15 + random.next() ** 2);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const free = total - parts * least;
  let run = 0;
  let given = 0;
  return weights.map((weight) => {
    run += weight;
    const upTo = Math.round((run / sum) * free);
    const share = upTo - given;
    given = upTo;
    return least + share;
  });
}
