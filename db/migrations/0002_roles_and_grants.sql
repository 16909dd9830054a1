-- What each role may touch at all. Roles themselves belong to the cluster: tools/migrate makes them before this runs.
-- xinqiao_migrator owns everything; nobody else can TRUNCATE, REFERENCE, make triggers or tables.

revoke all on schema public from public;
revoke all on all tables in schema public from public;
grant usage on schema public to xinqiao_api, xinqiao_clock, xinqiao_auditor;
grant usage on schema app to xinqiao_api, xinqiao_clock, xinqiao_courier, xinqiao_auditor;

-- Accounts and sessions have a schema, role and client of their own; their tables come with the sign-in.
create schema auth;
revoke all on schema auth from public;
grant usage on schema auth to xinqiao_auth;
alter default privileges in schema auth grant select, insert, update, delete on tables to xinqiao_auth;
alter default privileges in schema auth grant usage on sequences to xinqiao_auth;

-- api: people's acts and reads.
grant select on all tables in schema public to xinqiao_api;
grant insert on all tables in schema public to xinqiao_api;
grant update on organisations, people, appointments, contact_points, students, guardians, consents,
  campaign_invitations, streams, duties, notices, jobs, calendar_days, calendar_years to xinqiao_api;
grant delete on contact_points, blind_index, calendar_days to xinqiao_api;

-- clock (worker and relay): time and reactions. Nothing sealed, nothing that finds a child by name or number.
grant select on organisations, people, appointments, contact_points, guardians, streams, events, acts, duties, notices,
  warnings, campaign_invitations, consents, disclosures, jobs, policies, calendar_days, calendar_years to xinqiao_clock;
grant select (id, school_id, class_id, path, grade, sex, born_on, enrolled_state, version) on students to xinqiao_clock;
grant update (version) on students to xinqiao_clock; -- what locking the row asks for
grant select (id, student_id, home_path, campaign_id, instrument, version, status, total, min, max, band, floor, criticals,
  key_version, observed_at, at, corrects, import_id) on answers to xinqiao_clock;
grant insert on streams, events, acts, duties, notices, warnings, campaign_invitations, disclosures, audit to xinqiao_clock;
grant update on streams, duties, notices, campaign_invitations, jobs to xinqiao_clock;

-- auditor: reads everything, the read log too, except what is sealed.
grant select on organisations, people, appointments, guardians, students, streams, events, acts, duties, notices, warnings,
  campaign_invitations, consents, disclosures, jobs, audit, policies, calendar_days, calendar_years to xinqiao_auditor;
grant select (id, student_id, home_path, campaign_id, instrument, version, status, total, min, max, band, floor, criticals,
  key_version, observed_at, at, corrects, import_id) on answers to xinqiao_auditor;
grant select (person_id, channel) on contact_points to xinqiao_auditor;

-- Who is asking: transaction-local settings, '' or missing = null. db/transaction.ts sets every one of them at every start.
create function app.setting(name text) returns text language sql stable parallel safe
  return nullif(current_setting('app.' || name, true), '');
create function app.person() returns uuid language sql stable parallel safe return app.setting('person')::uuid;
create function app.role() returns text language sql stable parallel safe return app.setting('role');
create function app.org() returns uuid language sql stable parallel safe return app.setting('org')::uuid;
create function app.actor() returns text language sql stable parallel safe
  return coalesce(app.setting('actor'), app.setting('person'));
create function app.write_student() returns uuid language sql stable parallel safe return app.setting('write_student')::uuid;
create function app.write_streams() returns uuid[] language sql stable parallel safe
  return coalesce(app.setting('write_streams')::uuid[], '{}'::uuid[]);

-- The asker's place in the tree. A path that is not closed by a slash would reach into neighbours: it counts as none.
create function app.path() returns text language sql stable parallel safe
  return case when app.setting('path') ~ '^/([A-Za-z0-9_-]+/)*$' then app.setting('path') end collate "C";
-- End of the range of everything below a path: '/' is followed by '0' in byte order.
create function app.after(path text) returns text language sql immutable strict parallel safe
  return (left(path, -1) || '0') collate "C";

