CREATE TABLE "auth"."key_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."key_acts" ADD CONSTRAINT "key_acts_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "key_acts_standing" ON "auth"."key_acts" USING btree ("user_id") WHERE kind = 'passwordGiven' and changed_at is null;
--> statement-breakpoint
alter table auth.key_acts enable row level security;
--> statement-breakpoint
alter table auth.key_acts force row level security;
--> statement-breakpoint
create policy migrator_all on auth.key_acts to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy auth_all on auth.key_acts to xinqiao_auth using (true) with check (true);
--> statement-breakpoint
-- As before, and whether the password is still the one that an administrator gave.
drop function app.signed_in;
--> statement-breakpoint
create function app.signed_in(hash text, now timestamptz) returns table (person text, created_at timestamptz, expires_at timestamptz, banned boolean,
    second_factor boolean, first_password boolean, display_name text, side text, appointment uuid, role text, org uuid, org_name text, org_kind text, path text)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, s.created_at, s.expires_at, u.banned, u.two_factor_enabled,
        exists (select from auth.key_acts k where k.user_id = u.id and k.kind = 'passwordGiven' and k.changed_at is null),
        p.display_name, p.side, a.id, a.role, o.id, o.name, o.kind, o.path
      from auth.session s join auth."user" u on u.id = s.user_id
        left join (public.people p join public.appointments a on a.person_id = p.id join public.organisations o on o.id = a.org_id)
          on p.id = u.id::uuid and (p.disabled_at is null or p.disabled_at > now)
            and a.valid_from <= now and (a.valid_to is null or a.valid_to > now)
      where s.token = hash
      order by a.priority, a.valid_from, a.id;
  end;
--> statement-breakpoint
-- The second wall before appointments: a place at or below one's own, nobody's own, and those who keep the system are made by the other of the two.
create function app.appoints(wanted text, place uuid, who uuid) returns boolean language sql stable
  return coalesce(who <> app.person()
    and case app.role() when 'systemAdministrator' then wanted not in ('systemAdministrator', 'securityAdministrator', 'auditor')
      when 'securityAdministrator' then wanted in ('systemAdministrator', 'securityAdministrator', 'auditor') else false end
    and exists (select from public.organisations o where o.id = place and o.path >= app.path() and o.path < app.after(app.path())), false);
--> statement-breakpoint
-- Whoever works at or below the keeper's place, or nowhere yet; never oneself.
create function app.keeps_person(who uuid) returns boolean language sql stable
  return coalesce(app.role() in ('systemAdministrator', 'securityAdministrator') and who <> app.person()
    and (not exists (select from public.appointments a where a.person_id = who)
      or exists (select from public.appointments a join public.organisations o on o.id = a.org_id
        where a.person_id = who and o.path >= app.path() and o.path < app.after(app.path()))), false);
--> statement-breakpoint
drop policy api_inserts on people;
--> statement-breakpoint
drop policy api_updates on people;
--> statement-breakpoint
drop policy api_inserts on appointments;
--> statement-breakpoint
drop policy api_updates on appointments;
--> statement-breakpoint
create policy api_inserts on people for insert to xinqiao_api
  with check ((select app.role()) = 'systemAdministrator' and id <> (select app.person()));
--> statement-breakpoint
create policy api_updates on people for update to xinqiao_api using (app.keeps_person(id));
--> statement-breakpoint
create policy api_inserts on appointments for insert to xinqiao_api with check (app.appoints(role, org_id, person_id));
--> statement-breakpoint
create policy api_updates on appointments for update to xinqiao_api using (app.appoints(role, org_id, person_id))
  with check (app.appoints(role, org_id, person_id));
--> statement-breakpoint
-- What somebody owns and owes, by the place at which successors are looked for: numbers for whoever ends an appointment, no child and no stream.
create function app.held_by(who uuid) returns table (place text, hospital uuid, owned integer, owed integer)
  language sql stable security definer set search_path = ''
  begin atomic
    select coalesce(p.path, s.home_path), s.other_org, (count(*) filter (where s.owner = who))::integer, coalesce(sum(d.n), 0)::integer
      from public.streams s left join public.students p on p.id = s.student_id
        left join (select h.stream_id, count(*) as n from public.duties h where h.holder = who and h.done_at is null group by 1) d on d.stream_id = s.id
      where app.keeps_person(who) and s.closed_at is null and (s.owner = who or d.n > 0)
      group by 1, 2;
  end;
--> statement-breakpoint
revoke all on function app.signed_in, app.appoints, app.keeps_person, app.held_by from public;
--> statement-breakpoint
grant execute on function app.signed_in, app.appoints, app.keeps_person, app.held_by to xinqiao_api;
