-- Nothing gets lost on the way: events are relayed to whoever is to hear of them, and the queue carries webhooks too.

-- Events that were not relayed yet. Each is written with its event and goes when its deliveries are written. A row for each, and
-- not a place up to which all was read, since an event with a lower number may be committed later.
-- It refers to its event without a constraint, whose check would cost more than the row.
create table events_to_relay (
  event_sequence bigint primary key,
  -- When nobody could be told of it although it was tried alone, so that it keeps back no other.
  failed_at timestamptz
);

-- Where an organization's events are sent; without an organization, those of all of them.
create table webhook_endpoints (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations,
  url text not null,
  description text,
  -- Types as `invitation.accepted`, families as `invitation.*`. None: all.
  event_types text[] not null default '{}',
  -- Whether what is sent may hold addresses.
  includes_email boolean not null default false,
  state text not null default 'enabled' check (state in ('enabled', 'disabled')),
  disabled_reason text check (disabled_reason in ('by_hand', 'gone', 'failing')),
  constraint disabled_endpoint_says_why check ((state = 'disabled') = (disabled_reason is not null)),
  -- Encrypted: what is signed with must be known, and nobody who reads the table shall know it.
  secret text not null,
  -- The secret before a rotation, until its overlap ends.
  previous_secret text,
  previous_secret_until timestamptz,
  -- The first attempt that failed since the last that did not.
  failing_since timestamptz(3),
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index webhook_endpoints_of_organization on webhook_endpoints (organization_id, created_at, id);

alter table deliveries
  -- Which hands carry it.
  add column channel text not null default 'mail' check (channel in ('mail', 'webhook')),
  -- Whose turn it takes: an organization for mails, an endpoint for webhooks. Null for what goes first: codes.
  add column lane uuid,
  -- What a mail says: its kind of letter.
  add column template text,
  -- What it tells of.
  add column event_sequence bigint references events (sequence),
  add column endpoint_id uuid references webhook_endpoints on delete cascade,
  -- The user whom a notice goes to.
  add column user_id uuid references users,
  add column delivered_at timestamptz(3),
  -- Whether its time has yet to come: who puts it off says so, and `awaken` that it has come. What waits is in an index of its own,
  -- so that whoever looks for what is due passes over none of it.
  add column waits boolean not null default false,
  drop constraint deliveries_kind_check,
  add constraint deliveries_kind_check check (kind in ('invitation_mail', 'code_mail', 'notice_mail', 'webhook')),
  drop constraint delivery_is_about_one_thing,
  add constraint delivery_is_about_one_thing check (case kind
    when 'invitation_mail' then organization_id is not null and invitation_id is not null and code_id is null and endpoint_id is null
    when 'code_mail' then organization_id is null and invitation_id is null and code_id is not null and endpoint_id is null
    when 'notice_mail' then organization_id is not null and user_id is not null and template is not null and code_id is null and endpoint_id is null
    else endpoint_id is not null and event_sequence is not null and code_id is null
  end),
  add constraint delivery_has_its_channel check ((channel = 'webhook') = (kind = 'webhook')),
  drop constraint deliveries_state_check,
  add constraint deliveries_state_check
    check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'bounced', 'cancelled', 'not_sent'));

update deliveries set lane = organization_id, waits = state = 'queued' and due_at > now() where state in ('queued', 'sending');

drop index deliveries_due;
drop index deliveries_due_codes;
-- No two of these hold the same row, but for the one by lane, so each question to the queue can be answered by one of them alone. Of two that fit, the wrong
-- one would be taken after the queue was empty for a while: the planner then believes that it always is.
create index deliveries_urgent on deliveries (channel, due_at) where state = 'queued' and lane is null and not waits;
create index deliveries_queued on deliveries (channel, lane, due_at) where state = 'queued' and lane is not null and not waits;
create index deliveries_waiting on deliveries (channel, due_at) where state = 'queued' and waits;
create index deliveries_waiting_in_lane on deliveries (lane) where state = 'queued' and waits;
create index deliveries_sending on deliveries (channel, lane, leased_until) where state = 'sending';
-- One event goes to one endpoint once, however often it is relayed.
create unique index deliveries_to_endpoint on deliveries (endpoint_id, event_sequence) where endpoint_id is not null;
create index deliveries_of_event on deliveries (event_sequence) where event_sequence is not null;

-- What came of each attempt. An attempt without a row was cut off.
create table delivery_attempts (
  delivery_id uuid not null references deliveries on delete cascade,
  number integer not null,
  ended_at timestamptz(3) not null default now(),
  duration_ms integer not null check (duration_ms >= 0),
  state text not null,
  detail text not null,
  -- What a webhook's receiver answered.
  response_status smallint,
  response text,
  primary key (delivery_id, number)
);

-- How an organization's mails look and sound, and when they remind. Without a row, or where it says nothing: as all do; see
-- reminder_rules.
create table mail_settings (
  organization_id uuid primary key references organizations,
  sender_name text,
  reply_to text,
  -- As `#1a56c4`.
  accent_color text,
  -- The language of mails to whom none is known of.
  locale text,
  -- IANA, as `Europe/Berlin`: that of people whose own is not known.
  time_zone text,
  -- Its own words: by locale, then by template, then by place.
  texts jsonb not null default '{}' check (jsonb_typeof(texts) = 'object'),
  -- One reminder for each, so many hours after the mail before it.
  reminder_hours integer[],
  -- Reminders leave between these hours of the invitee's day.
  awake_from time,
  awake_until time,
  version bigint not null default 1,
  updated_at timestamptz(3) not null default now()
);

-- Addresses that take no mail, or no reminders. As hashes, so that no address stands here, and none has to be erased.
create table mail_suppressions (
  scope text not null check (scope in ('all', 'reminders')),
  address_hash bytea not null,
  reason text not null check (reason in ('bounced', 'complained', 'unsubscribed')),
  created_at timestamptz(3) not null default now(),
  primary key (scope, address_hash)
);

alter table users
  add column locale text,
  add column time_zone text;

alter table invitations
  add column time_zone text,
  -- How many reminders its last mail was followed by, and when the next is due.
  add column reminders integer not null default 0,
  add column remind_at timestamptz;
create index invitations_to_remind on invitations (remind_at) where status = 'pending' and remind_at is not null;
