import { expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { freshDatabase } from './testing/database.ts';

const { admin, adminUrl } = await freshDatabase();

it('changes nothing when it is repeated, also by two at once', async () => {
  const policies = () =>
    admin`select tablename, policyname, roles::text, qual, with_check from pg_policies order by 1, 2`;
  const before = await policies();
  expect(before.length).toBeGreaterThan(80);
  await Promise.all([migrate(adminUrl), migrate(adminUrl)]);
  expect(await policies()).toEqual(before);
});
