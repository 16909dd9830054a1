import { sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';

/** One organisation below the one that is looked at: what is open there, and what there is to ask about. */
export interface OverseenPlace {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  /** Open cases by level. */
  readonly byLevel: Readonly<Record<string, number>>;
  /** Open streams with a duty past its limit. */
  readonly late: number;
  /** The oldest of these limits; epoch ms. */
  readonly oldestLateAt: Instant | null;
  /** Open streams with a duty whose holder was called, and nobody has said that they have it. */
  readonly unheard: number;
  /** Open referrals that a hospital left unanswered until their limit. */
  readonly rerouted: number;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  readonly levels: Readonly<Record<string, number>> | null;
  readonly late: string;
  readonly oldest: string | null;
  readonly unheard: string;
  readonly rerouted: string;
}

/** The counties of a city or the schools of a county, as far as the asker's sight reaches, with what is open at and below each; those with most to ask about first. */
export async function overseenPlaces(tx: Transaction, parent: string, at: Instant): Promise<readonly OverseenPlace[]> {
  const rows = await tx.execute<Row>(sql`
    with place as (
      select id, code, name, kind, path from organisations
      where parent_id = ${parent}::uuid and kind in ('county', 'school')),
    live as (
      select s.id, s.home_path, s.kind, s.level, s.state ->> 'onSilence' as silence,
        min(d.limit_at) filter (where d.limit_at < ${instantToText(at)}::timestamptz) as late_since,
        coalesce(bool_or(d.step > 0 and d.acknowledged_at is null), false) as unheard
      from streams s left join duties d on d.stream_id = s.id and d.done_at is null
      where s.closed_at is null and s.kind in ('case', 'referral', 'followUp', 'return')
      group by s.id)
    select p.id, p.code, p.name, p.kind, p.path,
      (select jsonb_object_agg(level, n) from (
        select l.level, count(*) as n from live l
        where l.kind = 'case' and l.level is not null and l.home_path >= p.path and l.home_path < app.after(p.path)
        group by l.level) counted) as levels,
      count(l.id) filter (where l.late_since is not null) as late,
      extract(epoch from min(l.late_since)) * 1000 as oldest,
      count(l.id) filter (where l.unheard) as unheard,
      count(l.id) filter (where l.silence <> 'nothing') as rerouted
    from place p left join live l on l.home_path >= p.path and l.home_path < app.after(p.path)
    group by p.id, p.code, p.name, p.kind, p.path
    order by late desc, unheard desc, p.code`);
  return rows.map(({ levels, late, oldest, unheard, rerouted, ...place }) => ({
    ...place,
    byLevel: levels ?? {},
    late: Number(late),
    oldestLateAt: oldest === null ? null : Math.round(Number(oldest)),
    unheard: Number(unheard),
    rerouted: Number(rerouted),
  }));
}
