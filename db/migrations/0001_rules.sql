-- What the tables promise beyond their columns: paths that sort, records that are never rewritten, a clock that is never wrong.

-- "Below this path" is the range [path, path with its last slash replaced by the next character): true in byte order only.
alter table organisations alter column path type text collate "C";
alter table students alter column path type text collate "C";
alter table streams alter column home_path type text collate "C";
alter table answers alter column home_path type text collate "C";
alter table jobs alter column home_path type text collate "C";
alter table organisations add constraint organisations_path_shape check (path ~ '^/([A-Za-z0-9_-]+/)+$');
alter table students add constraint students_path_shape check (path ~ '^/([A-Za-z0-9_-]+/)+$');
alter table organisations add constraint organisations_kind
  check (kind in ('city', 'centre', 'county', 'school', 'class', 'hospital', 'committee'));
alter table organisations add constraint organisations_side check (side in ('education', 'health'));

-- Functions of the database's own rules. Nothing of theirs is found by search_path.
create schema app;
revoke all on schema app from public;

-- Insert only: refuses UPDATE, DELETE and TRUNCATE, whoever asks.
create function app.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'XQ001', message = format('%s is insert only', tg_table_name);
end $$;

do $$
declare kept text;
begin
  foreach kept in array array['events', 'acts', 'audit', 'answers', 'vault', 'warnings', 'disclosures', 'policies'] loop
    execute format('create trigger insert_only_rows before update or delete on %I for each row execute function app.refuse_change()', kept);
    execute format('create trigger insert_only_table before truncate on %I for each statement execute function app.refuse_change()', kept);
    execute format('alter table %I enable always trigger insert_only_rows', kept);
    execute format('alter table %I enable always trigger insert_only_table', kept);
  end loop;
end $$;

-- An open stream's clock is the earliest next step of its live duties; a closed one has none. Looked at when the
-- transaction commits, past row-level security (definer), since the actor may see only a part of the duties.
create function app.check_next_due(stream uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  said timestamptz;
  earliest timestamptz;
begin
  select next_due_at into said from public.streams where id = stream;
  select min(due_at) into earliest from public.duties where stream_id = stream and done_at is null;
  if said is distinct from earliest then
    raise exception using errcode = 'check_violation', constraint = 'streams_next_due_is_earliest',
      message = 'next_due_at is not the earliest next step of the live duties';
  end if;
end $$;

create function app.check_stream() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform app.check_next_due(new.id);
  return null;
end $$;

create function app.check_duty() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform app.check_next_due(case when tg_op = 'DELETE' then old.stream_id else new.stream_id end);
  return null;
end $$;

create constraint trigger streams_next_due_is_earliest
  after insert or update of next_due_at, closed_at on streams
  deferrable initially deferred for each row execute function app.check_stream();

-- Moving a duty to another stream is not an act: only its own times matter, so most updates cost nothing.
create constraint trigger duties_next_due_is_earliest
  after insert or delete or update of due_at, done_at on duties
  deferrable initially deferred for each row execute function app.check_duty();

alter table streams enable always trigger streams_next_due_is_earliest;
alter table duties enable always trigger duties_next_due_is_earliest;

-- A record does not change whose it is: who wrote a duty or a stream row cannot move it under another owner's eyes.
create function app.keep_identity() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'XQ001', message = format('%s keeps its identity', tg_table_name);
end $$;

create trigger streams_keep_identity before update of id, kind, student_id on streams for each row
  when (new.id <> old.id or new.kind <> old.kind or new.student_id is distinct from old.student_id)
  execute function app.keep_identity();
create trigger duties_keep_identity before update of stream_id, opened_version, n on duties for each row
  when (new.stream_id <> old.stream_id or new.opened_version <> old.opened_version or new.n <> old.n)
  execute function app.keep_identity();
