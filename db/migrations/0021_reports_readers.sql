-- Whoever keeps the tree of organisations (A1) reads no reports (A12): programme_path() alone does not tell the two apart.
alter policy api_reads on "reports" using (
  ((select app.role()) <> 'systemAdministrator' and path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
  or ((select app.role()) = 'auditor' and path >= (select app.path()) and path < (select app.after(app.path())))
  or (state = 'frozen' and (select app.role()) <> 'systemAdministrator' and (select app.programme_path()) is not null
    and (select app.org()) = any (addressed)));
