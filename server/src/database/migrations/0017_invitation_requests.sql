-- What invitees ask an organization for: that an invitation be renewed, or made out to another address of theirs.

create table invitation_requests (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  invitation_id uuid not null,
  kind text not null check (kind in ('renewal', 'readdress')),
  -- An open one counts as `lapsed` once its invitation was answered or revoked: `request_now`.
  state text not null default 'open' check (state in ('open', 'approved', 'refused')),
  -- Who asked; null for whoever had the link and was not signed in.
  user_id uuid references users,
  message text,
  -- Where the invitation should go; kept until that was decided, and no longer.
  email text,
  canonical_email text,
  answered_at timestamptz(3),
  -- What came of a readdress that was approved.
  new_invitation_id uuid references invitations on delete set null,
  created_at timestamptz(3) not null default now(),
  foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
  constraint answered_request_says_when check ((state = 'open') = (answered_at is null)),
  constraint open_readdress_says_where check ((state = 'open' and kind = 'readdress') = (canonical_email is not null)),
  check ((email is null) = (canonical_email is null)),
  -- Another address is asked for by somebody who proved it.
  check (kind = 'renewal' or user_id is not null)
);
-- Asking again is the same request.
create unique index invitation_requests_one_open on invitation_requests (invitation_id, kind, user_id)
  nulls not distinct where state = 'open';
create index invitation_requests_by_age on invitation_requests (organization_id, created_at, id);
create index invitation_requests_of_invitation on invitation_requests (invitation_id);
create index invitation_requests_of_user on invitation_requests (user_id, created_at, id);
create index invitation_requests_to_address on invitation_requests (canonical_email) where canonical_email is not null;
create index invitation_requests_led_to on invitation_requests (new_invitation_id) where new_invitation_id is not null;
