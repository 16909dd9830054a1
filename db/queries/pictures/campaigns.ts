import { type SQL, sql } from 'drizzle-orm';
import { addDays, startOfDay } from '#domain/instant';
import { COMPLETION } from '#programme/pictures';
import { below } from '#db/queries/units/pieces';
import type { Transaction } from '#db/transaction';
import { type Cell, columnsOf, type Drawn, named, parts, type PictureScope, placeRows, tabled } from './rows.ts';

/** Campaigns that were opened and whose window meets the days: id, home_path, name of the instrument. Windows stand in the state as epoch ms. */
export function campaignsMeeting({ path, period }: PictureScope): SQL {
  const [from, to] = [startOfDay(period.from), startOfDay(addDays(period.to, 1))];
  return sql`select s.id, s.home_path, s.state ->> 'instrument' as name from streams s
    where s.kind = 'campaign' and s.state ->> 'openedAt' is not null and ${below(sql`s.home_path`, path)}
      and (s.state -> 'window' ->> 'opensAt')::bigint < ${to} and (s.state -> 'window' ->> 'closesAt')::bigint >= ${from}`;
}

const STANDS = sql`case i.state when 'answered' then 'answered' when 'refused' then 'refused'
  when 'owned' then 'followed' when 'settled' then 'followed' else 'open' end`;

/** Pupils by where they stand: of each part of the place, at a school of each class. */
export async function completion(tx: Transaction, scope: PictureScope): Promise<Drawn> {
  const columns = columnsOf(COMPLETION);
  if (scope.tier === 'school') {
    const cells = await tx.execute<Cell & { readonly name: string }>(sql`
      select k.code as row, k.name, ${STANDS} as column, count(*)::int as n
      from campaign_invitations i join (${campaignsMeeting(scope)}) c on c.id = i.campaign_id join organisations k on k.id = i.class_id
      group by 1, 2, 3 order by k.code`);
    const classes = new Map([...cells].map(({ row, name }) => [row, name]));
    const rows = [...classes].map(([code, name]) => ({ code, name: named(name) }));
    return tabled(rows, columns, cells);
  }
  const cells = await tx.execute<Cell>(sql`
    select p.code as row, ${STANDS} as column, count(*)::int as n
    from campaign_invitations i join (${campaignsMeeting(scope)}) c on c.id = i.campaign_id
    join (${parts(scope)}) p on c.home_path >= p.path collate "C" and c.home_path < app.after(p.path)
    group by 1, 2`);
  return tabled(await placeRows(tx, scope), columns, cells);
}
