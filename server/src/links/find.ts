import type { Config } from '../config.ts'
import type { Queryable } from '../database/database.ts'
import { sql, type Statement } from '../database/sql.ts'
import { type Refusal, refuse } from '../http/problems.ts'
import { renewalRequested } from '../invitations/renewal.ts'
import { gone, type Status, whomToAsk } from '../invitations/invitation.ts'
import { tokenHash } from '../mail/link.ts'
import { maskAddress } from '../users/address.ts'
import type { LinkPreview } from './schemas.ts'

/** A pending invitation that somebody came to by a link, and what may be shown of it. */
export interface Found {
  readonly id: string
  readonly organizationId: string
  readonly canonicalEmail: string
  /** Of the link; null where that was not written down when the sign-in was begun. */
  readonly linkVersion: number | null
  /** It was looked at before. */
  readonly seen: boolean
  readonly shown: LinkPreview
}

/** Which link, or what stands for one: the invitation that it opens, and what has to hold for that. */
export type Which = Statement<{ invitation_id: string; link_version: number | null; link_epochs: string[] }>

/**
 * By the token of a mail's link. The row is found by the token's hash, so the time that takes tells nothing about how
 * near a guess was. A link whose key is no longer configured leads nowhere: so an operator ends all links at once.
 */
export function byToken(token: string, config: Pick<Config, 'linkKeys'>): Which {
  return sql`
    select invitation_id, link_version, ${epochsOf(config)}::text[] as link_epochs
    from invitation_links where token_hash = ${tokenHash(token)}`
}

/** By the sign-in that was begun for it, which leads nowhere either where the link that began it no longer does. */
export function bySignIn(id: string, config: Pick<Config, 'linkKeys'>): Which {
  return sql`
    select invitation_id, link_version, ${epochsOf(config)}::text[] as link_epochs
    from sign_ins where id = ${id} and expires_at > now()`
}

function epochsOf({ linkKeys }: Pick<Config, 'linkKeys'>): string[] {
  return linkKeys.map(({ epoch }) => epoch)
}

/** The invitation, if it can still be accepted; otherwise why not. */
export async function find(db: Queryable, which: Which): Promise<Found | Refusal> {
  const row = await db.maybe(sql<Row>`
    with link as (${which})
    select invitations.id, invitations.organization_id, invitations.canonical_email,
      organizations.name as organization_name, organizations.logo_url as organization_logo_url,
      organizations.member_count as organization_member_count,
      inviters.name as inviting_user_name, inviters.avatar_url as inviting_user_avatar_url,
      invitations.expires_at, invitations.message,
      array(
        select roles.name from invitation_roles join roles on roles.id = invitation_roles.role_id
        where invitation_roles.invitation_id = invitations.id order by roles.created_at, roles.id
      ) as roles,
      status_now(invitations.status, invitations.expires_at) as status,
      link.link_version,
      coalesce(link.link_version <> invitations.link_version, false) as superseded,
      organizations.status = 'active' as organization_active,
      invitations.seen_at is not null as seen, ${renewalRequested} as renewal_requested
    from link
      join invitations on invitations.id = link.invitation_id
        and coalesce(invitations.link_epoch = any(link.link_epochs), true)
      join organizations on organizations.id = invitations.organization_id
      left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'`)
  if (row === undefined) return refuse('not_found')
  const {
    id,
    organization_id,
    canonical_email,
    expires_at,
    link_version,
    status,
    superseded,
    organization_active,
    seen,
    renewal_requested,
    ...shown
  } = row
  const toAsk = whomToAsk(row)
  if (status === 'expired') return refuse('expired', { state: status, ...toAsk, renewal_requested })
  if (status !== 'pending') return refuse(gone[status], { state: status, ...toAsk })
  if (superseded) return refuse('superseded', toAsk)
  if (!organization_active) return refuse('organization_gone', { state: status, ...toAsk })
  return {
    id,
    organizationId: organization_id,
    canonicalEmail: canonical_email,
    linkVersion: link_version,
    seen,
    shown: { ...shown, expiration_date: expires_at.toISOString(), masked_email: maskAddress(canonical_email) },
  }
}

interface Row extends Omit<LinkPreview, 'masked_email' | 'expiration_date'> {
  id: string
  organization_id: string
  canonical_email: string
  expires_at: Date
  link_version: number | null
  status: Status
  superseded: boolean
  organization_active: boolean
  seen: boolean
  renewal_requested: boolean
}
