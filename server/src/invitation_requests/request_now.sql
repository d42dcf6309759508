-- The state of a request that counts: where its invitation was answered or revoked, nobody has to decide it any more.
create or replace function request_now(stored text, invitation_status text) returns text language sql immutable as $$
  select case when stored = 'open' and invitation_status not in ('pending', 'expired') then 'lapsed' else stored end
$$;
