import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import { refusalIn, Refused } from '../http/refused.ts'
import { readText } from '../http/text.ts'
import { takeOrRefuse } from '../mail_quotas/refusal.ts'
import { linkToken, tokenHash } from '../mail/link.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { roleToGive } from '../roles/roles.ts'
import { isServiceAddress } from '../service_accounts/service-account.ts'
import type { Caller } from '../tokens/caller.ts'
import { type Address, readAddress } from '../users/address.ts'
import { closeExpired } from './expire.ts'
import { readInvitation } from './manage.ts'
import type { Invitation } from './schemas.ts'

interface NewInvitation {
  caller: Caller
  organizationId: string
  email: string
  roleId: string | undefined
  message: string | null
  requestId: string
}

/**
 * Keeps a place in the organization for whoever holds an address, and queues the mail that tells them.
 * At most one invitation per organization and address is pending; an expired one makes room.
 */
export async function invite(
  db: Database,
  config: Pick<Config, 'mail' | 'linkKeys' | 'publicUrl' | 'limits'>,
  { caller, organizationId, email, roleId, message, requestId }: NewInvitation,
): Promise<Invitation | Refusal> {
  const address = readAddress(email)
  if (address === undefined) {
    return invalid({ in: 'body', pointer: '/email', detail: 'must be one e-mail address like grace@example.com' })
  }
  const words = readText(message ?? '', '/message')
  if (words instanceof Refusal) return words
  const work = db.transaction(async (tx) => {
    const inviter = await standingIn(tx, caller, organizationId, 'invitations:create', 'shared')
    if (inviter instanceof Refusal) return inviter
    const role = await roleToGive(tx, inviter, roleId, '/role_id')
    if (role instanceof Refusal) return role
    const obstacle = await alreadyIn(tx, inviter, address)
    if (obstacle !== undefined) return obstacle

    await closeExpired(tx, organizationId, address.canonical)
    const mailed = config.mail.kind !== 'off' && !isServiceAddress(address, config.publicUrl)
    const place = { inviter, address, role, message: words === '' ? null : words, mailed, requestId }
    const id = await keepPlace(tx, config, place)
    if (id === undefined) return refuse('already_invited')
    const mail = { organizationId, inviterId: inviter.user_id, canonicalEmail: address.canonical }
    const unsendable = mailed ? await takeOrRefuse(tx, config.limits.mails, mail) : undefined
    if (unsendable !== undefined) throw new Refused(unsendable)
    return readInvitation(tx, organizationId, id)
  })
  return work.catch(refusalIn)
}

/**
 * A member needs no invitation. That is told only to those who may read members' addresses anyway; for the others it
 * becomes an ordinary invitation, so that inviting does not reveal who is behind an address.
 */
async function alreadyIn(tx: Transaction, inviter: Standing, address: Address): Promise<Refusal | undefined> {
  const holders = await tx.many(sql<{ user_id: string }>`
    select members.user_id
    from addresses join members on members.user_id = addresses.user_id
    where addresses.canonical = ${address.canonical} and addresses.verified_at is not null
      and members.organization_id = ${inviter.organization_id}`)
  if (holders.some(({ user_id }) => user_id === inviter.user_id)) {
    return invalid({ in: 'body', pointer: '/email', detail: 'is your own address; you are a member already' })
  }
  const told = inviter.permissions.includes('members:manage')
  return holders.length > 0 && told ? refuse('already_member') : undefined
}

/** Writes the invitation with its role, link, event and mail in one statement; undefined if another is pending. */
async function keepPlace(
  tx: Transaction,
  { linkKeys: [linkKey] }: Pick<Config, 'linkKeys'>,
  {
    inviter,
    address,
    role,
    message,
    mailed,
    requestId,
  }: { inviter: Standing; address: Address; role: string; message: string | null; mailed: boolean; requestId: string },
): Promise<string | undefined> {
  const id = randomUUID()
  const version = 1
  const written = await tx.maybe(sql<{ id: string }>`
    with kept as (
      insert into invitations (id, organization_id, email, canonical_email, inviter_id, message, expires_at, link_version, link_epoch)
      values (${id}, ${inviter.organization_id}, ${address.email}, ${address.canonical}, ${inviter.user_id}, ${message},
        now() + make_interval(secs => ${inviter.default_expiry_seconds}), ${version}, ${linkKey.epoch})
      on conflict (organization_id, canonical_email) where status = 'pending' do nothing
      returning id, organization_id
    ), with_role as (
      insert into invitation_roles (organization_id, invitation_id, role_id)
      select organization_id, id, ${role}::uuid from kept
    ), with_link as (
      insert into invitation_links (token_hash, invitation_id, link_version)
      select ${tokenHash(linkToken(linkKey, id, version))}::bytea, id, ${version} from kept
    ), told as (
      insert into events (type, organization_id, actor_type, actor_id, subject_type, subject_id, request_id, data)
      select 'invitation.created', organization_id, 'user', ${inviter.user_id}, 'invitation', id, ${requestId},
        jsonb_build_object('role_ids', jsonb_build_array(${role}::text))
      from kept
    ), mailed as (
      insert into deliveries (kind, organization_id, invitation_id, state)
      select 'invitation_mail', organization_id, id, ${mailed ? 'queued' : 'not_sent'} from kept
    )
    select id from kept`)
  return written?.id
}
