-- Who is at home on a leave that was granted, of a school whose year is turned: the roll does not say it, and whoever keeps the roll reads no returns. Their
-- grade waits; nothing else of the leave is told.
create function app.away_from(school uuid) returns setof uuid language sql stable security definer set search_path = ''
  begin atomic
    select distinct s.student_id from public.streams s join public.students p on p.id = s.student_id
      where app.keeps_school(school) and p.school_id = school and s.kind = 'return' and s.closed_at is null
        and s.stage <> 'phased' and (s.state ->> 'granted')::boolean;
  end;
--> statement-breakpoint
revoke all on function app.away_from from public;
--> statement-breakpoint
grant execute on function app.away_from to xinqiao_api;
