-- The word to open screens that streams moved, with the commit that moved them: kinds, ids and places alone. Whoever is at a screen is asked for their sight
-- before they are told anything (api/live-moves.ts). A page of ids a line: a notification holds less than 8,000 bytes.
create function app.tell_moves() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('xinqiao_moved', json_build_object('kind', kind, 'path', home_path, 'org', other_org, 'ids', json_agg(id))::text)
    from (select s.id, s.kind, s.home_path, s.other_org,
        (row_number() over (partition by s.kind, s.home_path, s.other_org order by s.id) - 1) / 100 as page
      from public.streams s where s.id in (select stream_id from fresh)) moved
    group by kind, home_path, other_org, page;
  -- Facts are written before duties: whoever loses one with this act is still its holder here.
  perform app.tell_people(array(select distinct stream_id from fresh));
  return null;
end $$;
--> statement-breakpoint
-- Everybody who owes something on these streams or was called to it.
create function app.tell_people(moved uuid[]) returns void language sql security definer set search_path = ''
  begin atomic
    select pg_notify('xinqiao_moved', json_build_object('person', person, 'ids', json_agg(stream_id))::text)
      from (select person, stream_id, (row_number() over (partition by person order by stream_id) - 1) / 100 as page
        from (select distinct person, d.stream_id from public.duties d, unnest(array_append(d.called, d.holder)) person
          where d.stream_id = any (moved) and d.done_at is null) owing) paged
      group by person, page;
  end;
--> statement-breakpoint
create function app.tell_owing() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform app.tell_people(array(select distinct stream_id from fresh));
  return null;
end $$;
--> statement-breakpoint
create trigger events_tell_moves after insert on events referencing new table as fresh for each statement execute function app.tell_moves();
--> statement-breakpoint
create trigger duties_tell_owing after insert on duties referencing new table as fresh for each statement execute function app.tell_owing();
--> statement-breakpoint
create trigger duties_tell_owing_anew after update on duties referencing new table as fresh for each statement execute function app.tell_owing();
--> statement-breakpoint
revoke all on function app.tell_moves, app.tell_people, app.tell_owing from public;
