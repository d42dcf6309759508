-- Notices: mails to members about what happened in their organization.

-- One event tells one person once, however often it is relayed; and one invitee that their invitation was revoked.
create unique index deliveries_notices on deliveries (event_sequence, user_id, template) where user_id is not null;
create unique index deliveries_revocations on deliveries (event_sequence, invitation_id) where template = 'revoked';

-- How many notices went to somebody within the last hour.
create index deliveries_to_user on deliveries (user_id, organization_id, created_at) where user_id is not null;

-- When it was last recorded that somebody found no seat free, so that it is not recorded with each who does.
alter table organizations add column seat_limit_told_at timestamptz;
