import { expect, it } from 'vitest';
import { rosterAt } from '#db/queries/roster';
import { ROLES } from '#domain/role';
import { openStudentKey } from '#db/vault/keyring';
import { openText } from '#db/vault/text';
import { loadCity, NotEmpty } from '#tools/seed/load';
import { derivedKey } from '#tools/keys';
import { smallCity, TEST_MASTER_KEY } from './city.ts';
import { freshDatabase } from './database.ts';

const database = await freshDatabase();
const migrator = database.open('migrator');
const city = await smallCity(migrator);

it('a small city has every role and twelve students of two schools', async () => {
  expect(city.students).toHaveLength(12);
  const roles = await database.admin<{ role: string }[]>`select distinct role from appointments`;
  expect(new Set(roles.map(({ role }) => role))).toEqual(new Set(ROLES));
  const pupils = await database.admin<{ path: string }[]>`select path from students order by path`;
  expect(pupils.filter(({ path }) => path.startsWith(city.schools[0].path))).toHaveLength(6);
});

it('names the staff of the demo accounts with the place that row-level security compares', () => {
  expect(city.staff('counselor').context).toEqual({
    person: city.staff('counselor').person,
    role: 'counselor',
    org: city.schools[0].id,
    path: '/999000/999001/001/',
  });
  expect(city.staff('classteacher').context.path).toBe('/999000/999001/001/0701/');
  expect(city.holder('999001002', 'counselor').person).not.toBe(city.staff('counselor').person);
  expect(city.staff('expert-health').actor.side).toBe('health');
});

it('has people for a whole chain of call, from the class to the city and the hospital asked', async () => {
  const [pupil] = city.students;
  const posts = await migrator.transaction({}, async (tx) => {
    const [row] = await database.admin<{ path: string }[]>`select path from students where id = ${pupil?.id ?? ''}`;
    return rosterAt(tx, row?.path ?? '', city.hospitals[0]?.id ?? null, Date.UTC(2026, 10, 23));
  });
  for (const post of [
    'classTeacher',
    'counselor',
    'standIn',
    'head',
    'county',
    'city',
    'expertHealth',
    'intake',
  ] as const)
    expect(posts[post]?.length, post).toBeGreaterThan(0);
});

it('seals names so that only the key of the pupil opens them', async () => {
  const [pupil] = city.students;
  const [row] = await database.admin`select v.id, v.ciphertext, k.wrapped_key, k.master_key_id, k.key_version
    from vault v join student_keys k using (student_id)
    where v.owner_id = ${pupil?.id ?? ''} and v.owner_column = 'name'`;
  const held = { wrapped: row?.wrapped_key, masterKeyId: row?.master_key_id, keyVersion: row?.key_version };
  const key = openStudentKey(city.ring, pupil?.id ?? '', held);
  expect(openText(key, row?.id, row?.ciphertext)).toBe(pupil?.name);
});

it('is not loaded over another', async () => {
  const keys = { ring: city.ring, contacts: derivedKey(TEST_MASTER_KEY, 'contacts') };
  const nobody = {
    organisations: [],
    people: [],
    appointments: [],
    students: [],
    guardians: [],
    guardianships: [],
    accounts: [],
  };
  await expect(loadCity(migrator, nobody, keys)).rejects.toThrow(NotEmpty);
});
