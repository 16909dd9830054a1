/** What is kept week by week beside the activities: nothing of it is owed by anybody any more. */
import { addDays } from '#domain/instant';
import { nameOf } from '#tools/seed/names';
import type { Random } from '#tools/seed/random';
import type { Places, Row } from './places.ts';

const SERVICES = ['校园心理热线值守', '社区心理咨询日', '考前减压陪伴', '家长课堂助教'] as const;

/** Services of the volunteers, with their hours. */
export function serviceRows(random: Random, { city }: Places): readonly Row[] {
  const volunteers = Array.from({ length: 20 }, () => nameOf(random));
  return volunteers.flatMap((volunteer, n) =>
    Array.from({ length: 3 }, (_, turn) => ({
      org: city.code,
      values: {
        volunteer: `${volunteer}（${n + 1}号）`,
        day: addDays('2024-06-15', 7 * n + 120 * turn + random.below(5)),
        hours: 2 + random.below(5),
        heads: 5 + random.below(40),
        what: random.pick(SERVICES),
      },
    })),
  );
}

/** A drill of each county with the health side, and one of the whole city. */
export function drillRows(random: Random, { city, counties }: Places): readonly Row[] {
  return [city, ...counties].map(({ code, name }, index) => ({
    org: code,
    values: {
      day: addDays('2024-10-14', 9 * index),
      title: `${name}学生心理危机联动处置演练`,
      partners: '卫健、公安、定点医院',
      heads: 30 + random.below(90),
      lessons: '值班电话接续时间缩短；交接单补充监护人联系顺序',
    },
  }));
}

const INFUSED = [
  ['语文', '从课文人物谈情绪表达'],
  ['体育', '合作游戏中的信任与接纳'],
  ['道德与法治', '与压力做朋友'],
] as const;

/** Content of other subjects, for some classes of every tenth school; never counted as class hours. */
export function infusionRows(random: Random, { classes, schools }: Places): readonly Row[] {
  const noting = new Set(schools.filter((_, index) => index % 10 === 0).map(({ code }) => code));
  return classes
    .filter(({ school }) => noting.has(school.code))
    .flatMap(({ code, school }) =>
      INFUSED.map(([subject, title], index) => ({
        org: school.code,
        values: { class: code, day: addDays('2024-09-09', 21 * index + random.below(5)), subject, title },
      })),
    );
}

const CONTENTS = [
  ['article', '读懂青春期的情绪'],
  ['article', '怎样陪伴备考的孩子'],
  ['tip', '三分钟呼吸放松'],
  ['tip', '睡前不带手机的七天'],
  ['poster', '5·25 我爱我'],
  ['shortVideo', '朋友低落时，你可以这样说'],
  ['drama', '天台上的风筝'],
  ['pupilsWork', '我的情绪调色盘'],
] as const;

/** The content library of the bureau. */
export function contentRows({ city }: Places): readonly Row[] {
  return CONTENTS.map(([topic, title], index) => ({
    org: city.code,
    values: {
      code: `XC-2024-${String(index + 1).padStart(3, '0')}`,
      topic,
      title,
      day: addDays('2024-04-08', 30 * index),
    },
  }));
}

/** What the counties planned for the publicity month. */
export function activityPlanRows(random: Random, { counties }: Places): readonly Row[] {
  return counties.flatMap(({ code, name }) =>
    (['publicity', 'psychodrama', 'familyGuidance'] as const).map((topic, index) => ({
      org: code,
      values: {
        topic,
        title: `${name}宣传月活动${index + 1}`,
        day: addDays('2025-05-06', 7 * index + random.below(4)),
        month: true,
        heads: 200 + random.below(1_500),
      },
    })),
  );
}
