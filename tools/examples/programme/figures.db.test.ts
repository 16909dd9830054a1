import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dayOf } from '#domain/instant';
import { KINDS } from '#programme/kinds/index';
import { demoTree, plantCity } from '#tools/testing/city';
import { programmeCity } from '#tools/testing/programme-city';
import { importRecords } from '#tools/testing/record-files';

const folder = join(import.meta.dirname, '..', '..', '..', 'examples', 'programme');
const { as, clock, database } = await programmeCity((db) => plantCity(db, demoTree()));
const office = await as('city-programme');
const { admin } = database;
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
const { from, to } = expected.period;
const KINDS_THERE = KINDS.map(({ code }) => code).filter((code) => code in expected.rows);
const fileOf = (kind: string) => readFileSync(join(folder, `${kind}.csv`));
const counts = async () => {
  const [row] =
    await admin`select (select count(*)::int from records) as records, (select count(*)::int from record_versions) as versions,
    (select count(*)::int from streams) as streams, (select count(*)::int from duties) as duties, (select count(*)::int from events) as events`;
  return row;
};

it('every example file goes in over the API as the city office, whole', { timeout: 300_000 }, async () => {
  for (const kind of KINDS_THERE) {
    const { check, release } = await importRecords(office, kind, fileOf(kind));
    expect([kind, check.added, release?.written]).toEqual([kind, expected.rows[kind], expected.rows[kind]]);
  }
  const [stored] = await admin`select count(*)::int as n from records`;
  expect(stored?.['n']).toBe(Object.values<number>(expected.rows).reduce((sum, rows) => sum + rows, 0));
});

it('the period yields exactly the figures of the letter', async () => {
  const sums = await admin<{ topic: string; times: number; heads: number }[]>`
    select topic, sum(times)::int as times, sum(heads)::int as heads from records
    where kind = 'activity' and day between ${from} and ${to} and topic <> 'other' group by topic`;
  expect(Object.fromEntries(sums.map(({ topic, ...sum }) => [topic, sum]))).toEqual(expected.activities);
  const [outside] =
    await admin`select count(*)::int as n from records where kind = 'activity' and day not between ${from} and ${to}`;
  expect(outside?.['n']).toBeGreaterThan(20);
  const [attended] = await admin`select count(*)::int as rows, count(distinct a.person)::int as people from records a
    join records t on t.id = a.subject where a.kind = 'attendance' and t.topic = 'cityClass' and t.day between '2025-04-01' and '2025-04-30'`;
  expect(attended).toEqual({ rows: expected.attendance, people: expected.attendance });
  const certified = await admin<{ topic: string; people: number; held: number }[]>`
    select topic, count(distinct person)::int as people, count(*)::int as held from records
    where kind = 'certificate' and topic <> 'other' and day <= ${to} and coalesce(until, ${to}::date) >= ${to} group by topic`;
  for (const { topic, people, held } of certified) {
    expect([topic, people]).toEqual([topic, expected.certified[topic]]);
    expect(held, `${topic}: somebody holds two`).toBeGreaterThan(people);
  }
  const branches = await admin`select count(*)::int as n, count(distinct path)::int as places from records
    where kind = 'body' and topic = 'aidTeamBranch' group by kind`;
  expect(branches[0]).toEqual({ n: 7, places: 7 });
  const hours = await admin`select distinct o.attributes ->> 'stage' = 'primary' as is_primary, r.amount from records r
    join organisations o on o.id = r.org where r.kind = 'timetable' order by 1, 2`;
  expect(hours.map((row) => [row['is_primary'], row['amount']])).toEqual([
    [false, expected.hours.other],
    [true, expected.hours.primary],
  ]);
});

it('what owes something lives: certificates that run out, facilities to look at, agreements; what had lapsed does not', async () => {
  const rows = await admin<{ kind: string; records: number; living: number }[]>`
    select r.kind, count(*)::int as records, count(s.id) filter (where s.closed_at is null and s.next_due_at is not null)::int as living
    from records r left join streams s on s.id = r.stream_id group by r.kind`;
  const living = new Map(rows.map((row) => [row.kind, row.living]));
  const today = dayOf(clock.at);
  const [dated] = await admin`select count(*)::int as n from records where kind = 'certificate' and until >= ${today}`;
  expect(living.get('certificate')).toBe(dated?.['n']);
  expect(living.get('certificate')).toBeGreaterThan(200);
  expect([living.get('facility'), living.get('agreement'), living.get('activity')]).toEqual([
    expected.rows.facility,
    expected.rows.agreement,
    0,
  ]);
  const [unowned] = await admin`select count(*)::int as n from streams s where closed_at is null
    and not exists (select from duties d where d.stream_id = s.id and d.done_at is null)`;
  expect(unowned?.['n']).toBe(0);
});

it('the same files again change nothing', { timeout: 300_000 }, async () => {
  const before = await counts();
  for (const kind of KINDS_THERE) {
    const { check, release } = await importRecords(office, kind, fileOf(kind));
    expect([kind, check.unchanged, check.changed.length, release?.written]).toEqual([kind, expected.rows[kind], 0, 0]);
  }
  expect(await counts()).toEqual(before);
});
