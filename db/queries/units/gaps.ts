import { type SQL, sql } from 'drizzle-orm';
import { addDays, type Instant } from '#domain/instant';
import { type GapCode, SOON_DAYS } from '#programme/gaps';
import { schoolYear } from '#programme/period';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { classHours, type SchoolYearAt, STATE_OF_HOURS } from './hours.ts';
import { below } from './pieces.ts';

/** Where gaps are looked for, and as of when. */
export interface GapScope extends SchoolYearAt {
  readonly at: Instant;
  /** Codes that the asker may see, by the kind of organisation. */
  readonly codes: Readonly<Record<'city' | 'county' | 'school', readonly GapCode[]>>;
  /** One of them alone. */
  readonly only?: GapCode;
}

/** A gap of one organisation. `since`: a civil day; `amount`: how many, where the gap counts something. */
export interface GapRow {
  readonly gap: GapCode;
  readonly org: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  readonly since: string;
  readonly record: string | null;
  readonly amount: number | null;
  readonly holder: string | null;
}

/* Each branch selects gap, org, since, record, amount, holder. `o` is the organisation. */

const LOCAL_DAY = sql`'Asia/Shanghai'`;
const orgs = (kind: SQL, { path }: GapScope): SQL =>
  sql`organisations o where o.kind ${kind} and o.valid_to is null and ${below(sql`o.path`, path)}`;
const holds = (today: string): SQL =>
  sql`r.state <> 'withdrawn' and r.day <= ${today} and (r.until is null or r.until >= ${today})`;

/** No record of this sort holds today; since the day after the last one did, or since the organisation is there. */
function absent(gap: GapCode, kinds: SQL, sort: SQL, scope: GapScope): SQL {
  return sql`select ${gap}::text, o.id, coalesce((select max(r.until) + 1 from records r where r.org = o.id and ${sort}
      and r.state <> 'withdrawn' and r.until < ${scope.today}), (o.valid_from at time zone ${LOCAL_DAY})::date), null::uuid, null::int, null::uuid
    from ${orgs(kinds, scope)} and not exists (select from records r where r.org = o.id and ${sort} and ${holds(scope.today)})`;
}

/** A record whose end is near, or has passed without anybody seeing to it. */
function ending(gap: GapCode, kind: string, end: SQL, days: number, { path, today }: GapScope): SQL {
  return sql`select ${gap}::text, r.org, ${end}, r.id, null::int, (select d.holder from duties d
      where d.stream_id = r.stream_id and d.done_at is null order by d.limit_at limit 1)
    from records r where r.kind = ${kind} and r.state <> 'withdrawn' and ${below(sql`r.path`, path)}
      and ${end} between ${addDays(today, -days)}::date and ${addDays(today, days)}::date
      and not exists (select from streams s where s.id = r.stream_id and s.closed_at is not null)`;
}

/** A duty of a record whose limit has passed. */
function late(gap: GapCode, duties: readonly string[], { path, at }: GapScope): SQL {
  return sql`select ${gap}::text, r.org, (d.limit_at at time zone ${LOCAL_DAY})::date, r.id, null::int, d.holder
    from duties d join records r on r.stream_id = d.stream_id
    where d.done_at is null and d.kind = any(${`{${duties.join(',')}}`}::text[]) and d.limit_at < ${instantToText(at)}
      and r.state <> 'withdrawn' and ${below(sql`r.path`, path)}`;
}

const CHAIRED = (today: string): SQL => sql`exists (select from jsonb_array_elements(r.content -> 'members') m
  where m ->> 'role' = 'chair' and coalesce(m ->> 'until', ${today}) >= ${today})`;

function network(scope: GapScope): readonly SQL[] {
  const { path, today, at } = scope;
  return [
    absent(
      'noLead',
      sql`in ('city', 'county', 'school')`,
      sql`r.kind = 'lead' and r.topic in ('inCharge', 'coordinator')`,
      scope,
    ),
    absent('noEmergencyContact', sql`in ('city', 'county')`, sql`r.kind = 'lead' and r.topic = 'emergency'`, scope),
    absent('noLeadingGroup', sql`= 'county'`, sql`r.kind = 'body' and r.topic = 'leadingGroup'`, scope),
    absent('noAidTeamBranch', sql`= 'county'`, sql`r.kind = 'body' and r.topic = 'aidTeamBranch'`, scope),
    absent('noSchoolBody', sql`= 'school'`, sql`r.kind = 'body' and r.topic = 'schoolBody'`, scope),
    sql`select 'bodyWithoutChair', r.org, coalesce((select max((m ->> 'until')::date) + 1 from jsonb_array_elements(r.content -> 'members') m
        where m ->> 'role' = 'chair'), r.day), r.id, null::int, null::uuid
      from records r where r.kind = 'body' and ${holds(today)} and ${below(sql`r.path`, path)} and not ${CHAIRED(today)}`,
    ending('termEnding', 'body', sql`(r.content ->> 'termEndsOn')::date`, SOON_DAYS.term, scope),
    sql`select 'documentLate', d.org, (d.limit_at at time zone ${LOCAL_DAY})::date, d.record, null::int, d.holder
      from app.document_dues(${path}, '-infinity', ${instantToText(at)}) d where d.done_at is null`,
    late('decisionLate', ['meetingDecision'], scope),
    late(
      'publicationLate',
      ['publicationReview', 'publicationSignOff', 'publicationPublish', 'publicationReach'],
      scope,
    ),
    late('visitLate', ['visitHold'], scope),
    late('findingLate', ['findingMend', 'findingRecheck'], scope),
    ending('agreementEnding', 'agreement', sql`r.until`, SOON_DAYS.agreement, scope),
  ];
}

