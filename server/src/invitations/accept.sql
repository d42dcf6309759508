-- accept_invitation: the caller takes the place that an invitation keeps. One round trip, two statements.
--
-- Under READ COMMITTED the parts of one statement share a snapshot, and of a row that was waited for only that row is
-- re-checked. So the organization is locked first, on its own, and everything is decided by the second statement,
-- whose snapshot is taken after the lock was granted. Forms that are wrong, each kept as a race test: counting first and
-- claiming second; claiming in one statement without the lock; a guard inside the locking select.
--
-- Returns the organization's id, or null if nothing was done; why, is a question for a new statement.
create or replace function accept_invitation(
  of_invitation uuid, with_issuer text, with_subject text, with_token_of timestamptz, in_request text, of_grant text default null
) returns uuid language plpgsql as $$
declare
  entered uuid;
begin
  perform 1 from organizations where id = (select organization_id from invitations where id = of_invitation)
  for no key update;

  with caller as (
    select users.id
    from identities join users on users.id = identities.user_id
    where identities.issuer = with_issuer and identities.subject = with_subject
      and users.status = 'active' and date_trunc('second', users.tokens_valid_from) <= with_token_of
      and (of_grant is null or exists (
        select from oauth_records where model = 'Grant' and id = of_grant and expires_at > now()
      ))
    -- Whoever is being erased is asked for again when that is done, and is nobody then.
    for key share of users
  ), claimed as (
    update invitations
    set status = 'accepted', answered_at = now(), answered_by = caller.id, updated_at = now(), version = invitations.version + 1
    from caller, organizations
    where invitations.id = of_invitation
      and organizations.id = invitations.organization_id
      and status_now(invitations.status, invitations.expires_at) = 'pending'
      and organizations.status = 'active'
      and exists (
        select from addresses
        where addresses.user_id = caller.id and addresses.canonical = invitations.canonical_email
          and addresses.verified_at is not null
      )
      and (
        organizations.seat_limit is null
        or organizations.member_count < organizations.seat_limit
        or exists (select from members where members.organization_id = organizations.id and members.user_id = caller.id)
      )
      and domain_allowed(invitations.canonical_email, organizations.allowed_domains, organizations.blocked_domains)
      and (
        -- Also where what an inviter may not give any more is revoked: some of it is not, as while they are deactivated.
        organizations.departed_inviter = 'keep'
        or invitations.inviter_id is null
        or inviter_may_give(invitations.organization_id, invitations.inviter_id, invitations.id)
      )
    returning invitations.id, invitations.organization_id, caller.id as user_id
  ), joined as (
    insert into members (organization_id, user_id)
    select organization_id, user_id from claimed
    on conflict do nothing
    returning organization_id, user_id
  ), granted as (
    insert into member_roles (organization_id, user_id, role_id)
    select joined.organization_id, joined.user_id, roles.id
    from joined join roles on roles.organization_id = joined.organization_id
    where roles.id in (select role_id from invitation_roles where invitation_id = of_invitation)
      -- A member always has a role: Member, where none of the roles given in advance is left.
      or (roles.kind = 'member' and not exists (select from invitation_roles where invitation_id = of_invitation))
    returning organization_id, role_id
  ), teamed as (
    insert into team_members (organization_id, team_id, user_id)
    select joined.organization_id, invitation_teams.team_id, joined.user_id
    from joined join invitation_teams on invitation_teams.invitation_id = of_invitation
    returning team_id
  ), counted as (
    update organizations
    set member_count = member_count + 1,
        owner_count = owner_count
          + (select count(*) from granted join roles on roles.id = granted.role_id where roles.kind = 'owner')
    from joined
    where organizations.id = joined.organization_id
  ), told as (
    insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
    select 'invitation.accepted', organization_id, 'user', user_id, 'invitation', id, in_request,
      jsonb_build_object('joined', exists (select from joined), 'role_ids', (select coalesce(jsonb_agg(role_id), '[]') from granted),
        'team_ids', (select coalesce(jsonb_agg(team_id), '[]') from teamed))
        || '{"before": {"status": "pending"}, "after": {"status": "accepted"}}'
    from claimed
    returning sequence
  ), to_relay as (
    insert into events_to_relay (event_sequence) select sequence from told
  )
  select organization_id into entered from claimed;

  return entered;
end
$$;
