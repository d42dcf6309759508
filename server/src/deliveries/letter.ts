import { codeFor, type CodeSeed } from '../codes/code.ts'
import type { Purpose } from '../codes/codes.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Status } from '../invitations/invitation.ts'
import type { Mail } from '../mail/frame.ts'
import { codeMail } from '../mail/letters/code.ts'
import { type InvitationFacts, invitationMail, reminderMail, resentMail } from '../mail/letters/invitation.ts'
import { linkFor, linkKeyOf, linkToken, wayBackFor } from '../mail/link.ts'
import { type Look, lookFrom, type LookSettings, look_columns, plainLook } from '../mail/look.ts'
import { isSuppressed } from '../mail_suppressions/suppressed.ts'
import { noticeLetter } from '../notices/letter.ts'
import { revocationLetter } from '../notices/revocation.ts'
import { inOrder } from '../roles/roles.ts'
import { unsubscribeHeaders, unsubscribeUrl } from '../unsubscribe/token.ts'
import type { Claimed } from './queue.ts'
import { whyNotWanted, whyUnwanted } from './unwanted.ts'

/** A mail, and the one address it goes to. */
export interface Letter {
  readonly to: string
  readonly mail: Mail
}

/**
 * Why there is none: there is nothing to say any more; its address takes none; or, withheld, it looks to whoever sent it as if it
 * had been sent (docs/decisions/0023).
 */
type NoLetter = { readonly dropped: string } | { readonly unwanted: string } | { readonly withheld: string }

/** The mail of a delivery as of now, or why there is none to send any more. */
export async function letterFor(db: Database, config: Config, delivery: Claimed): Promise<Letter | NoLetter> {
  const { kind, template, invitation_id, code_id } = delivery
  if (kind === 'notice_mail') return unlessUnwanted(db, delivery, await noticeLetter(db, config, delivery))
  if (invitation_id !== null && template === 'revoked') {
    return unlessUnwanted(db, delivery, await revocationLetter(db, config, invitation_id))
  }
  if (invitation_id !== null) return invitationLetter(db, config, invitation_id, delivery)
  if (code_id !== null) return codeLetter(db, config, code_id)
  throw new Error('a mail is a notice, or about an invitation or a code')
}

async function unlessUnwanted(db: Database, delivery: Claimed, letter: Letter | NoLetter): Promise<Letter | NoLetter> {
  const unwanted = 'to' in letter ? await whyNotWanted(db, delivery, letter.to) : undefined
  return unwanted === undefined ? letter : { unwanted }
}

/** The mail with a code, which is made from its row here and kept nowhere; or why the code is of no use any more. */
async function codeLetter(db: Database, config: Config, codeId: string): Promise<Letter | NoLetter> {
  const row = await db.one(sql<CodeRow>`
    select codes.id, purpose, canonical, digits, key_epoch, used_at is not null as used, codes.expires_at <= now() as expired,
      sign_ins.id as sign_in_id
    from codes left join sign_ins on sign_ins.id = codes.sign_in_id and sign_ins.expires_at > now()
    where codes.id = ${codeId}`)
  if (row.used) return { dropped: 'Not sent: the code was used.' }
  if (row.expired) return { dropped: 'Not sent: the code has expired.' }
  const code = codeFor(linkKeyOf(config.linkKeys, row.key_epoch), row)
  const wayBack = row.sign_in_id === null ? undefined : wayBackFor(config.publicUrl, row.sign_in_id)
  return {
    to: row.canonical,
    mail: codeMail(plainLook(config, []), { code, purpose: row.purpose, shared: row.digits > 6, wayBack }),
  }
}

interface CodeRow extends CodeSeed {
  purpose: Purpose
  canonical: string
  key_epoch: string
  used: boolean
  expired: boolean
  sign_in_id: string | null
}

interface Row extends LookSettings {
  id: string
  email: string
  status: Status
  organization_status: 'active' | 'suspended' | 'deleted'
  organization_id: string
  organization_name: string
  invitation_locale: string | null
  /** That of whoever holds the address. */
  reader_locale: string | null
  now: Date
  inviter_name: string | null
  role_names: string[]
  message: string | null
  link_epoch: string
  link_version: number
  expires_at: Date
  withheld: boolean
  superseded: boolean
  suppressed: boolean
  unsubscribed: boolean
  reported: boolean
}

