import type { Config } from '../config.ts'
import type { Transaction } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import type { Permission } from '../roles/permissions.ts'
import type { NoticeTemplate } from './notice.ts'

interface Untold {
  readonly sequence: number
  readonly type: string
}

/** Which notice tells of an event. An event that is not here tells nobody by a notice. */
const templates: Readonly<Record<string, NoticeTemplate>> = {
  'invitation.accepted': 'accepted',
  'invitation.declined': 'declined',
  'invitation.renewal_requested': 'renewal_requested',
  'invitation.readdress_requested': 'readdress_requested',
  'member.role_changed': 'role_changed',
  'organization.ownership_offered': 'ownership_offered',
  'organization.seat_limit_reached': 'seat_limit_reached',
  'webhook_endpoint.disabled': 'webhook_disabled',
}

/** So many an hour leave for one person from one organization about invitations, and as many about the rest. */
export const most_an_hour = 20

const beyond = `Not sent: ${most_an_hour} notices an hour are enough. What happened is in the organization's events.`
const off = 'Not sent: mail is switched off.'

/**
 * Queues the mails by which events are told to people: to members what concerns them, and to invitees that an invitation was
 * revoked (docs/decisions/0039 says who is told of what). A few statements, however many events; none where nothing is to be told.
 */
export async function queueNotices(
  tx: Transaction,
  { mail }: Pick<Config, 'mail'>,
  events: readonly Untold[],
): Promise<void> {
  const mailed = mail.kind !== 'off'
  const notices = await findRecipients(tx, events)
  if (notices.length > 0) await write(tx, notices, mailed)
  const revoked = events.filter(({ type }) => type === 'invitation.revoked')
  if (revoked.length > 0) await tellInvitees(tx, revoked, mailed)
}

interface Notice {
  readonly event_sequence: number
  readonly template: NoticeTemplate
  readonly organization_id: string
  readonly user_id: string
}

/**
 * Whom these events are told to: active people with an address that they proved, who are members, may know it and did not do
 * it themselves. Their rows are locked, in one order for everybody, so that their notices are counted by one after the other, and
 * nobody is erased before an erasure finds them.
 */
async function findRecipients(tx: Transaction, events: readonly Untold[]): Promise<Notice[]> {
  const told = events.flatMap(({ sequence, type }) => {
    const template = templates[type]
    return template === undefined ? [] : [{ sequence, template }]
  })
  if (told.length === 0) return []
  return tx.many(sql<Notice>`
    with notice as materialized (
      select notice.event_sequence, notice.template, events.organization_id, events.subject_id::uuid as subject_id, events.data,
        events.actor_type, events.actor_id
      from unnest(${told.map(({ sequence }) => sequence)}::bigint[], ${told.map(({ template }) => template)}::text[])
          as notice (event_sequence, template)
        join events on events.sequence = notice.event_sequence
        join organizations on organizations.id = events.organization_id and organizations.status = 'active'
    ), about_invitation as materialized (
      select event_sequence, template, notice.organization_id, actor_type, actor_id, inviter_id
      from notice join invitations on invitations.id = notice.subject_id
      where ${isAboutInvitation(sql`template`)}
    ), request as materialized (
      select about_invitation.*, ${inviterHolds('invitations:read')} and ${inviterHolds('invitations:manage')} and ${inviter_is_reachable} as to_inviter
      from about_invitation where template in ('renewal_requested', 'readdress_requested')
    ), for_owners as (
      select event_sequence, template, organization_id, actor_type, actor_id from request where not to_inviter
      union all
      select event_sequence, template, organization_id, actor_type, actor_id from notice
      where template = 'seat_limit_reached' or (template = 'webhook_disabled' and data ->> 'reason' in ('failing', 'gone'))
    ), wanted (event_sequence, template, organization_id, actor_type, actor_id, user_id) as (
      select about_invitation.* from about_invitation
      where template in ('accepted', 'declined') and ${inviterHolds('invitations:read')}
      union all
      select event_sequence, template, organization_id, actor_type, actor_id, inviter_id from request where to_inviter
      union all
      select for_owners.*, member_roles.user_id
      from for_owners join roles on roles.organization_id = for_owners.organization_id and roles.kind = 'owner'
        join member_roles on member_roles.role_id = roles.id
      union all
      -- What an application or an import does to many is the application's own to tell.
      select event_sequence, template, organization_id, actor_type, actor_id, subject_id from notice
      where template = 'role_changed' and actor_type = 'user'
      union all
      select event_sequence, template, organization_id, actor_type, actor_id, (data ->> 'user_id')::uuid from notice
      where template = 'ownership_offered'
    )
    select wanted.event_sequence, wanted.template, wanted.organization_id, users.id as user_id
    from wanted
      join members on members.organization_id = wanted.organization_id and members.user_id = wanted.user_id
      join users on users.id = wanted.user_id
    where users.kind = 'person' and users.status = 'active'
      and (wanted.actor_type <> 'user' or wanted.actor_id <> users.id::text)
      and exists (select from addresses where addresses.user_id = users.id and verified_at is not null)
    order by users.id, wanted.event_sequence
    for no key update of users`)
}

