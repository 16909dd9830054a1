-- A consent given or taken back moves the lists of the open screenings that ask this pupil; told like a move of the campaign, without the pupil.
create function app.tell_consents() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('xinqiao_moved', json_build_object('kind', 'campaign', 'path', home_path, 'org', null, 'ids', json_agg(id))::text)
    from (select distinct s.id, s.home_path from fresh f
      join public.campaign_invitations i on i.student_id = f.student_id
      join public.streams s on s.id = i.campaign_id and s.closed_at is null
      where f.kind = 'screening') asked
    group by home_path;
  return null;
end $$;
--> statement-breakpoint
create trigger consents_tell after insert on consents referencing new table as fresh for each statement execute function app.tell_consents();
--> statement-breakpoint
create trigger consents_tell_anew after update on consents referencing new table as fresh for each statement execute function app.tell_consents();
--> statement-breakpoint
revoke all on function app.tell_consents from public;
