import { expect, it } from 'vitest';
import { demoCity } from './seed/city.ts';
import { type ProgrammeFile, programmeFiles } from './examples/programme/files.ts';
import type { DemoCity } from './seed/types.ts';
import { freshDatabase } from './testing/database.ts';
import { seed } from './seed.ts';

const { admin, adminUrl } = await freshDatabase();
const masterKey = Buffer.alloc(32, 3);

/** Two schools of the demo city with everybody above them: the whole of it is seeded by `npm start`. */
function twoSchools(): DemoCity {
  const city = demoCity();
  const schools = new Set(city.organisations.filter(({ code }) => /^99900100[12]$/.test(code)).map(({ id }) => id));
  const organisations = city.organisations.filter(
    ({ id, parent, kind }) => (kind !== 'school' && kind !== 'class') || schools.has(id) || schools.has(parent ?? ''),
  );
  const known = new Set(organisations.map(({ id }) => id));
  const appointments = city.appointments.filter(({ org }) => known.has(org));
  const staff = new Set(appointments.map(({ person }) => person));
  const students = city.students.filter(({ school }) => schools.has(school));
  const pupils = new Set(students.map(({ id }) => id));
  return {
    ...city,
    organisations,
    appointments,
    people: city.people.filter(({ id }) => staff.has(id)),
    accounts: city.accounts.filter(({ person }) => staff.has(person)),
    students,
    guardianships: city.guardianships.filter(({ student }) => pupils.has(student)),
  };
}

/** The records of the two schools and of those above them. */
function ofTwoSchools(files: readonly ProgrammeFile[]): ProgrammeFile[] {
  const known = new Set(city.organisations.map(({ code }) => code));
  return ['lead', 'facility', 'certificate', 'headcount'].flatMap((kind) => {
    const [titles = '', ...lines] = Buffer.from(files.find((file) => file.kind === kind)?.content ?? [])
      .toString()
      .split('\r\n');
    const own = lines.filter((line) => known.has(line.split(',')[0] ?? ''));
    return [{ kind, rows: own.length, content: Buffer.from([titles, ...own].join('\r\n')) }];
  });
}

const city = twoSchools();
const records = ofTwoSchools(programmeFiles());
const accounts: string[] = [];
const options = {
  masterKey,
  city,
  records,
  createAccount: ({ username }: { username: string }) => {
    accounts.push(username);
    return Promise.resolve();
  },
};

it('seeds an empty database with everybody and their accounts, and leaves a second seed alone', async () => {
  expect(await seed(adminUrl, options)).toBe(true);
  expect(accounts).toEqual(city.accounts.map(({ username }) => username));
  const counts = () => admin`select (select count(*)::int from students) as students,
    (select count(*)::int from guardians) as guardians, (select count(*)::int from people) as people,
    (select count(*)::int from organisations) as organisations, (select count(*)::int from records) as records, (select count(*)::int from vault) as sealed`;
  const [first] = await counts();
  expect(first).toEqual({
    students: city.students.length,
    guardians: city.guardianships.length,
    people: city.people.length,
    organisations: city.organisations.length,
    records: records.reduce((sum, { rows }) => sum + rows, 0),
    sealed: 2 * city.students.length + 2 * city.guardianships.length,
  });
  expect(await seed(adminUrl, options)).toBe(false);
  expect((await counts())[0]).toEqual(first);
  // A start killed between the city and its accounts makes them the next time.
  expect(accounts).toHaveLength(2 * city.accounts.length);
});

it('leaves the heads of the demo a handful of records to approve, by a second person, and no more', async () => {
  const states = await admin`select kind, state, count(*)::int as n from records group by 1, 2 order by 1, 2`;
  const heads = new Set(city.accounts.flatMap(({ role, org }) => (role === 'schoolHead' ? [org] : [])));
  const open = states.filter(({ state }) => state !== 'approved');
  expect(open).toEqual([{ kind: 'certificate', state: 'recorded', n: heads.size }]);
  expect(states.filter(({ state }) => state === 'approved')).toHaveLength(4);
  const signed = await admin`select distinct v.by <> w.by as another, v.prev = w.hash as bound
    from record_versions v join record_versions w on w.record_id = v.record_id and w.version = 1 where v.version = 2`;
  expect(signed).toEqual([{ another: true, bound: true }]);
});

it('makes no demo account in a city that is not the demo', async () => {
  const before = accounts.length;
  const foreign = city.accounts.map((account) => ({ ...account, person: '00000000-0000-4000-8000-000000000000' }));
  expect(await seed(adminUrl, { ...options, city: { ...city, accounts: foreign } })).toBe(false);
  expect(accounts).toHaveLength(before);
});

it('seeds a calendar that covers this school year and the next, and a policy in force', async () => {
  const years = await admin<{ year: number }[]>`select year from calendar_years order by year`;
  expect(years.map(({ year }) => year)).toEqual([2026, 2027, 2028]);
  const [day] = await admin`select kind, name from calendar_days where day = '2026-10-01'`;
  expect(day).toEqual({ kind: 'holiday', name: '国庆节' });
  const [policy] = await admin`select version, document -> 'referral' ->> 'mostAsked' as asked from policies`;
  expect(policy).toEqual({ version: 1, asked: '3' });
});

it('leaves no name and no number of a pupil or guardian outside the vault', async () => {
  const { name, idNumber } = city.students[0] ?? expect.fail('no student');
  const { phone } = city.guardians.find(({ id }) => id === city.guardianships[0]?.guardian) ?? expect.fail('none');
  const tables = await admin<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`;
  for (const { name: table } of tables) {
    const [hit] = await admin`select count(*)::int as rows from ${admin(table)} t
      where strpos(t::text, ${idNumber}) > 0 or strpos(t::text, ${phone}) > 0
        or (${table} not in ('people') and strpos(t::text, ${name}) > 0)`;
    expect(hit?.rows, table).toBe(0);
  }
});
