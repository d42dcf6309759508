-- Applications that people sign in to.

alter table clients
  drop constraint clients_kind_check,
  add constraint clients_kind_check check (kind in ('service_account', 'platform', 'application')),
  add column redirect_uris text[] not null default '{}',
  add column post_logout_redirect_uris text[] not null default '{}',
  -- It belongs to the operator of this service: its people are not asked for consent.
  add column first_party boolean not null default false;
