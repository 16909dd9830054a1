-- The number under which a school can be called about its pupils (A5), for those who may know where a child goes to school and read none of its records: the
-- hospital that was asked, and a guardian. What a school hangs out for everybody, and nothing else of it.
create function app.school_line(school uuid, on_day date) returns text language sql stable security definer set search_path = ''
  begin atomic
    select r.content ->> 'where' from public.records r
      where r.kind = 'facility' and r.topic = 'phone' and r.org = school and r.state <> 'withdrawn'
        and (r.day is null or r.day <= on_day) and (r.until is null or r.until >= on_day)
      order by r.day desc nulls last, r.id limit 1;
  end;
--> statement-breakpoint
revoke all on function app.school_line from public;
--> statement-breakpoint
grant execute on function app.school_line to xinqiao_api;
