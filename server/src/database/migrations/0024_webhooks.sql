-- Webhook endpoints are managed: tested now and then, failing or not, asked to be sent things anew, and deleted.

alter table webhook_endpoints
  -- Failures that are further apart than attempts ever are do not belong together: see `failing_since`.
  add column last_failed_at timestamptz,
  -- It took long to answer just now: until then it is sent one at a time.
  add column slow_until timestamptz,
  -- Tests are few.
  add column tested_at timestamptz,
  -- From here on there is none; the row goes when its deliveries are gone, which are taken away in batches.
  add column deleted_at timestamptz,
  add constraint deleted_endpoint_is_disabled check (deleted_at is null or state = 'disabled');

create unique index webhook_endpoints_one_for_the_platform on webhook_endpoints ((true))
  where organization_id is null and deleted_at is null;
create index webhook_endpoints_to_clear on webhook_endpoints (id) where deleted_at is not null;

-- Attempts that were made before somebody asked for it anew: the schedule begins again there, the numbers of attempts go on.
alter table deliveries add column attempts_before integer not null default 0;
-- What was tried in vain and waits for the next attempt, the oldest first: for the metrics.
create index deliveries_in_vain on deliveries (channel, created_at) where state = 'queued' and attempts > attempts_before;

-- What the application may do everywhere, it may ask for a token for.
update clients set scopes = array_append(scopes, 'webhooks:manage')
where kind = 'platform' and not 'webhooks:manage' = any(scopes);

-- A time of events is sent again: those of it lie side by side.
create index events_by_time on events using brin (occurred_at);
-- With mails and webhooks there are many more events: what the audit log is asked for is found without walking over all others.
create index events_of_type on events (organization_id, type, sequence);
create index events_of_client on events (organization_id, actor_id, sequence) where actor_type = 'platform_client';
create index events_of_organization_by_time on events (organization_id, occurred_at);
