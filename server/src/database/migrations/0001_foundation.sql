-- Times that are told have the precision in which they are told, milliseconds, so that a page can go on after exactly the
-- row it named. Times that are only compared with now() keep the precision of that, so that none is rounded past it.

-- Who there is: users (people and machines), how they are known (identities), where they are reached (addresses).

create table users (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('person', 'service_account')),
  name text,
  avatar_url text,
  status text not null default 'active' check (status in ('active', 'disabled', 'deleted')),
  -- Access tokens issued before this moment are refused.
  tokens_valid_from timestamptz not null default '-infinity',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- Who somebody is, is the pair of issuer and subject; an address never is.
create table identities (
  issuer text not null,
  subject text not null,
  user_id uuid not null references users,
  created_at timestamptz(3) not null default now(),
  primary key (issuer, subject)
);
create index identities_of_user on identities (user_id);

-- The name of the built-in issuer under which its identities are stored: one row.
create table issuer_name (
  only_row boolean primary key default true check (only_row),
  name text not null
);

-- Two users may hold one address, each vouched for by another issuer, so it is unique per user only.
create table addresses (
  user_id uuid not null references users,
  canonical text not null,
  email text not null,
  verified_at timestamptz,
  created_at timestamptz(3) not null default now(),
  primary key (user_id, canonical)
);
create index addresses_by_canonical on addresses (canonical);

-- Organizations, their roles, their members.

create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text,
  logo_url text,
  status text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
  -- Exact at every commit (I1): whoever changes the members holds this row's lock and counts in the same statement.
  member_count integer not null default 0 check (member_count >= 0),
  owner_count integer not null default 0,
  seat_limit integer check (seat_limit >= 0),
  departed_inviter text not null default 'revalidate' check (departed_inviter in ('revalidate', 'keep', 'revoke')),
  default_expiry_seconds integer not null default 604800 check (default_expiry_seconds between 60 and 31536000),
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- I9: a live organization has an owner.
  constraint organization_has_owner check (status <> 'active' or owner_count >= 1)
);
create unique index organizations_slug on organizations (slug) where status <> 'deleted';

create table roles (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  name text not null,
  description text,
  -- The three system-managed roles are found by kind, whatever they are called.
  kind text not null check (kind in ('owner', 'admin', 'member', 'custom')),
  permissions text[] not null,
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- Lets a row that names a role name its organization too, so that no role of another can be given (I7).
  unique (organization_id, id)
);
create unique index roles_name on roles (organization_id, lower(name));
create unique index roles_system_managed on roles (organization_id, kind) where kind <> 'custom';

create table members (
  organization_id uuid not null references organizations,
  user_id uuid not null references users,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  -- I2: at most one member per organization and user.
  primary key (organization_id, user_id)
);
create index members_of_user on members (user_id);
create index members_by_age on members (organization_id, created_at, user_id);

create table member_roles (
  organization_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  primary key (organization_id, user_id, role_id),
  foreign key (organization_id, user_id) references members on delete cascade,
  foreign key (organization_id, role_id) references roles (organization_id, id) on delete cascade
);
create index member_roles_of_role on member_roles (role_id);

-- Invitations.

create table invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  -- As the inviter typed it: mail goes there. The canonical form decides whose it is.
  email text not null,
  canonical_email text not null,
  status text not null default 'pending' check (status in ('pending', 'accepted', 'declined', 'revoked', 'expired')),
  inviter_id uuid references users,
  -- A few words of the inviter's, shown in the mail and to the invitee.
  message text,
  expires_at timestamptz(3) not null,
  answered_at timestamptz(3),
  answered_by uuid references users,
  decline_reason text,
  -- Which of its links is the valid one, and the epoch of the key that makes it.
  link_version integer not null default 1,
  link_epoch text not null,
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (organization_id, id),
  constraint answered_invitation_names_who check ((status in ('accepted', 'declined')) = (answered_by is not null))
);
-- One pending invitation per organization and canonical address.
create unique index invitations_one_pending on invitations (organization_id, canonical_email) where status = 'pending';
-- The invitee's list, the hottest read.
create index invitations_pending_of_address on invitations (canonical_email, expires_at, id) where status = 'pending';
create index invitations_by_age on invitations (organization_id, created_at, id);
create index invitations_by_email on invitations (organization_id, canonical_email);
create index invitations_to_expire on invitations (expires_at) where status = 'pending';
create index invitations_by_inviter on invitations (inviter_id);