function isAboutInvitation(template: Statement<never>): Statement<never> {
  return sql`${template} in ('accepted', 'declined', 'renewal_requested', 'readdress_requested')`
}

/** Whether the inviter may do something in the organization, where `about_invitation` is in scope. */
function inviterHolds(permission: Permission): Statement<never> {
  return sql`exists (
    select from held_roles join roles on roles.id = held_roles.role_id
    where held_roles.organization_id = about_invitation.organization_id and held_roles.user_id = inviter_id
      and ${permission} = any(roles.permissions)
  )`
}

const inviter_is_reachable = sql`exists (
  select from users join addresses on addresses.user_id = users.id and verified_at is not null
  where users.id = inviter_id and users.kind = 'person' and users.status = 'active'
)`

/** Writes notices whose recipients are locked. Those beyond what one person gets in an hour are written and not sent. */
async function write(tx: Transaction, notices: readonly Notice[], mailed: boolean): Promise<void> {
  await tx.run(sql`
    with notice as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
        as notice (event_sequence bigint, template text, organization_id uuid, user_id uuid)
    ), earlier as materialized (
      select deliveries.user_id, deliveries.organization_id, ${isAboutInvitation(sql`template`)} as of_invitations, count(*) as notices
      from (select distinct user_id, organization_id from notice) as recipient
        join deliveries on deliveries.user_id = recipient.user_id and deliveries.organization_id = recipient.organization_id
          and deliveries.created_at > now() - interval '1 hour'
      where state not in ('not_sent', 'cancelled')
      group by 1, 2, 3
    ), counted as (
      select notice.*, coalesce(earlier.notices, 0) + row_number() over (
          partition by notice.user_id, notice.organization_id, ${isAboutInvitation(sql`notice.template`)} order by notice.event_sequence
        ) as number
      from notice left join earlier on earlier.user_id = notice.user_id and earlier.organization_id = notice.organization_id
        and earlier.of_invitations = ${isAboutInvitation(sql`notice.template`)}
    )
    insert into deliveries (kind, template, lane, organization_id, user_id, event_sequence, state, detail)
    select 'notice_mail', template, organization_id, organization_id, user_id, event_sequence,
      case when ${mailed}::boolean and number <= ${most_an_hour}::integer then 'queued' else 'not_sent' end,
      case when not ${mailed}::boolean then ${off} when number > ${most_an_hour}::integer then ${beyond} end
    from counted
    order by event_sequence
    on conflict (event_sequence, user_id, template) where user_id is not null do nothing`)
}

// Longer than a mail takes that is being sent; see `patience_ms` in mail/send.ts.
const until_it_has_ended_seconds = 90

// Whose invitation ended so is not told: there is nobody, nothing to come back to, or a new mail with another link.
const untold_reasons = ['invitee_erased', 'organization_deleted', 'readdressed']

/**
 * To invitees who had a mail, and could still have accepted. Who wants no mails of the organization is found when it is sent; so is
 * whether the mail arrived that is being sent just now, which is waited for.
 */
async function tellInvitees(tx: Transaction, revoked: readonly Untold[], mailed: boolean): Promise<void> {
  await tx.run(sql`
    insert into deliveries (kind, template, lane, organization_id, invitation_id, event_sequence, state, detail, waits, due_at)
    select 'invitation_mail', 'revoked', invitations.organization_id, invitations.organization_id, invitations.id, events.sequence,
      case when ${mailed}::boolean then 'queued' else 'not_sent' end, case when not ${mailed}::boolean then ${off} end,
      ${mailed}::boolean and not earlier.arrived, now() + make_interval(secs => case when earlier.arrived then 0 else ${until_it_has_ended_seconds} end)
    from events
      -- Other subjects may have ids that are none, and nothing says that they are passed over before they are read.
      join invitations on invitations.id = case when events.subject_type = 'invitation' then events.subject_id::uuid end
      join organizations on organizations.id = invitations.organization_id and organizations.status = 'active'
      cross join lateral (
        select bool_or(state <> 'sending') as arrived from deliveries
        where deliveries.invitation_id = invitations.id and state in ('sending', 'sent', 'delivered')
      ) as earlier
    where events.sequence = any(${revoked.map(({ sequence }) => sequence)}::bigint[])
      and coalesce(events.data ->> 'because', '') <> all(${untold_reasons}::text[])
      and invitations.expires_at > events.occurred_at
      and earlier.arrived is not null
    order by events.sequence
    for key share of invitations
    on conflict (event_sequence, invitation_id) where template = 'revoked' do nothing`)
}
