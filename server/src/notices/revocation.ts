import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { isErased } from '../invitations/erase.ts'
import type { Mail } from '../mail/frame.ts'
import { revokedMail } from '../mail/letters/invitation.ts'
import { lookOf } from '../mail/look.ts'

interface Row {
  email: string
  canonical_email: string
  status: string
  organization_id: string
  organization_status: 'active' | 'suspended' | 'deleted'
  locale: string | null
  /** That of whoever holds the address. */
  reader_locale: string | null
  mailed: boolean
  unwanted: boolean
}

/** The mail that tells an invitee that the invitation they were mailed is good no longer, or why there is none to send. */
export async function revocationLetter(
  db: Database,
  config: Pick<Config, 'publicUrl'>,
  invitationId: string,
): Promise<{ to: string; mail: Mail } | { dropped: string } | { withheld: string }> {
  const row = await db.one(sql<Row>`
    select invitations.email, invitations.canonical_email, invitations.status, invitations.organization_id,
      organizations.status as organization_status, invitations.locale,
      (
        select users.locale from addresses join users on users.id = addresses.user_id
        where addresses.canonical = invitations.canonical_email and addresses.verified_at is not null
          and users.status = 'active'
        order by users.locale limit 1
      ) as reader_locale,
      exists (
        select from deliveries
        where deliveries.invitation_id = invitations.id and template is distinct from 'revoked'
          and deliveries.state in ('sending', 'sent', 'delivered')
      ) as mailed,
      exists (
        select from organization_blocks join addresses on addresses.user_id = organization_blocks.user_id
        where organization_blocks.organization_id = invitations.organization_id
          and addresses.canonical = invitations.canonical_email and addresses.verified_at is not null
      ) as unwanted
    from invitations join organizations on organizations.id = invitations.organization_id
    where invitations.id = ${invitationId}`)
  if (isErased(row.canonical_email)) return { dropped: 'Not sent: the invitee was erased.' }
  if (row.status !== 'revoked') return { dropped: `Not sent: the invitation is ${row.status}.` }
  if (row.organization_status !== 'active')
    return { dropped: `Not sent: the organization is ${row.organization_status}.` }
  if (!row.mailed) return { dropped: 'Not sent: no mail of the invitation arrived.' }
  if (row.unwanted) return { withheld: 'Not sent: its recipient wants no mails of this organization.' }
  const look = await lookOf(db, config, row.organization_id, [row.locale, row.reader_locale])
  return { to: row.email, mail: revokedMail(look) }
}