create table invitation_roles (
  organization_id uuid not null,
  invitation_id uuid not null,
  role_id uuid not null,
  primary key (invitation_id, role_id),
  foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
  foreign key (organization_id, role_id) references roles (organization_id, id) on delete cascade
);
create index invitation_roles_of_role on invitation_roles (role_id);

-- Finds the invitation of a link. The token itself is never stored (I10).
create table invitation_links (
  token_hash bytea primary key,
  invitation_id uuid not null references invitations on delete cascade,
  link_version integer not null
);
create index invitation_links_of_invitation on invitation_links (invitation_id);

-- What happened, once each, never changed (I5).

create table events (
  sequence bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid() unique,
  type text not null,
  occurred_at timestamptz(3) not null default now(),
  organization_id uuid references organizations,
  actor_type text not null check (actor_type in ('user', 'platform_client', 'system')),
  actor_id text,
  subject_type text not null,
  subject_id text not null,
  request_id text,
  data jsonb not null default '{}'
);
create index events_of_organization on events (organization_id, sequence);
create index events_of_subject on events (subject_id, sequence);

-- Mail on its way: the one queue.

create table deliveries (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('invitation_mail')),
  organization_id uuid not null references organizations,
  invitation_id uuid not null references invitations,
  state text not null default 'queued'
    check (state in ('queued', 'sending', 'sent', 'failed', 'bounced', 'cancelled', 'not_sent')),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  -- While `sending`: who holds it, and until when; an acknowledgement of an earlier lease finds another number here.
  lease integer not null default 0,
  leased_until timestamptz,
  detail text,
  sent_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index deliveries_due on deliveries (due_at) where state in ('queued', 'sending');
create index deliveries_of_invitation on deliveries (invitation_id, created_at);

-- Recurring work: one row a job, taken with a lease by one process at a time.
create table recurring_work (
  name text primary key,
  due_at timestamptz not null default now()
);

-- Mails that were not sent anywhere, because this is development without SMTP.
create table mailbox_messages (
  id uuid primary key default gen_random_uuid(),
  delivery_id uuid not null unique,
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  created_at timestamptz(3) not null default now()
);
create index mailbox_messages_by_recipient on mailbox_messages (recipient, created_at);

-- The built-in OAuth 2 / OpenID Connect server.

-- Confidential clients of our own making. A service account's client acts as its user, a platform client as nobody.
create table clients (
  id text primary key,
  kind text not null check (kind in ('service_account', 'platform')),
  name text not null,
  user_id uuid references users,
  scopes text[] not null,
  secret_hash bytea,
  -- The secret before a rotation, until its overlap ends.
  previous_secret_hash bytea,
  previous_secret_until timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  constraint service_account_client_has_user check ((kind = 'service_account') = (user_id is not null))
);
create index clients_of_user on clients (user_id);

-- A service account is a user; this says whose machine it is.
create table service_accounts (
  user_id uuid primary key references users,
  organization_id uuid not null references organizations,
  client_id text not null unique references clients
);
create index service_accounts_of_organization on service_accounts (organization_id);

-- Everything that oidc-provider keeps: codes, grants, sessions, refresh tokens.
create table oauth_records (
  model text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (model, id)
);
create index oauth_records_of_grant on oauth_records (grant_id) where grant_id is not null;
create index oauth_records_by_uid on oauth_records (model, uid) where uid is not null;
create index oauth_records_by_user_code on oauth_records (model, user_code) where user_code is not null;
create index oauth_records_to_expire on oauth_records (expires_at);

-- Keys that sign tokens. `private_jwk` is encrypted with a key that only the configuration holds.
create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  private_jwk text not null,
  -- Published from the start, used for signing from here on, and no longer published once retired.
  signs_from timestamptz not null,
  retired_at timestamptz,
  created_at timestamptz(3) not null default now()
);
