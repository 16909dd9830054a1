import { addDays, type Day } from '#domain/instant';
import type { Values } from '#programme/field';
import { nameOf, phoneOf } from '#tools/seed/names';
import type { Random } from '#tools/seed/random';
import type { Places, Row } from './places.ts';

/** Every 23rd school has nobody named: the gap is there to be seen. */
const NO_LEAD_EVERY = 23;

export function leadRows(random: Random, { city, counties, schools }: Places): readonly Row[] {
  const lead = (org: string, duty: string): Row => ({
    org,
    values: { duty, name: nameOf(random), phone: phoneOf(random), since: addDays('2022-09-01', random.below(900)) },
  });
  const offices = [city, ...counties].flatMap(({ code }) =>
    ['inCharge', 'coordinator', 'emergency'].map((duty) => lead(code, duty)),
  );
  const named = schools.filter((_, index) => index % NO_LEAD_EVERY !== NO_LEAD_EVERY - 1);
  return [
    ...offices,
    ...named.flatMap(({ code }) => [
      lead(code, 'inCharge'),
      ...(random.chance(0.7) ? [lead(code, 'coordinator')] : []),
    ]),
  ];
}

/** The bodies of the network, each with a chair: the bureau's, one leading group a county, a branch where there is a team, one a school. */
export function bodyRows(random: Random, { city, centre, counties, schools }: Places): readonly Row[] {
  const body = (org: string, topic: string, name: string, since: Day, size: number, more: Values = {}): Row => ({
    org,
    values: { topic, name, since, members: membersOf(random, size), ...more },
  });
  const joint = { mandate: '统筹教育与卫健部门，研究部署学生心理健康重大事项' };
  return [
    body(centre.code, 'guidanceCentre', '心桥市中小学心理健康教育指导中心', '2024-03-12', 9, {
      mandate: '业务指导、培训、教研与评估',
    }),
    body(city.code, 'steeringCommittee', '心桥市心理健康教育专业指导委员会', '2024-03-12', 15, {
      termEndsOn: '2029-03-11',
    }),
    body(city.code, 'coordinatingUnit', '心桥市教育局基础教育科', '2019-01-01', 3, {
      mandate: '统筹学生心理健康教育工作',
    }),
    body(city.code, 'coordinatingUnit', '心桥市学生心理健康研究室', '2021-05-01', 4, {
      mandate: '教研、监测与业务支持',
    }),
    body(city.code, 'jointLeadingGroup', '心桥市中小学心理健康教育领导小组', '2024-04-02', 11, joint),
    body(city.code, 'jointExpertGroup', '心桥市中小学心理健康教育专家组', '2024-04-02', 13),
    body(city.code, 'crisisLeadingGroup', '心桥市中小学心理危机干预领导小组', '2024-04-02', 9),
    body(city.code, 'crisisCommittee', '心桥市中小学心理危机干预专家委员会', '2024-04-02', 12),
    body(city.code, 'aidTeam', '心桥市教育系统心理援助队', '2024-05-20', 16),
    body(city.code, 'volunteers', '“心桥”心理志愿服务队', '2024-06-03', 20),
    ...counties.map(({ code, name }) => body(code, 'leadingGroup', `${name}心理健康教育工作领导小组`, '2024-03-25', 7)),
    ...counties
      .filter(({ aidTeam }) => aidTeam)
      .map(({ code, name }) => body(code, 'aidTeamBranch', `${name}心理援助分队`, '2024-05-20', 8)),
    ...schools.map(({ code, name }) =>
      body(code, 'schoolBody', `${name}心理健康教育工作小组`, '2024-04-10', 4 + random.below(4)),
    ),
  ];
}

function membersOf(random: Random, size: number): readonly Values[] {
  return Array.from({ length: size }, (_, n) => ({
    name: nameOf(random),
    role: n === 0 ? 'chair' : n === 1 ? 'deputy' : n === 2 && size > 4 ? 'secretary' : 'member',
  }));
}

/** Plans, notices and principles of the bureau; numbers of no office. */
export function documentRows({ city }: Places): readonly Row[] {
  const document = (topic: string, number: string, title: string, issuedOn: Day): Row => ({
    org: city.code,
    values: { topic, number, title, issuedOn },
  });
  return [
    document('plan', '心教发〔2024〕12号', '心桥市心理健康教育进校园活动实施方案', '2024-03-05'),
    document('notice', '心教函〔2024〕31号', '关于开展“心桥”志愿服务活动的通知', '2024-05-28'),
    document('principle', '心教发〔2024〕27号', '心桥市中小学生心理危机识别与干预原则', '2024-04-16'),
    document('rule', '心教发〔2024〕45号', '学生心理危机干预联动工作机制', '2024-09-02'),
    document('notice', '心教函〔2025〕9号', '关于举办全市中小学心理健康教育专题培训班的通知', '2025-03-31'),
    document('notice', '心教函〔2025〕18号', '关于开展中小学心理健康教育宣传月活动的通知', '2025-04-25'),
  ];
}
