-- Who signs in at a training by its code writes one record about themselves, whatever their role, at their own school or office; and may read it again.
alter policy api_inserts on "records" with check (
  (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
  or (kind = 'attendance' and recorded_by = (select app.person()) and content ->> 'by' = 'code' and starts_with((select app.path()), path)
    and not (select app.of_hospital())));
--> statement-breakpoint
alter policy api_reads on "records" using (
  (((path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
      or ((select app.role()) = 'auditor' and path >= (select app.path()) and path < (select app.after(app.path())))
      or (shared and starts_with((select app.path()), path)))
    and (kind <> 'assessment' or topic <> 'head' or person = (select app.person())::text
      or (select app.role()) in ('countySupervisor', 'citySupervisor', 'inspector', 'reportSigner', 'auditor')))
  or (kind = 'attendance' and recorded_by = (select app.person()))
  or stream_id = any ((select app.duty_streams())::uuid[]));
