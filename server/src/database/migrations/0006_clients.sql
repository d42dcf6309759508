-- Applications that people sign in to.

alter table clients
  drop constraint clients_kind_check,
  add constraint clients_kind_check check (kind in ('service_account', 'platform', 'application')),
  add column redirect_uris text[] not null default '{}',
  add column post_logout_redirect_uris text[] not null default '{}',
  -- It belongs to the operator of this service: its people are not asked for consent.
  add column first_party boolean not null default false,
  -- Access tokens that the client got for itself before this moment are refused; those of a service account go by its user.
  add column tokens_valid_from timestamptz not null default '-infinity';

-- Revoking a client ends what was granted to it.
create index oauth_records_grants_of_client on oauth_records ((payload ->> 'clientId')) where model = 'Grant';
create index clients_registered_by_age on clients (created_at, id) where kind <> 'service_account' and revoked_at is null;
