-- How many seats of an organization are taken, by what its policy counts. Exact as long as its lock is held.
create or replace function seats_taken(in_organization uuid) returns bigint language sql stable as $$
  select member_count + case seat_policy when 'members_and_pending' then (
    select count(*) from invitations
    where organization_id = in_organization and status = 'pending' and status_now(status, expires_at) = 'pending'
  ) else 0 end
  from organizations where id = in_organization
$$;
