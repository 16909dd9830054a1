-- An auditor reads the lives of children at their place, under other names, and writes none of them.
create policy api_auditor_reads on streams for select to xinqiao_api using (
  (select app.role()) = 'auditor' and kind in ('case', 'referral', 'followUp', 'return')
  and home_path >= (select app.path()) and home_path < (select app.after(app.path())));
--> statement-breakpoint
do $$
declare written text;
begin
  foreach written in array array['streams', 'events', 'acts', 'duties', 'answers', 'warnings', 'disclosures'] loop
    execute format('create policy api_auditor_writes_nothing on %I as restrictive for insert to xinqiao_api
      with check ((select app.role()) is distinct from ''auditor'')', written);
  end loop;
end $$;
