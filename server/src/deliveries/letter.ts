import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Status } from '../invitations/invitation.ts'
import { invitationMail, type Mail } from '../mail/compose.ts'
import { linkFor, linkKeyOf, linkToken } from '../mail/link.ts'

/** A mail, and the one address it goes to. */
export interface Letter {
  readonly to: string
  readonly mail: Mail
}

interface Row {
  id: string
  email: string
  status: Status
  organization_status: 'active' | 'suspended' | 'deleted'
  organization_name: string
  inviter_name: string | null
  role_names: string[]
  message: string | null
  link_epoch: string
  link_version: number
  expires_at: Date
}

/**
 * The invitation's mail as of now, or why there is none to send any more: written when it is sent and not when it was
 * queued, so that it says what holds.
 *
 * @throws UnknownLinkKey if its link cannot be made with the keys that are configured
 */
export async function letterFor(
  db: Database,
  config: Config,
  invitationId: string,
): Promise<Letter | { readonly dropped: string }> {
  const row = await db.one(sql<Row>`
    select invitations.id, invitations.email, status_now(invitations.status, invitations.expires_at) as status,
      organizations.status as organization_status, organizations.name as organization_name,
      inviters.name as inviter_name, invitations.message, invitations.link_epoch, invitations.link_version,
      invitations.expires_at,
      array(
        select roles.name from invitation_roles join roles on roles.id = invitation_roles.role_id
        where invitation_roles.invitation_id = invitations.id
        order by roles.created_at, roles.id
      ) as role_names
    from invitations
    join organizations on organizations.id = invitations.organization_id
    left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'
    where invitations.id = ${invitationId}`)

  if (row.status !== 'pending') return { dropped: `Not sent: the invitation is ${row.status}.` }
  if (row.organization_status !== 'active')
    return { dropped: `Not sent: the organization is ${row.organization_status}.` }

  const token = linkToken(linkKeyOf(config.linkKeys, row.link_epoch), row.id, row.link_version)
  const mail = invitationMail({
    organizationName: row.organization_name,
    inviterName: row.inviter_name,
    roleNames: row.role_names,
    link: linkFor(config.publicUrl, token),
    expiresAt: row.expires_at,
    message: row.message,
  })
  return { to: row.email, mail }
}
