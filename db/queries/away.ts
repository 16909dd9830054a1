import { type SQL, sql } from 'drizzle-orm';
import { students } from '#db/schema/index';

/** Whether a pupil of `students` is at home on a leave that was granted (B1), whatever the roll says; `within`: a select of the paths to look below. */
export function awayWithin(within: SQL): SQL<boolean> {
  return sql<boolean>`${students.id} in (select app.away_below(seen.path) from (${within}) seen(path))`;
}

/** Whether a pupil of `students` is at home on such a leave, for a campaign of the pupil's school. */
export function awayFrom(campaign: string): SQL<boolean> {
  return awayWithin(sql`select c.home_path from streams c where c.id = ${campaign}`);
}

/** Whether a pupil of `students` can be asked in a campaign: on the roll, and not at home on a leave. */
export function askable(campaign: string): SQL<boolean> {
  return sql<boolean>`(${students.enrolledState} = 'enrolled' and not ${awayFrom(campaign)})`;
}
