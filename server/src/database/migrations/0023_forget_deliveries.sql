-- What has been delivered is forgotten after a while, and what is looked for is found without looking at everything else.

-- Mails of invitations stay as long as their invitations, and those with codes as long as these; so neither is listed here.
create index deliveries_to_forget on deliveries (updated_at)
  where kind in ('notice_mail', 'webhook') and state not in ('queued', 'sending');
-- Dead letters are few, and asked for often: by the metrics.
create index deliveries_failed on deliveries (updated_at) where state = 'failed';

-- None follows at once, nor before.
alter table mail_settings add constraint reminders_take_an_hour check (1 <= all (reminder_hours));
