import { sql } from 'drizzle-orm';
import { addDays, startOfDay } from '#domain/instant';
import { LEVELS } from '#domain/level';
import type { DutyKind } from '#domain/policy';
import { REFERRAL_STAGES } from '#domain/referral-states';
import { referralStageWords } from '#domain/referral-words';
import { dutyWords } from '#domain/timeline/duty-words';
import { words } from '#domain/words';
import { FUNNEL, LOADS, PUNCTUALITY } from '#programme/pictures';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';
import { campaignsMeeting } from './campaigns.ts';
import {
  AT_PART,
  type Cell,
  columnsOf,
  type Drawn,
  named,
  parts,
  type PictureScope,
  placeRows,
  tabled,
} from './rows.ts';
import { below } from '#db/queries/units/pieces';

/** Open cases by level, the gravest first, and place. */
export async function openRisk(tx: Transaction, scope: PictureScope): Promise<Drawn> {
  const cells = await tx.execute<Cell>(sql`
    select p.code as row, s.level as column, count(*)::int as n from (${parts(scope)}) p join streams s on ${AT_PART}
    where s.kind = 'case' and s.closed_at is null and s.level is not null group by 1, 2`);
  const columns = LEVELS.toReversed().map((level) => ({ code: level, name: named(level) }));
  return tabled(await placeRows(tx, scope), columns, cells);
}

/** Duties of children's lives whose limit lay in the days, by kind, those with most that is late first. */
export async function answerTimes(tx: Transaction, { path, period, at }: PictureScope): Promise<Drawn> {
  const [from, to] = [startOfDay(period.from), startOfDay(addDays(period.to, 1))];
  const cells = await tx.execute<Cell>(sql`
    select d.kind as row, case when d.done_at is null then 'owed' when d.done_at <= d.limit_at then 'inTime' else 'late' end as column,
      count(*)::int as n
    from duties d join streams s on s.id = d.stream_id
    where s.kind in ('case', 'referral', 'followUp', 'return') and ${below(sql`s.home_path`, path)}
      and d.limit_at >= ${instantToText(from)} and d.limit_at < ${instantToText(to)}
      and (d.done_at is not null or d.limit_at < ${instantToText(at)})
    group by 1, 2`);
  const known = [...cells];
  const late = (kind: string) =>
    known.filter(({ row, column }) => row === kind && column !== 'inTime').reduce((sum, { n }) => sum + n, 0);
  const kinds = [...new Set(known.map(({ row }) => row))].sort((one, other) => late(other) - late(one));
  const rows = kinds.map((code) => ({ code, name: dutyWords[code as DutyKind] ?? named(code) }));
  return tabled(rows, columnsOf(PUNCTUALITY), known);
}

/** Referrals by where they stand, in the order of the stages. */
export async function loop(tx: Transaction, { path, period }: PictureScope): Promise<Drawn> {
  const [from, to] = [startOfDay(period.from), startOfDay(addDays(period.to, 1))];
  const cells = await tx.execute<Cell>(sql`
    select s.stage as row, 'referrals' as column, count(*)::int as n from streams s
    where s.kind = 'referral' and s.stage is not null and ${below(sql`s.home_path`, path)}
      and (s.closed_at is null or (s.closed_at >= ${instantToText(from)} and s.closed_at < ${instantToText(to)}))
    group by 1`);
  const rows = REFERRAL_STAGES.map((code) => ({ code, name: referralStageWords[code] }));
  return tabled(rows, [{ code: 'referrals', name: words('转介', 'referrals') }], cells);
}

/** At a school each owner with their open cases; above it, owners of each part by how many they have. */
export async function caseload(tx: Transaction, scope: PictureScope): Promise<Drawn> {
  const loads = sql`select p.code, s.owner, count(*)::int as n, (count(*) filter (where s.level in ('L3', 'L4')))::int as grave
    from (${parts(scope)}) p join streams s on ${AT_PART}
    where s.kind = 'case' and s.closed_at is null and s.owner is not null group by 1, 2`;
  if (scope.tier === 'school') {
    const rows = await tx.execute<{ owner: string; name: string; n: number; grave: number }>(
      sql`select l.owner, w.display_name as name, l.n, l.grave from (${loads}) l join people w on w.id = l.owner order by l.n desc, w.display_name`,
    );
    return {
      columns: [
        { code: 'grave', name: words('L3、L4', 'L3 and L4') },
        { code: 'other', name: words('其他等级', 'other levels') },
      ],
      rows: [...rows].map(({ owner, name, n, grave }) => ({
        code: owner,
        name: named(name),
        org: null,
        values: [grave, n - grave],
      })),
    };
  }
  const [few, some, many] = LOADS;
  const cells = await tx.execute<Cell>(sql`
    select l.code as row, case when l.n < ${few} then 'few' when l.n < ${some} then 'some' when l.n < ${many} then 'many' else 'most' end as column,
      count(*)::int as n from (${loads}) l group by 1, 2`);
  const columns = columnsOf({
    few: words(`${few} 个以下的人数`, `people with fewer than ${few}`),
    some: words(`${few}—${some - 1} 个的人数`, `people with ${few} to ${some - 1}`),
    many: words(`${some}—${many - 1} 个的人数`, `people with ${some} to ${many - 1}`),
    most: words(`${many} 个以上的人数`, `people with ${many} or more`),
  });
  return tabled(await placeRows(tx, scope), columns, cells);
}

/** From those who are to be asked to those who were graded; each step counts pupils of the one before. */
export async function funnel(tx: Transaction, scope: PictureScope): Promise<Drawn> {
  const warned = sql`answers a join warnings w on w.source_id = a.id and w.source = 'answers'
    where a.campaign_id = i.campaign_id and a.student_id = i.student_id`;
  const [sums] = await tx.execute<Record<keyof typeof FUNNEL, number>>(sql`
    select count(*)::int as asked, count(i.invited_at)::int as invited,
      (count(*) filter (where i.state = 'answered'))::int as answered,
      (count(*) filter (where exists (select from ${warned})))::int as warned,
      (count(*) filter (where exists (select from streams k where k.state ->> 'graded' is not null
        and k.id in (select w.case_id from ${warned}))))::int as graded
    from campaign_invitations i join (${campaignsMeeting(scope)}) c on c.id = i.campaign_id`);
  const rows = columnsOf(FUNNEL).map((step) => ({
    ...step,
    org: null,
    values: [sums?.[step.code as keyof typeof FUNNEL] ?? 0],
  }));
  return { columns: [{ code: 'pupils', name: words('学生', 'pupils') }], rows };
}
