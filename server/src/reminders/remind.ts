import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { isSuppressed } from '../mail_suppressions/suppressed.ts'
import { lastDay } from './next.ts'

const batch = 500

/**
 * Queues the reminders that are due, and looks when the next ones are. An invitation whose time has come is judged anew: by
 * the rules of its organization as they are now, and by when its last mail really left. Rows that somebody is answering right
 * now are left for the next run. Who of several processes comes first moves `remind_at`, so nobody is reminded twice; while one
 * mail of an invitation waits there is no second.
 *
 * What the organization must not hear of, that its invitee wants nothing of it, shows here as little as elsewhere: that
 * reminder is queued, and withheld when it is written.
 *
 * @returns how many were judged; at most a batch
 */
export async function remind(db: Database, { mail }: Pick<Config, 'mail'>): Promise<number> {
  if (mail.kind === 'off') return 0
  return db.run(sql`
    with due as (
      select id from invitations
      where status = 'pending' and remind_at <= now()
      order by remind_at limit ${batch}
      for no key update skip locked
    ), judged as (
      select invitations.id, invitations.organization_id, rules, zone, hours_then, case
        when status_now(invitations.status, invitations.expires_at) <> 'pending' or organizations.status = 'deleted'
          or hours is null or coalesce(latest.state, 'not_sent') not in ('queued', 'sending', 'sent', 'delivered')
          or invitations.reported_at is not null or ${isSuppressed('all', sql`invitations.canonical_email`)}
          or ${isSuppressed('reminders', sql`invitations.canonical_email`)} then null
        when organizations.status <> 'active' then now() + interval '1 day'
        -- Sent when it is, it will be young.
        when latest.state in ('queued', 'sending') then now() + hours
        -- Should it be given a later end, it is looked at again.
        when ${lastDay} <= now() then invitations.expires_at
        else awake_at(greatest(latest.sent_at + hours, now()), zone, rules.awake_from, rules.awake_until)
      end as remind_at
      from due join invitations on invitations.id = due.id
        join organizations on organizations.id = invitations.organization_id
        cross join lateral reminder_rules(invitations.organization_id) as rules
        cross join lateral (
          select coalesce(invitations.time_zone, rules.time_zone) as zone,
            make_interval(hours => rules.reminder_hours[invitations.reminders + 1]) as hours,
            make_interval(hours => rules.reminder_hours[invitations.reminders + 2]) as hours_then
        ) as schedule
        left join lateral (
          select state, sent_at from deliveries
          where invitation_id = invitations.id order by created_at desc, id desc limit 1
        ) as latest on true
    ), queued as (
      insert into deliveries (kind, template, lane, organization_id, invitation_id, counted)
      select 'invitation_mail', 'reminder', organization_id, organization_id, id, false from judged where remind_at <= now()
    )
    update invitations
    set reminders = invitations.reminders + case when judged.remind_at <= now() then 1 else 0 end,
      remind_at = case
        when judged.remind_at <= now() then awake_at(now() + hours_then, zone, (rules).awake_from, (rules).awake_until)
        else judged.remind_at
      end
    from judged where invitations.id = judged.id`)
}
