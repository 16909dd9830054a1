/** The tree of the demo city: one bureau and centre, nine county units, 200 schools and their classes, six hospitals. */
import { classCode, className, numeral } from '#programme/class-names';
import { CITY_CODE } from './names.ts';
import { idOf, type Random } from './random.ts';
import type { Hospital, Organisation, School, SchoolClass, SchoolStage } from './types.ts';

const STUDENTS = 20_000;
const CLASS_SIZE = 30;
/** The school whose pupils are not in the city yet: its roster lies in examples/ and is there to be imported. */
export const ROSTERLESS_SCHOOL_CODE = '999001023';
const EMPTY_CLASSES = 5;

/** County units in code order. Two have no aid team yet, which the map must show as gaps. */
const COUNTIES = [
  { name: '望舒区', aidTeam: true },
  { name: '星河区', aidTeam: true },
  { name: '鹿鸣县', aidTeam: true },
  { name: '青禾县', aidTeam: true },
  { name: '棠溪县', aidTeam: true },
  { name: '苇海县', aidTeam: true },
  { name: '云渡县', aidTeam: true },
  { name: '松涛县', aidTeam: false },
  { name: '麦浪开发区', aidTeam: false },
] as const;

interface StagePlan {
  readonly stage: SchoolStage;
  readonly perCounty: number;
  /** The grades that are screened. */
  readonly grades: readonly number[];
  readonly title: (ordinal: string) => string;
}

/** Eligible for screening: grades 4-6, junior, senior and vocational schools (教思政厅函〔2021〕10号). */
const STAGES: readonly StagePlan[] = [
  { stage: 'junior', perCounty: 7, grades: [7, 8, 9], title: (ordinal) => `${ordinal}初级中学` },
  { stage: 'primary', perCounty: 11, grades: [4, 5, 6], title: (ordinal) => `${ordinal}小学` },
  { stage: 'senior', perCounty: 3, grades: [10, 11, 12], title: (ordinal) => `${ordinal}高级中学` },
  { stage: 'vocational', perCounty: 1, grades: [10, 11, 12], title: (ordinal) => `${ordinal}职业高级中学` },
];

/** The city's own schools; their numbers follow those of the first county. */
const CITY_SCHOOLS = [
  { stage: 'secondary', name: '心桥市实验中学', grades: [7, 8, 9, 10, 11, 12] },
  { stage: 'senior', name: '心桥市实验高级中学', grades: [10, 11, 12] },
] as const;

/** Kilometres from each county, in the order of COUNTIES. */
const HOSPITALS = [
  { name: '心桥市精神卫生中心', level: 'tertiary', desk: true, capacity: 90, km: [6, 9, 34, 41, 52, 63, 58, 47, 12] },
  { name: '心桥市儿童医院', level: 'tertiary', desk: true, capacity: 45, km: [4, 8, 36, 40, 55, 66, 61, 45, 14] },
  { name: '心桥市第一人民医院', level: 'tertiary', desk: true, capacity: 40, km: [3, 7, 35, 42, 54, 65, 60, 46, 13] },
  { name: '鹿鸣县人民医院', level: 'secondary', desk: true, capacity: 20, km: [35, 38, 3, 27, 48, 70, 66, 31, 40] },
  { name: '棠溪县人民医院', level: 'secondary', desk: true, capacity: 18, km: [54, 57, 49, 33, 4, 38, 44, 60, 58] },
  { name: '苇海县康宁医院', level: 'secondary', desk: false, capacity: 25, km: [64, 68, 71, 59, 39, 5, 22, 77, 69] },
] as const;

function orgId(seed: string, code: string): string {
  return idOf(seed, `org/${code}`);
}

function countyCode(index: number): string {
  return String(Number(CITY_CODE) + index + 1);
}

