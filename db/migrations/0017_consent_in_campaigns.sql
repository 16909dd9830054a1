ALTER TABLE "campaign_invitations" ADD COLUMN "assented_at" timestamp (3) with time zone;--> statement-breakpoint
-- Pupils with a place in a campaign who may not be asked yet: younger than `own_age` (or of an age that nobody knows) and without a guardian's standing
-- consent to screening. A definer: whoever lists pupils sees that a consent is missing, and nothing of any consent.
create function app.consent_awaited(campaign uuid, child uuid, at timestamptz, own_age integer) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select i.student_id
      from public.campaign_invitations i join public.students s on s.id = i.student_id
      where i.campaign_id = campaign and (child is null or i.student_id = child)
        and (s.born_on is null or extract(year from age((at at time zone interval '8 hours')::date, s.born_on)) < own_age)
        and not exists (select from app.consents_standing(s.id, at) c where c.kind = 'screening');
  end;
--> statement-breakpoint
revoke all on function app.consent_awaited from public;
--> statement-breakpoint
grant execute on function app.consent_awaited to xinqiao_api, xinqiao_clock;
--> statement-breakpoint
drop function app.answering(bytea);
--> statement-breakpoint
-- What a phone that calls with a one-time code may know before it answers: which campaign asks, whether it still does, whether the pupil has agreed, and
-- the year of birth that decides whether an instrument fits. No name, no place.
create function app.answering(hash bytea)
  returns table (campaign_id uuid, student_id uuid, invitation text, assented boolean, campaign jsonb, open boolean, born_on date)
  language sql stable security definer set search_path = ''
  begin atomic
    select i.campaign_id, i.student_id, i.state, i.assented_at is not null, s.state, s.closed_at is null, p.born_on
      from public.campaign_invitations i
      join public.streams s on s.id = i.campaign_id
      join public.students p on p.id = i.student_id
      where i.code_hash = hash;
  end;
--> statement-breakpoint
revoke all on function app.answering from public;
--> statement-breakpoint
grant execute on function app.answering to xinqiao_api;
