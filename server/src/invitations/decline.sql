-- decline_invitation: the holder of the address says no. An expired invitation may still be declined.
-- No seat changes hands, so the organization's row is locked only against its deletion, and only to keep the lock order
-- organization -> invitation that every verb has.
--
-- Returns whether it was declined just now; if not, why, is a question for a new statement.
create or replace function decline_invitation(
  of_invitation uuid, with_issuer text, with_subject text, with_token_of timestamptz, with_reason text, in_request text, of_grant text default null
) returns boolean language plpgsql as $$
declare
  declined boolean;
begin
  perform 1 from organizations where id = (select organization_id from invitations where id = of_invitation)
  for key share;

  with caller as (
    select users.id
    from identities join users on users.id = identities.user_id
    where identities.issuer = with_issuer and identities.subject = with_subject
      and users.status = 'active' and date_trunc('second', users.tokens_valid_from) <= with_token_of
      and (of_grant is null or exists (
        select from oauth_records where model = 'Grant' and id = of_grant and expires_at > now()
      ))
  ), claimed as (
    update invitations
    set status = 'declined', answered_at = now(), answered_by = caller.id, decline_reason = with_reason,
        updated_at = now(), version = invitations.version + 1
    from caller
    where invitations.id = of_invitation
      and invitations.status in ('pending', 'expired')
      and exists (
        select from addresses
        where addresses.user_id = caller.id and addresses.canonical = invitations.canonical_email
          and addresses.verified_at is not null
      )
    returning invitations.id, invitations.organization_id, caller.id as user_id,
      -- It was one of the two, and which of them the clock says.
      status_now('pending', invitations.expires_at) as was
  ), told as (
    insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
    select 'invitation.declined', organization_id, 'user', user_id, 'invitation', id, in_request,
      jsonb_build_object('reason', with_reason, 'before', jsonb_build_object('status', was), 'after', jsonb_build_object('status', 'declined'))
    from claimed
    returning sequence
  ), to_relay as (
    insert into events_to_relay (event_sequence) select sequence from told
  )
  select count(*) = 1 into declined from claimed;

  return declined;
end
$$;