/** Bureau, centre, committees and counties: everything above schools and hospitals. */
export function offices(seed: string): Organisation[] {
  const place = (code: string, name: string, parent: string | null) =>
    ({ id: orgId(seed, code), code, name, parent, side: 'education' }) as const;
  const city = { kind: 'city', ...place(CITY_CODE, '心桥市教育局', null) } as const;
  const counties = COUNTIES.flatMap(({ name, aidTeam }, index): Organisation[] => {
    const code = countyCode(index);
    const county = { kind: 'county', aidTeam, ...place(code, `${name}教育局`, city.id) } as const;
    return [county, { kind: 'committee', ...place(`${code}-experts`, `${name}学生心理健康专家委员会`, county.id) }];
  });
  return [
    city,
    { kind: 'centre', ...place(`${CITY_CODE}-centre`, '心桥市学生心理健康中心', city.id) },
    { kind: 'committee', ...place(`${CITY_CODE}-experts`, '心桥市学生心理健康专家委员会', city.id) },
    ...counties,
  ];
}

export function hospitals(seed: string): Hospital[] {
  return HOSPITALS.map(({ name, level, desk, capacity, km }, index) => {
    const code = `${CITY_CODE}-h${index + 1}`;
    return {
      id: orgId(seed, code),
      kind: 'hospital',
      code,
      name,
      parent: orgId(seed, CITY_CODE),
      side: 'health',
      level,
      emergencyDesk: desk,
      weeklyCapacity: capacity,
      distanceKm: Object.fromEntries(km.map((distance, county) => [countyCode(county), distance])),
    };
  });
}

/** A school before its classes are laid out: which grades it has and how many pupils. */
export interface SchoolPlan {
  readonly school: School;
  readonly county: { readonly code: string; readonly id: string };
  readonly grades: readonly number[];
  readonly students: number;
}

type UnsizedPlan = Omit<SchoolPlan, 'students'>;

/** 22 schools in each county and two more of the city in the first; sizes vary threefold and add up to STUDENTS. */
export function schoolPlans(seed: string, random: Random): SchoolPlan[] {
  const unsized = COUNTIES.flatMap((county, index) => schoolsOf(seed, county.name, countyCode(index), index === 0));
  const weights = unsized.map(({ school }, index) => {
    if (school.code === ROSTERLESS_SCHOOL_CODE) return 0;
    // The demo school is large enough that every list on its screens has more than one page.
    return index === 0 ? 3.6 : 0.5 + random.next();
  });
  return shares(weights, STUDENTS).map((students, index) => ({ ...(unsized[index] as UnsizedPlan), students }));
}

function schoolsOf(seed: string, countyName: string, countyCode: string, ofCity: boolean): UnsizedPlan[] {
  const county = { code: countyCode, id: orgId(seed, countyCode) };
  const own = STAGES.flatMap(({ stage, grades, perCounty, title }) =>
    Array.from({ length: perCounty }, (_, n) => ({
      stage,
      grades,
      name: countyName + title(perCounty > 1 ? `第${numeral(n + 1)}` : ''),
    })),
  );
  return [...own, ...(ofCity ? CITY_SCHOOLS : [])].map(({ stage, grades, name }, index) => {
    const code = countyCode + String(index + 1).padStart(3, '0');
    const school = {
      id: orgId(seed, code),
      kind: 'school',
      code,
      name,
      parent: county.id,
      side: 'education',
      stage,
    } as const;
    return { school, county, grades };
  });
}

/** Whole numbers in proportion to the weights that add up to exactly `total`. */
function shares(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let run = 0;
  let given = 0;
  return weights.map((weight) => {
    run += weight;
    const upTo = Math.round((run / sum) * total);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

/** Classes of at most 30, grade by grade, each with its number of pupils; five empty ones where the roster is to come. */
export function classesOf(
  seed: string,
  plan: SchoolPlan,
): { readonly schoolClass: SchoolClass; readonly size: number }[] {
  const perGrade = shares(Array<number>(plan.grades.length).fill(1), plan.students);
  return plan.grades.flatMap((grade, index) => {
    const inGrade = perGrade[index] ?? 0;
    const count = plan.students === 0 ? EMPTY_CLASSES : Math.max(1, Math.ceil(inGrade / CLASS_SIZE));
    return shares(Array<number>(count).fill(1), inGrade).map((size, n) => {
      const code = classCode(plan.school.code, grade, n + 1);
      const place = { id: orgId(seed, code), code, name: className(grade, n + 1), parent: plan.school.id };
      return { schoolClass: { kind: 'class', ...place, side: 'education', grade } as const, size };
    });
  });
}
