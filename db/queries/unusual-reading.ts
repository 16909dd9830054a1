import { like, or, sql } from 'drizzle-orm';
import type { Instant } from '#domain/instant';
import { isUnusual, SIGHTS, type ReadingDay } from '#domain/unusual-reading';
import { audit, people, streams } from '#db/schema/index';
import { instantToText } from '#db/schema/columns';
import type { Transaction } from '#db/transaction';

export interface UnusualDay extends ReadingDay {
  readonly person: string;
  readonly name: string | null;
  readonly role: string | null;
  /** The day in the schools' time, as YYYY-MM-DD. */
  readonly day: string;
}

interface Row extends Record<string, unknown> {
  readonly person: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly day: string;
  readonly children: string;
  readonly night: string;
  readonly exports: string;
}

/**
 * Days since `from` on which one member of staff looked at the records of many children, of some at night, or took many files away; the latest first, at most
 * 200. `within`: only looks at cases that the asker's place reaches.
 */
export async function unusualReading(tx: Transaction, from: Instant, within: boolean): Promise<readonly UnusualDay[]> {
  const seen = or(...SIGHTS.map((pattern) => like(audit.action, pattern)));
  const hour = sql`extract(hour from ${audit.at} at time zone 'Asia/Shanghai')`;
  const rows = await tx.execute<Row>(sql`
    with looked as (
      select ${audit.person} as person, max(${audit.role}) filter (where ${audit.role} <> 'system') as role,
        to_char(${audit.at} at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
        count(distinct ${audit.studentId}) filter (where ${seen}) as children,
        count(distinct ${audit.studentId}) filter (where ${seen} and ${hour} not between 6 and 21) as night,
        count(*) filter (where ${audit.action} like 'export:%') as exports
      from ${audit} ${within ? sql`join ${streams} on ${streams.id} = ${audit.streamId}` : sql``}
      where ${audit.at} >= ${instantToText(from)}::timestamptz and ${audit.person} not in ('clock', 'system')
      group by 1, 3)
    select l.person, ${people.displayName} as name, l.role, l.day, l.children, l.night, l.exports
    from looked l join ${people} on ${people.id}::text = l.person
    where l.children > 0 or l.exports > 0
    order by l.day desc, l.children desc, l.person`);
  return rows
    .map(({ children, night, exports, ...who }) => ({
      ...who,
      children: Number(children),
      night: Number(night),
      exports: Number(exports),
    }))
    .filter(isUnusual)
    .slice(0, 200);
}
