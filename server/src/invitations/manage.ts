import type { Config } from '../config.ts'
import type { Database, Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { type IfMatch, versionMatches, type Versioned } from '../http/versions.ts'
import { linkFor, linkToken } from '../mail/link.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { nextReminder } from '../reminders/next.ts'
import type { Caller } from '../tokens/caller.ts'
import { type Rule, rules, type Status } from './invitation.ts'
import type { Invitation } from './schemas.ts'

/** What the link of an invitation is made with, for who may mail it by themselves. */
export type LinkMeans = Pick<Config, 'linkKeys' | 'publicUrl'>

/** A platform client is told the links of the invitations that this service does not mail; everybody else none. */
export function toldTo({ user_id }: Pick<Standing, 'user_id'>, means: LinkMeans): LinkMeans | undefined {
  return user_id === null ? means : undefined
}

export interface Row {
  id: string
  organization_id: string
  email: string
  canonical_email: string
  status: Status
  role_ids: string[]
  team_ids: string[]
  inviting_user_id: string | null
  inviting_user_name: string | null
  message: string | null
  metadata: Record<string, unknown>
  locale: string | null
  time_zone: string | null
  redirect_url: string | null
  version: number
  expires_at: Date
  next_reminder: Date | null
  created_at: Date
  updated_at: Date
  answered_at: Date | null
  delivery_state: Invitation['delivery']['state'] | null
  delivery_detail: string | null
  last_sent: Date | null
  times_sent: number
  send_mail: boolean
  link_version: number
  link_epoch: string
}

/** Whether a delivery is one of those that bring an invitation. */
const brings_it = sql`kind = 'invitation_mail' and template is distinct from 'revoked'`

/** Invitations of an organization, as its side sees them; every use names the organization in `condition`. */
export function select(condition: Statement<never>): Statement<Row> {
  return sql<Row>`
    select invitations.id, invitations.organization_id, invitations.email, invitations.canonical_email,
      status_now(invitations.status, invitations.expires_at) as status,
      array(select role_id from invitation_roles where invitation_id = invitations.id order by role_id) as role_ids,
      array(select team_id from invitation_teams where invitation_id = invitations.id order by team_id) as team_ids,
      inviters.id as inviting_user_id, inviters.name as inviting_user_name,
      invitations.message, invitations.metadata, invitations.locale, invitations.time_zone, invitations.redirect_url, invitations.version, invitations.expires_at, invitations.created_at, invitations.updated_at, invitations.answered_at,
      ${nextReminder} as next_reminder,
      -- What was sent, or withheld, looks the same.
      latest.state as delivery_state, case when latest.state not in ('sent', 'delivered') then latest.detail end as delivery_detail, sent.last_sent, sent.times_sent,
      invitations.send_mail, invitations.link_version, invitations.link_epoch
    from invitations
      left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'
      left join lateral (
        select state, detail from deliveries
        where invitation_id = invitations.id and ${brings_it} order by created_at desc, id desc limit 1
      ) as latest on true
      cross join lateral (
        select max(sent_at) as last_sent, count(sent_at)::integer as times_sent from deliveries
        where invitation_id = invitations.id and ${brings_it}
      ) as sent
    where ${condition}`
}

/** One invitation of an organization, for those who may read them. */
export async function getInvitation(
  db: Database,
  means: LinkMeans,
  caller: Caller,
  { organizationId, invitationId }: { organizationId: string; invitationId: string },
): Promise<Versioned<Invitation> | Refusal> {
  const standing = await standingIn(db, caller, organizationId, 'invitations:read')
  if (standing instanceof Refusal) return standing
  return readInvitation(db, organizationId, invitationId, toldTo(standing, means))
}

interface Revocation {
  organizationId: string
  invitationId: string
  ifMatch: IfMatch | undefined
  requestId: string
}

/** The place is no longer kept. An expired invitation can be revoked too; revoking twice is no error. */
export async function revoke(
  db: Database,
  caller: Caller,
  { organizationId, invitationId, ifMatch, requestId }: Revocation,
): Promise<null | Refusal> {
  return db.transaction(async (tx) => {
    const standing = await standingIn(tx, caller, organizationId, 'invitations:manage', 'shared')
    if (standing instanceof Refusal) return standing

    const revoked = await tx.maybe(sql<{ was: Status }>`
      update invitations set status = 'revoked', updated_at = now(), version = version + 1
      where organization_id = ${organizationId} and id = ${invitationId} and status in ('pending', 'expired')
        and ${versionMatches(sql`version`, ifMatch)}
      -- It was one of the two, and which of them the clock says.
      returning status_now('pending', expires_at) as was`)
    if (revoked === undefined) return whyNotRevoked(tx, organizationId, invitationId)

    await record(tx, {
      type: 'invitation.revoked',
      organizationId,
      actor: standing.actor,
      subject: { type: 'invitation', id: invitationId },
      requestId,
      data: { before: { status: revoked.was }, after: { status: 'revoked' } },
    })
    return null
  })
}

async function whyNotRevoked(tx: Queryable, organizationId: string, invitationId: string): Promise<null | Refusal> {
  const found = await tx.maybe(sql<{ status: Status }>`
    select status_now(status, expires_at) as status from invitations
    where organization_id = ${organizationId} and id = ${invitationId}`)
  if (found === undefined) return refuse('not_found')
  const rule: Rule = rules[found.status].revoke
  if ('refuse' in rule) return refuse(rule.refuse, { state: found.status })
  // What would still become of it was asked of another version.
  return 'to' in rule ? refuse('precondition_failed') : null
}

/**
 * One invitation as the organization's side sees it; who may see it was decided before.
 *
 * @param linkMeans to tell its link as well, where there is one to tell; see {@link toldTo}
 */
export async function readInvitation(
  db: Queryable,
  organizationId: string,
  id: string,
  linkMeans?: LinkMeans,
): Promise<Versioned<Invitation> | Refusal> {
  const row = await db.maybe(select(sql`invitations.organization_id = ${organizationId} and invitations.id = ${id}`))
  if (row === undefined) return refuse('not_found')
  const link = linkMeans === undefined ? undefined : linkOf(row, linkMeans)
  return { ...invitationOf(row), ...(link === undefined ? {} : { link }) }
}

/** None where this service mails it, nobody could accept by it, or its key is listed no longer. */
function linkOf(
  { id, status, send_mail, link_version, link_epoch }: Row,
  { linkKeys, publicUrl }: LinkMeans,
): string | undefined {
  const key = linkKeys.find(({ epoch }) => epoch === link_epoch)
  if (send_mail || status !== 'pending' || key === undefined) return undefined
  return linkFor(publicUrl, linkToken(key, id, link_version))
}

export function invitationOf(row: Row): Versioned<Invitation> {
  const {
    expires_at,
    next_reminder,
    created_at,
    updated_at,
    answered_at,
    delivery_state,
    delivery_detail,
    last_sent,
    times_sent,
    canonical_email: _canonical_email,
    send_mail: _send_mail,
    link_version: _link_version,
    link_epoch: _link_epoch,
    ...same
  } = row
  return {
    ...same,
    expiration_date: expires_at.toISOString(),
    next_reminder: next_reminder?.toISOString() ?? null,
    created: created_at.toISOString(),
    updated: updated_at.toISOString(),
    answered: answered_at?.toISOString() ?? null,
    delivery: {
      state: delivery_state ?? 'not_sent',
      detail: delivery_detail,
      last_sent: last_sent?.toISOString() ?? null,
      times_sent,
    },
  }
}
