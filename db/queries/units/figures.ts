import { asc, eq, sql } from 'drizzle-orm';
import { toTwoDecimals } from '#programme/assessment/points';
import type { Figure, Figures } from '#programme/assessment/score';
import { instantToText } from '#db/schema/columns';
import { organisations, records } from '#db/schema/index';
import type { Transaction } from '#db/transaction';
import { RECORD_LINE, type RecordCursor } from '#db/queries/records';
import { DRAWS, type DrawnFigure, type Draw } from './draws.ts';
import { FILES_OF_RECORD, type Unit } from './pieces.ts';

/** Most ids of files that a figure keeps: what lies behind a score is opened through its records. */
const MOST_FILES = 200;

export function isDrawn(name: string): name is DrawnFigure {
  return Object.hasOwn(DRAWS, name);
}

/** `curriculum.classesOnHours@1`. */
function queryOf(name: DrawnFigure): string {
  return `${name}@${DRAWS[name].version}`;
}

/** The figures of a unit over a period, within the asker's reach. One that nobody could know is not among them. */
export async function unitFigures(tx: Transaction, names: readonly string[], unit: Unit): Promise<Figures> {
  const drawn = names.filter(isDrawn);
  const found = await Promise.all(drawn.map((name) => figureOf(tx, name, unit)));
  return Object.fromEntries(drawn.flatMap((name, n) => (found[n] == null ? [] : [[name, found[n]]])));
}

async function figureOf(tx: Transaction, name: DrawnFigure, unit: Unit): Promise<Figure | null> {
  const draw: Draw = DRAWS[name];
  const [row] = await tx.execute<{ value: number | null; records: number; files: string | null }>(sql`
    with behind as (select r.* from records r join (${draw.rows(unit)}) named on named.id = r.id)
    select ${draw.value(unit)}::float8 as value, (select count(*)::int from behind) as records,
      (select string_agg(id, ',') from (select distinct file.id from behind r, ${FILES_OF_RECORD} order by 1 limit ${MOST_FILES}) f) as files`);
  if (row === undefined || row.value === null) return null;
  if (row.records === 0 && draw.unknownWhenEmpty === true) return null;
  return {
    value: toTwoDecimals(row.value),
    query: queryOf(name),
    records: row.records,
    files: row.files?.split(',') ?? [],
  };
}

/** The records behind a figure of a unit, a page at a time. */
export function unitRows(
  tx: Transaction,
  name: DrawnFigure,
  unit: Unit,
  page: { readonly after: RecordCursor | null; readonly limit: number },
) {
  const { after, limit } = page;
  return tx
    .select(RECORD_LINE)
    .from(records)
    .innerJoin(organisations, eq(organisations.id, records.org))
    .where(
      sql`${records.id} in (${DRAWS[name].rows(unit)}) and ${
        after === null
          ? sql`true`
          : sql`(${records.changedAt}, ${records.id}) > (${instantToText(after.at)}, ${after.id})`
      }`,
    )
    .orderBy(asc(records.changedAt), asc(records.id))
    .limit(limit);
}
