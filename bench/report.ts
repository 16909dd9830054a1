import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { madeApart } from '#adapters/documents/made-apart';
import { figureRows } from '#db/queries/figures';
import { placesByCode } from '#db/records/place';
import { drawReport } from '#db/reports/compose';
import type { Context, Database } from '#db/transaction';
import { FIGURE_RULES } from '#programme/counting/rules';
import { EMPTY_FORM } from '#programme/report/form';
import type { Figure } from './figure.ts';
import { openPlace } from './place.ts';

const CITY = '999000';
const PERIOD = { from: '2024-01-01', to: '2025-07-10' } as const;
const PUPILS = 1;
/** The figure whose rows are opened: the largest. */
const OPENED = 'activities.heads.publicity';

/**
 * report: the annual report of a city with 1,500 schools and 300,000 records drawn under row-level security (every figure with its rows, the table of
 * counties), against the plain sums of the same figures: one aggregate a kind and topic as the owner of the database, no walls, no row counts, no table.
 */
export async function reportBench(quick: boolean): Promise<readonly Figure[]> {
  const place = await openPlace(PUPILS);
  const size = quick ? { schools: 50, records: 5_000 } : { schools: 1_500, records: 300_000 };
  try {
    await plantRecords(place.sql, size);
    const { context } = place.city.staff('city-programme');
    const desk = { db: place.open('api', 1), context, path: place.city.city.path };
    const what = `${size.records} records of ${size.schools} schools`;
    const [ours, bare] = await inTurns(
      quick ? 2 : 5,
      () => drawn(desk),
      () => plainSums(place.sql),
    );
    return [
      { bench: 'report', what: `the figures of a city, ${what}`, unit: 'ms', ours, bare, reach: { most: 10 } },
      {
        bench: 'report',
        what: `a page of the rows behind one of them, ${what}`,
        unit: 'ms',
        ours: await timed(() => opened(desk)),
        bare: null,
        reach: { most: 500 },
      },
      {
        bench: 'report',
        what: 'its Word and workbook, beside the server',
        unit: 'ms',
        ours: await timed(async () => void (await madeApart((await drawn(desk)).document, ['word', 'workbook']))),
        bare: null,
        reach: { most: 30_000 },
      },
    ];
  } finally {
    await place.stop();
  }
}

/** Medians of both sides, measured in turns. */
async function inTurns(
  turns: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    times[0].push(await timed(one));
    times[1].push(await timed(other));
  }
  const [ours = 0, bare = 0] = times.map((list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0);
  return [ours, bare];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The city as whoever keeps its programme sees it. */
interface Desk {
  readonly db: Database;
  readonly context: Context;
  readonly path: string;
}

function drawn({ db, context }: Desk) {
  return db.transaction(context, async (tx) => {
    const found = (await placesByCode(tx, [CITY])).get(CITY);
    if (found === undefined) throw new Error('no city');
    const drawing = { place: found, period: PERIOD, language: 'zh-CN' as const, form: EMPTY_FORM, plan: null };
    return drawReport(tx, drawing, Date.now());
  });
}

function opened({ db, context, path }: Desk) {
  const rule = FIGURE_RULES.find(({ code }) => code === OPENED);
  if (rule === undefined) throw new RangeError(OPENED);
  const scope = { path, period: PERIOD };
  return db.transaction(context, (tx) => figureRows(tx, rule, scope, { after: null, limit: 50 }));
}

const MEASURED = {
  records: 'count(*)',
  times: 'sum(times)',
  heads: 'sum(heads)',
  amount: 'sum(amount)',
  people: 'count(distinct person)',
} as const;

/** What a person would type: an aggregate for each figure, over everything. */
async function plainSums(sql: Sql): Promise<void> {
  for (const { kind, topics, when, measure } of FIGURE_RULES) {
    const of = topics === undefined ? '' : `and topic in (${topics.map((topic) => `'${topic}'`).join(',')})`;
    const at = {
      inPeriod: `and day between '${PERIOD.from}' and '${PERIOD.to}'`,
      atEnd: `and day <= '${PERIOD.to}' and (until is null or until >= '${PERIOD.to}')`,
      schoolYear: 'and times = 2024',
    }[when];
    await sql.unsafe(`select ${MEASURED[measure]} from records where kind = '${kind}' ${of} ${at}`);
  }
}

/** Schools below the first county, records spread over them, over the kinds that figures count and over three years. */
async function plantRecords(sql: Sql, { schools, records }: { readonly schools: number; readonly records: number }) {
  await sql`insert into organisations (id, parent_id, kind, code, name, path, side, attributes, valid_from)
    select gen_random_uuid(), c.id, 'school', 'bench-' || n, '示例学校' || n, c.path || 'b' || n || '/', 'education', '{}', '2020-01-01'
    from organisations c, generate_series(1, ${schools}) n where c.code = '999001'`;
  const kinds = FIGURE_RULES.map(({ kind, topics }) => ({ kind, topic: topics?.[0] ?? null }));
  const salt = randomBytes(8).toString('hex');
  await sql`insert into records (id, kind, org, path, version, state, shared, "natural", day, until, topic, times, heads, amount, person, code,
      content, recorded_by, recorded_at, changed_at)
    select gen_random_uuid(), k.kind, o.id, o.path, 1, case n % 3 when 0 then 'approved' else 'recorded' end, false,
      sha256((${salt} || n)::bytea), date '2023-01-01' + (n % 1095), null, k.topic, 1 + n % 5, n % 900, n % 40, 'P' || n % 20000, 'c' || n,
      jsonb_build_object('title', '记录' || n, 'note', repeat('说明', 20)), gen_random_uuid(), '2025-07-01', '2025-07-01'
    from generate_series(1, ${records}) n
      join (select row_number() over (order by path) - 1 as at, id, path from organisations where code like 'bench-%') o on o.at = n % ${schools}
      join (select row_number() over () - 1 as at, kind, topic from jsonb_to_recordset(${sql.json(kinds)}) as k(kind text, topic text)) k
        on k.at = n % ${kinds.length}`;
  await sql`analyze records`;
}
