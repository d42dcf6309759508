-- The one truth of expiry: an invitation whose time is up is expired, whether or not that was written down yet.
-- Its twin is statusNow in invitation.ts. A plain expression, so the planner inlines it.
create or replace function status_now(stored text, expires_at timestamptz) returns text language sql stable as $$
  select case when stored = 'pending' and expires_at <= now() then 'expired' else stored end
$$;
