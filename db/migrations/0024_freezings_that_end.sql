CREATE INDEX "jobs_open" ON "jobs" USING btree ("kind","created_at") WHERE state in ('waiting', 'running');--> statement-breakpoint
-- A report that was frozen in the last moment of its process is frozen; every other waits for its second signature as before.
create function app.end_silent_freezings(before timestamptz, now timestamptz) returns setof uuid language sql volatile security definer set search_path = ''
  begin atomic
    update public.jobs j set finished_at = now,
        state = case when r.state = 'frozen' then 'done' else 'failed' end,
        progress = case when r.state = 'frozen' then coalesce(j.total, j.progress) else j.progress end,
        report = jsonb_set(j.report, '{fault}', case when r.state = 'frozen' then 'null'::jsonb else '"interrupted"' end)
      from public.reports r
      where j.kind = 'reportFreeze' and j.state = 'running' and r.freezing = j.id
        and to_timestamp((j.report ->> 'beat')::bigint / 1000.0) < before
      returning j.id;
  end;
--> statement-breakpoint
revoke all on function app.end_silent_freezings from public;
--> statement-breakpoint
grant execute on function app.end_silent_freezings to xinqiao_clock;
