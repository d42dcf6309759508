-- How many invitation mails a day went out for one inviter, one organization, to one address and to one domain. Keys are
-- hashes, so that no address stands here and nothing of a person has to be found when they are erased.
create table mail_quotas (
  scope text not null check (scope in ('inviter', 'organization', 'domain', 'recipient')),
  key bytea not null,
  day date not null,
  mails integer not null check (mails >= 0),
  primary key (scope, key, day)
);
create index mail_quotas_to_forget on mail_quotas (day);

-- Whether its mail was counted. One that a batch queued beyond the limits is counted when its time comes.
alter table deliveries add column counted boolean not null default true;

-- An operator vouches for it: what holds for new organizations and for those whose invitations hardly anybody accepts
-- does not hold for this one.
alter table organizations add column vouched_at timestamptz(3);
