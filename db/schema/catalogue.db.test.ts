import { expect, it } from 'vitest';
import { DATABASE_ROLES, roleName } from '#db/transaction';
import { freshDatabase } from '#tools/testing/database';

const { admin } = await freshDatabase();
const RUNTIME = DATABASE_ROLES.filter((role) => role !== 'migrator').map(roleName);
/** Rules of the whole city: no organisation, no student, nothing to hide. */
const OPEN_TABLES = ['policies'];

const names = async (rows: Promise<readonly { name: string }[]>) => (await rows).map((row) => row.name);

it('the catalogue has row-level security enabled and forced on every table but the rules of the whole city', async () => {
  const bare = admin<{ name: string }[]>`select relname as name from pg_class
    where relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity) order by relname`;
  expect(await names(bare)).toEqual(OPEN_TABLES);
});

it('the catalogue has every table of an organisation or student among the walled ones', async () => {
  const owned = admin<
    { name: string }[]
  >`select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relforcerowsecurity
      and (a.attname ~ '(student|org|school|class|person|path|stream|case)' or a.attname in ('holder', 'owner'))`;
  expect(await names(owned)).toEqual([]);
});

it('gives no running role ownership, superuser, BYPASSRLS or the making of roles', async () => {
  const strong = admin<{ name: string }[]>`select rolname as name from pg_roles
    where rolname = any (${RUNTIME}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin
      or exists (select from pg_class where relowner = pg_roles.oid)
      or pg_has_role(rolname, 'xinqiao_migrator', 'member'))`;
  expect(await names(strong)).toEqual([]);
});

it('lets only the migrator own tables and functions', async () => {
  const owners = admin<{ name: string }[]>`select distinct owner::regrole::text as name from (
    select relowner as owner from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace)
    union all select proowner from pg_proc where pronamespace = 'app'::regnamespace) o`;
  expect(await names(owners)).toEqual(['xinqiao_migrator']);
});

it('grants nobody TRUNCATE, REFERENCES or TRIGGER, and DELETE only where a row is no record', async () => {
  const granted = admin<{ name: string }[]>`select table_name || ' ' || privilege_type as name
    from information_schema.table_privileges
    where table_schema = 'public' and grantee <> 'xinqiao_migrator'
      and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'DELETE') order by 1`;
  expect(await names(granted)).toEqual(['blind_index DELETE', 'calendar_days DELETE', 'contact_points DELETE']);
});

it('grants the clock and the auditor nothing sealed', async () => {
  const sealed = admin<{ name: string }[]>`select r.name || ' ' || t.name as name
    from unnest(array['xinqiao_clock', 'xinqiao_auditor', 'xinqiao_courier', 'xinqiao_auth']) r(name),
      unnest(array['vault', 'student_keys', 'blind_index']) t(name)
    where has_any_column_privilege(r.name, t.name, 'select, insert, update')`;
  expect(await names(sealed)).toEqual([]);
  const [raw] = await admin`select has_column_privilege('xinqiao_clock', 'answers', 'raw', 'select') as clock,
    has_column_privilege('xinqiao_auditor', 'answers', 'raw', 'select') as auditor,
    has_column_privilege('xinqiao_auditor', 'contact_points', 'address', 'select') as address`;
  expect(raw).toEqual({ clock: false, auditor: false, address: false });
});

it('grants the courier and the sign-in no table of the domain', async () => {
  const reached = admin<{ name: string }[]>`select distinct grantee || ' ' || table_name as name
    from information_schema.column_privileges
    where table_schema = 'public' and grantee in ('xinqiao_courier', 'xinqiao_auth', 'PUBLIC')`;
  expect(await names(reached)).toEqual([]);
});

it('the catalogue has no view, and definer functions only with an empty search path and never for the public', async () => {
  const views = admin<{ name: string }[]>`select relname as name from pg_class
    where relnamespace in ('public'::regnamespace, 'app'::regnamespace) and relkind in ('v', 'm')`;
  expect(await names(views)).toEqual([]);
  const loose = admin<{ name: string }[]>`select proname as name from pg_proc where pronamespace = 'app'::regnamespace
    and ((prosecdef and not coalesce('search_path=""' = any (proconfig), false))
      or has_function_privilege('public', oid, 'execute'))`;
  expect(await names(loose)).toEqual([]);
});
