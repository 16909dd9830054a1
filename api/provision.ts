import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { countHours, listCoverage, listHours } from '#db/queries/units/coverage';
import type { Place } from '#db/records/place';
import { mayKeep, type ProgrammeItem } from '#domain/programme-access';
import { dayOf, type Instant } from '#domain/instant';
import { words } from '#domain/words';
import type { HoursState } from '#programme/curriculum-year';
import { schoolYearOf } from '#programme/period';
import type { Asker } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { askedAt, yearAt } from './programme-place.ts';
import { code, pageSize } from './schemas/common.ts';
import type { coverageQuery, hoursQuery } from './schemas/programme.ts';

const HOURS_RULE = words(
  '小学每学年不低于 12 课时，初高中不低于 14 课时；预计课时 = 已上课时 + 计划课时 × 余下教学日占比（向上取整）；学科渗透不计',
  'at least 12 hours a school year in primary, 14 in junior and senior schools; forecast = taught + planned × share of the school days that lie ahead, rounded up; infusion is not counted',
);
const COVERAGE_RULES = {
  teachers: words(
    '本学年签到参训的教职工人数（一人多次只计一人）与教职工总数',
    'teachers who signed in at a training in the school year, each once, of all teachers',
  ),
  staff: words(
    '当日在岗的专职、兼职心理教师人数；学生数除以专职人数',
    'full- and part-time psychology teachers in office; pupils for each full-time one',
  ),
  grades: words(
    '配有专职或兼职心理教师的年级数与全部年级数',
    'grades for which a full- or part-time teacher is named, of all grades',
  ),
};

/** Class hours of a school year by class: had, planned, and whether they will be had in time to mend it (A4). */
export function readHours(parts: Parts, request: FastifyRequest, query: z.infer<typeof hoursQuery>) {
  return askedAt(parts, request, query.org, async (tx, asker, place, at) => {
    mustRead(asker, place, 'A4');
    const limit = pageSize(query.limit);
    const year = await yearAt(tx, place, yearOf(query.year, at), at);
    const rows = await listHours(tx, year, query.state, { after: readCode(query.after), limit });
    return {
      year: year.year,
      left: year.left,
      rule: HOURS_RULE,
      counts: await countHours(tx, year),
      items: rows.map(({ code: group, name, school, grade, asked, planned, taught, forecast, state }) => ({
        class: group,
        name,
        school,
        grade,
        asked,
        planned,
        taught,
        forecast,
        state: state as HoursState, // one of the four that the query knows
      })),
      next: nextAfter(rows.length === limit ? rows.at(-1)?.code : undefined),
    };
  });
}

/** Trained teachers, psychological staff and grades by school (A6, A7). */
export function readCoverage(parts: Parts, request: FastifyRequest, query: z.infer<typeof coverageQuery>) {
  return askedAt(parts, request, query.org, async (tx, asker, place, at) => {
    mustRead(asker, place, 'A6');
    mustRead(asker, place, 'A7');
    const limit = pageSize(query.limit);
    const year = await yearAt(tx, place, yearOf(query.year, at), at);
    const rows = await listCoverage(tx, year, { after: readCode(query.after), limit });
    return {
      year: year.year,
      rules: COVERAGE_RULES,
      items: rows.map(({ school, name, teachers, pupils, trained, full, part, grades, covered }) => ({
        school,
        name,
        teachers,
        trained,
        pupils,
        fullTime: full,
        partTime: part,
        pupilsPerFullTime: full === 0 || pupils === null ? null : Math.round(pupils / full),
        grades,
        gradesCovered: covered,
      })),
      next: nextAfter(rows.length === limit ? rows.at(-1)?.school : undefined),
    };
  });
}

function mustRead({ role }: Asker, { tier }: Place, item: ProgrammeItem): void {
  if (!mayKeep(role, 'read', { item, tier, place: true })) throw new Problem('notPermitted');
}

function yearOf(year: string | undefined, at: Instant): number {
  return year === undefined ? schoolYearOf(dayOf(at)) : Number(year);
}

function nextAfter(last: string | undefined): string | null {
  return last === undefined ? null : Buffer.from(last).toString('base64url');
}

/** Throws `invalidRequest` for anything that is no code. */
function readCode(after: string | undefined): string | null {
  if (after === undefined) return null;
  const read = code.safeParse(Buffer.from(after, 'base64url').toString('utf8'));
  if (read.success) return read.data;
  throw new Problem('invalidRequest', { pointers: [{ pointer: '/after', code: 'invalid_format' }] });
}