function provision(scope: GapScope): readonly SQL[] {
  const { year, today } = scope;
  const { from, to } = schoolYear(year);
  const school = sql`= 'school'`;
  const facility = (topic: string) => sql`r.kind = 'facility' and r.topic = ${topic}`;
  const hours = (gap: GapCode, state: string) =>
    sql`select ${gap}::text, h.school, ${from}::date, null::uuid, count(*)::int, null::uuid
      from (${classHours(scope)}) h where ${STATE_OF_HOURS} = ${state} group by h.school`;
  const headcount = sql`select r.org, sum(r.amount)::int as teachers from records r
    where r.kind = 'headcount' and r.state <> 'withdrawn' and r.times = ${year} group by r.org`;
  const trained = sql`select r.org, count(distinct r.person)::int as people from records r
    where r.kind = 'attendance' and r.state <> 'withdrawn' and r.day between ${from} and ${to} group by r.org`;
  return [
    hours('noTimetable', 'noPlan'),
    hours('hoursBehind', 'behind'),
    absent('noRoom', school, facility('room'), scope),
    absent('noMailbox', school, facility('mailbox'), scope),
    absent('noPhone', school, facility('phone'), scope),
    late('checkLate', ['facilityCheck'], scope),
    late('mendLate', ['facilityMend'], scope),
    absent('noPsychologyTeacher', school, sql`r.kind = 'staff' and r.topic <> 'worker'`, scope),
    sql`select 'gradesUncovered', o.id, ${from}::date, null::uuid, g.grades, null::uuid from organisations o
      join lateral (select count(distinct c.attributes ->> 'grade')::int as grades from organisations c
        where c.parent_id = o.id and c.kind = 'class' and c.valid_to is null and not exists (select from records r
          where r.kind = 'staff' and r.org = o.id and r.topic <> 'worker' and r.amount = (c.attributes ->> 'grade')::int and ${holds(today)})) g
        on g.grades > 0
      where o.kind = 'school' and o.valid_to is null and ${below(sql`o.path`, scope.path)}`,
    ending('certificateEnding', 'certificate', sql`r.until`, SOON_DAYS.certificate, scope),
    sql`select 'noHeadcount', o.id, ${from}::date, null::uuid, null::int, null::uuid
      from ${orgs(school, scope)} and not exists (select from (${headcount}) n where n.org = o.id)`,
    sql`select 'teachersUncovered', o.id, ${from}::date, null::uuid, n.teachers - coalesce(t.people, 0), null::uuid
      from organisations o join (${headcount}) n on n.org = o.id left join (${trained}) t on t.org = o.id
      where o.kind = 'school' and o.valid_to is null and ${below(sql`o.path`, scope.path)} and n.teachers > coalesce(t.people, 0)`,
  ];
}

/** All gaps of the scope that the asker may see, with their organisations. */
function found(scope: GapScope): SQL {
  const branches = sql.join([...network(scope), ...provision(scope)], sql` union all `);
  const list = (codes: readonly GapCode[]) => sql`${`{${codes.join(',')}}`}::text[]`;
  const { city, county, school } = scope.codes;
  return sql`select g.gap, o.id as org, o.code, o.name, o.kind, o.path, g.since, g.record, g.amount, g.holder
    from (${branches}) g (gap, org, since, record, amount, holder) join organisations o on o.id = g.org
    where g.gap = any(case o.kind when 'school' then ${list(school)} when 'county' then ${list(county)} else ${list(city)} end)
      and ${below(sql`o.path`, scope.path)} and ${scope.only === undefined ? sql`true` : sql`g.gap = ${scope.only}`}`;
}

export interface GapCursor {
  readonly code: string;
  readonly gap: string;
  readonly record: string;
}
const NO_RECORD = '00000000-0000-0000-0000-000000000000';

export function cursorOf({ code, gap, record }: GapRow): GapCursor {
  return { code, gap, record: record ?? NO_RECORD };
}

/** Gaps by organisation, a page at a time. */
export async function listGaps(
  tx: Transaction,
  scope: GapScope,
  page: { readonly after: GapCursor | null; readonly limit: number },
): Promise<readonly GapRow[]> {
  const { after, limit } = page;
  const key = sql`(f.code collate "C", f.gap collate "C", coalesce(f.record, ${NO_RECORD}))`;
  const rows = await tx.execute<
    GapRow & Record<string, unknown>
  >(sql`select f.gap, f.org, f.code, f.name, f.kind, f.path,
      f.since::text as since, f.record, f.amount, f.holder from (${found(scope)}) f
    where ${after === null ? sql`true` : sql`${key} > (${after.code}, ${after.gap}, ${after.record}::uuid)`}
    order by f.code collate "C", f.gap collate "C", coalesce(f.record, ${NO_RECORD}) limit ${limit}`);
  return [...rows];
}

/** How many of each, for the place itself and for each organisation right below it with all that lies under that. */
export async function countGaps(tx: Transaction, scope: GapScope, org: string) {
  const rows = await tx.execute<{ part: string; gap: GapCode; count: number }>(sql`
    select coalesce(p.code, ${org}) as part, f.gap, count(*)::int as count from (${found(scope)}) f
    left join organisations p on p.parent_id = (select id from organisations where code = ${org})
      and p.kind in ('county', 'school') and p.valid_to is null and f.path >= p.path and f.path < app.after(p.path)
    group by 1, 2`);
  return [...rows];
}
