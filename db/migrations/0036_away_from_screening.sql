-- Who is at home on a leave that was granted, of the places at or below one: the roll does not say it, and neither whoever plans a screening nor its clock
-- reads returns. Asked over pupils that the asker may read; nothing else of the leave is told. Back in class by phases is no longer away.
create function app.away_below(place text) returns setof uuid language sql stable security definer set search_path = ''
  begin atomic
    select s.student_id from public.streams s
      where s.kind = 'return' and s.closed_at is null and s.home_path >= place collate "C" and s.home_path < app.after(place)
        and s.stage <> 'phased' and (s.state ->> 'granted')::boolean;
  end;
--> statement-breakpoint
revoke all on function app.away_below from public;
--> statement-breakpoint
grant execute on function app.away_below to xinqiao_api, xinqiao_clock;