-- The same place, for those roles whose organisation gives them something by itself; null for all others.
create function app.case_path() returns text language sql stable parallel safe
  return case when app.role() in ('counselor', 'schoolHead', 'countySupervisor', 'citySupervisor') then app.path() end;
create function app.student_path() returns text language sql stable parallel safe
  return case when app.role() in ('classTeacher', 'counselor', 'schoolHead', 'countySupervisor', 'citySupervisor',
    'programmeAdministrator') then app.path() end;
create function app.roster_path() returns text language sql stable parallel safe
  return case when app.role() in ('counselor', 'schoolHead', 'programmeAdministrator') then app.path() end;
create function app.identity_path() returns text language sql stable parallel safe
  return case when app.role() in ('classTeacher', 'counselor', 'schoolHead') then app.path() end;
create function app.text_path() returns text language sql stable parallel safe
  return case when app.role() in ('counselor', 'schoolHead') then app.path() end;

-- Relations that open a single case. Definer functions, called once a query: the policies of streams and duties would
-- otherwise ask each other in a circle.
create function app.duty_streams() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct d.stream_id), '{}') from public.duties d
    where d.done_at is null and (d.holder = app.person() or d.called @> array[app.person()]));
create function app.duty_students() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct s.student_id), '{}') from public.streams s
    where s.id = any (app.duty_streams()) and s.student_id is not null);
-- A hospital (or the receiver of a hand-over) knows a child while something sent to it is open.
create function app.referred_students() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct s.student_id), '{}') from public.streams s
    where s.other_org = app.org() and s.closed_at is null and coalesce(s.stage, '') not in ('draft', 'withdrawn') and s.student_id is not null);

-- A phone that calls with a one-time code has no person and no path: this is all that it can find.
create function app.invitation_by_code(hash bytea)
  returns table (campaign_id uuid, student_id uuid, state text) language sql stable security definer set search_path = ''
  begin atomic
    select i.campaign_id, i.student_id, i.state from public.campaign_invitations i where i.code_hash = hash;
  end;

-- courier: the sealed address of one unsettled notice to a guardian or student, and the wrapped key to open it; the
-- reading is in the audit or it does not happen. A guardian flagged as a danger has no address here (N10).
create function app.courier_address(notice uuid, at timestamptz)
  returns table (channel text, template text, student_id uuid, owner_table text, owner_column text, vault_id uuid,
    ciphertext bytea, key_version integer, wrapped_key bytea, master_key_id text)
  language plpgsql volatile security definer set search_path = '' as $$
declare
  asked record;
begin
  select n.channel, n.template, n.audience, n.stream_id, n.person,
      case n.audience when 'student' then n.person
        else (select g.student_id from public.guardians g where g.id = n.person and not g.flagged_danger) end as student
    into asked
    from public.notices n
    where n.id = notice and not n.settled and n.audience in ('guardian', 'student');
  if asked.student is null then return; end if;
  insert into public.audit (at, person, role, action, student_id, stream_id, reason)
    values (at, 'courier', 'courier', 'courierAddress', asked.student, asked.stream_id, asked.template);
  return query
    select asked.channel, asked.template, v.student_id, v.owner_table, v.owner_column, v.id, v.ciphertext, v.key_version,
        k.wrapped_key, k.master_key_id
      from public.vault v join public.student_keys k on k.student_id = v.student_id
      where v.student_id = asked.student and v.owner_id = asked.person
        and v.owner_column = case asked.channel when 'mail' then 'email' else 'phone' end
      order by v.seq desc limit 1;
end $$;

revoke all on all functions in schema app from public;
grant execute on function app.setting, app.person, app.role, app.org, app.actor, app.write_student, app.write_streams, app.path,
  app.after, app.case_path, app.student_path, app.roster_path, app.identity_path, app.text_path to xinqiao_api;
grant execute on function app.duty_streams, app.duty_students, app.referred_students, app.invitation_by_code to xinqiao_api;
grant execute on function app.courier_address to xinqiao_courier;