/**
 * The invitation's mail as of now, or why there is none to send any more: written when it is sent and not when it was
 * queued, so that it says what holds.
 *
 * @throws UnknownLinkKey if its link cannot be made with the keys that are configured
 */
async function invitationLetter(
  db: Database,
  config: Config,
  invitationId: string,
  { id: deliveryId, template }: Pick<Claimed, 'id' | 'template'>,
): Promise<Letter | NoLetter> {
  const row = await db.one(sql<Row>`
    select invitations.id, invitations.email, status_now(invitations.status, invitations.expires_at) as status,
      organizations.status as organization_status, organizations.id as organization_id,
      inviters.name as inviter_name, invitations.message, invitations.link_epoch, invitations.link_version,
      invitations.expires_at, invitations.locale as invitation_locale, now() as now, invitations.reported_at is not null as reported,
      organizations.name as organization_name, ${look_columns},
      (
        select users.locale from addresses join users on users.id = addresses.user_id
        where addresses.canonical = invitations.canonical_email and addresses.verified_at is not null
          and users.status = 'active' and users.locale is not null
        order by addresses.verified_at desc, users.id
        limit 1
      ) as reader_locale,
      array(
        select roles.name from invitation_roles join roles on roles.id = invitation_roles.role_id
        where invitation_roles.invitation_id = invitations.id
        order by ${inOrder}
      ) as role_names,
      exists (
        select from organization_blocks join addresses on addresses.user_id = organization_blocks.user_id
        where organization_blocks.organization_id = invitations.organization_id
          and addresses.canonical = invitations.canonical_email and addresses.verified_at is not null
      ) as withheld,
      ${isSuppressed('all', sql`invitations.canonical_email`)} as suppressed,
      ${template === 'reminder'}::boolean and ${isSuppressed('reminders', sql`invitations.canonical_email`)} as unsubscribed,
      exists (
        select from deliveries as this join deliveries as newer on newer.invitation_id = this.invitation_id
        where this.id = ${deliveryId} and (newer.created_at, newer.id) > (this.created_at, this.id) and newer.state <> 'cancelled'
      ) as superseded
    from invitations
    join organizations on organizations.id = invitations.organization_id
    cross join lateral reminder_rules(organizations.id) as rules
    left join mail_settings on mail_settings.organization_id = organizations.id
    left join users as inviters on inviters.id = invitations.inviter_id and inviters.status <> 'deleted'
    where invitations.id = ${invitationId}`)

  if (row.status !== 'pending') return { dropped: `Not sent: the invitation is ${row.status}.` }
  if (row.organization_status !== 'active')
    return { dropped: `Not sent: the organization is ${row.organization_status}.` }
  // It was being sent when it was asked for anew, and that did not work: the other one says the same.
  if (row.superseded) return { dropped: 'Not sent: a newer mail was asked for.' }
  if (row.withheld) return { withheld: 'Not sent: its recipient wants no invitations of this organization.' }
  const unwanted = whyUnwanted(row)
  if (unwanted !== undefined) return { unwanted }

  const token = linkToken(linkKeyOf(config.linkKeys, row.link_epoch), row.id, row.link_version)
  const look = lookFrom(config, row.organization_name, row, [row.invitation_locale, row.reader_locale])
  const facts = {
    inviterName: row.inviter_name,
    roleNames: row.role_names,
    link: linkFor(config.publicUrl, token),
    expiresAt: row.expires_at,
    message: row.message,
  }
  return { to: row.email, mail: mailOf(template, look, facts, row.now, unsubscribeUrl(config, row.id)) }
}

function mailOf(template: string | null, look: Look, facts: InvitationFacts, now: Date, unsubscribeLink: string): Mail {
  if (template === 'resent') return resentMail(look, facts)
  if (template === 'reminder') {
    return { ...reminderMail(look, { ...facts, now, unsubscribeLink }), headers: unsubscribeHeaders(unsubscribeLink) }
  }
  return invitationMail(look, facts)
}
