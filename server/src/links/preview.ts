import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { tokenHash } from '../mail/link.ts'
import { maskAddress } from '../users/address.ts'
import { gone, type Status } from '../invitations/invitation.ts'
import type { LinkPreview } from './schemas.ts'

/**
 * What the link of a mail shows before anybody signed in. The row is found by the hash of the token, so the time that
 * takes tells nothing about how near a guess was. A token opens the preview and nothing else: it proves no address.
 */
export async function preview(db: Database, token: string): Promise<LinkPreview | Refusal> {
  const row = await db.maybe(sql<
    Omit<LinkPreview, 'masked_email' | 'expiration_date'> & {
      canonical_email: string
      expires_at: Date
      status: Status
      superseded: boolean
      organization_active: boolean
    }
  >`
    select organizations.name as organization_name, organizations.logo_url as organization_logo_url,
      organizations.member_count as organization_member_count,
      inviters.name as inviting_user_name, inviters.avatar_url as inviting_user_avatar_url,
      invitations.expires_at, invitations.canonical_email, invitations.message,
      array(
        select roles.name from invitation_roles join roles on roles.id = invitation_roles.role_id
        where invitation_roles.invitation_id = invitations.id order by roles.created_at, roles.id
      ) as roles,
      status_now(invitations.status, invitations.expires_at) as status,
      invitation_links.link_version <> invitations.link_version as superseded,
      organizations.status = 'active' as organization_active
    from invitation_links
      join invitations on invitations.id = invitation_links.invitation_id
      join organizations on organizations.id = invitations.organization_id
      left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'
    where invitation_links.token_hash = ${tokenHash(token)}`)
  if (row === undefined) return refuse('not_found')
  const { canonical_email, expires_at, status, superseded, organization_active, ...shown } = row
  if (status !== 'pending') return refuse(gone[status], { state: status })
  if (superseded) return refuse('superseded')
  if (!organization_active) return refuse('organization_gone', { state: status })
  return { ...shown, expiration_date: expires_at.toISOString(), masked_email: maskAddress(canonical_email) }
}
