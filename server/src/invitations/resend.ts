import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { record } from '../events/record.ts'
import { readMoment } from '../http/moment.ts'
import { invalid, Refusal, refuse } from '../http/problems.ts'
import type { Versioned } from '../http/versions.ts'
import { linkToken, tokenHash } from '../mail/link.ts'
import { type Standing, standingIn } from '../members/standing.ts'
import { domainAllowed } from '../organizations/domains.ts'
import { firstReminder } from '../reminders/first.ts'
import { giftsOf, grant } from '../roles/gifts.ts'
import type { Caller } from '../tokens/caller.ts'
import { countMail } from './counted.ts'
import { type Rule, rules } from './invitation.ts'
import { policiesOf } from './invite.ts'
import { givenBy, type Locked, lockInvitation } from './locked.ts'
import { readInvitation, toldTo } from './manage.ts'
import { isMailed } from './places.ts'
import { reopen, unlessAnotherIsPending } from './reopen.ts'
import type { Invitation } from './schemas.ts'
import { isFitToEnd, unfit_expiry } from './terms.ts'

type Means = Pick<Config, 'mail' | 'linkKeys' | 'publicUrl' | 'resendCooldownSeconds' | 'limits'>

/** Which invitation is to be sent anew, and how. */
export interface Resending {
  readonly invitationId: string
  /** A new link, after which those before lead nowhere. */
  readonly rotate: boolean
  /** Undefined for the end that a new invitation would have, or its own if that is later. */
  readonly expiresAt: Date | undefined
  readonly requestId: string
}

/** Sends an invitation of an organization anew, for those who manage them. */
export async function resend(
  db: Database,
  means: Means,
  caller: Caller,
  asked: Omit<Resending, 'expiresAt'> & { organizationId: string; expirationDate: string | undefined },
): Promise<Versioned<Invitation> | Refusal> {
  const expiresAt = asked.expirationDate === undefined ? undefined : readMoment(asked.expirationDate)
  if (asked.expirationDate !== undefined && expiresAt === undefined) return wrongEnd('must be a moment that exists')
  return unlessAnotherIsPending(() =>
    db.transaction(async (tx) => {
      const standing = await standingIn(tx, caller, asked.organizationId, 'invitations:manage', 'shared')
      return standing instanceof Refusal ? standing : resendIn(tx, means, standing, { ...asked, expiresAt })
    }),
  )
}

/**
 * Sends an invitation anew, in a transaction that holds the organization's lock and has decided that `giver` may. They
 * answer for what it gives; who is named as its inviter stays. What has expired is pending again, which the transaction is
 * to be run in {@link unlessAnotherIsPending} for.
 *
 * The link stays the same while its key is the newest one. A link of an older key is replaced, so that it still ends with
 * its key.
 *
 * @param means with a `resendCooldownSeconds` of 0 where it does not matter how long ago it was sent
 */
export async function resendIn(
  tx: Transaction,
  means: Means,
  giver: Pick<Standing, 'user_id' | 'organization_id' | 'permissions' | 'actor'>,
  { invitationId, rotate, expiresAt, requestId }: Resending,
): Promise<Versioned<Invitation> | Refusal> {
  const organizationId = giver.organization_id
  const policies = await policiesOf(tx, organizationId)
  if (policies.pendingTakeSeats) {
    // To count seats under it; nobody may wait for an organization who holds the lock of an invitation.
    await tx.run(sql`select 1 from organizations where id = ${organizationId} for no key update`)
  }
  const invitation = await lockInvitation(tx, organizationId, invitationId)
  if (invitation === undefined) return refuse('not_found')

  const { status } = invitation
  const rule: Rule = rules[status].resend
  if ('refuse' in rule) return refuse(rule.refuse, { state: status })
  const tooSoon = waitFor(invitation, means)
  if (tooSoon !== undefined) return tooSoon
  if (!isFitToEnd(expiresAt, policies.now)) return wrongEnd(unfit_expiry)
  if (!domainAllowed(invitation.canonical_email, policies)) return refuse('domain_not_allowed')
  const given = await givenBy(tx, invitationId)
  const granted = grant(giver, await giftsOf(tx, organizationId, given), given)
  if (granted instanceof Refusal) return granted
  const obstacle = status === 'expired' ? await reopen(tx, invitation) : undefined
  if (obstacle !== undefined) return obstacle

  const rotated = rotate || invitation.link_epoch !== means.linkKeys[0].epoch
  const end = await sendAnew(tx, means, invitation, { rotated, expiresAt })
  const { canonical_email: canonicalEmail, send_mail: sendMail } = invitation
  await countMail(tx, means, { organizationId, inviterId: giver.user_id, canonicalEmail, sendMail })
  await record(tx, {
    type: 'invitation.resent',
    organizationId,
    actor: giver.actor,
    subject: { type: 'invitation', id: invitationId },
    requestId,
    data: {
      rotated,
      before: { status, expiration_date: invitation.expires_at.toISOString() },
      after: { status: 'pending', expiration_date: end.toISOString() },
    },
  })
  return readInvitation(tx, organizationId, invitationId, toldTo(giver, means))
}

/** Mails are a nuisance when they come in heaps, whoever asks for them. */
function waitFor(invitation: Locked, means: Means): Refusal | undefined {
  const { sent_seconds_ago, canonical_email: canonical, send_mail: sendMail } = invitation
  const { resendCooldownSeconds } = means
  if (!isMailed({ canonical }, { ...means, sendMail })) return undefined
  // Whoever waited for the lock may have begun before the invitation was sent.
  const wait_seconds = Math.min(resendCooldownSeconds, Math.ceil(resendCooldownSeconds - sent_seconds_ago))
  if (wait_seconds <= 0) return undefined
  return refuse('resend_too_soon', {
    headers: {
      'retry-after': String(wait_seconds),
      ratelimit: `"resend";r=0;t=${wait_seconds}`,
      'ratelimit-policy': `"resend";q=1;w=${resendCooldownSeconds}`,
    },
  })
}

/** @returns until when it can be accepted now */
async function sendAnew(
  tx: Transaction,
  { mail, publicUrl, linkKeys: [linkKey] }: Means,
  { id, organization_id, canonical_email, link_version, send_mail }: Locked,
  { rotated, expiresAt }: { rotated: boolean; expiresAt: Date | undefined },
): Promise<Date> {
  const version = rotated ? link_version + 1 : link_version
  const mailed = isMailed({ canonical: canonical_email }, { sendMail: send_mail, mail, publicUrl })
  const { expires_at } = await tx.one(sql<{ expires_at: Date }>`
    with superseded as (
      -- One mail leaves. One that is just being sent is judged when it is: see deliveries/letter.ts.
      update deliveries set state = 'cancelled', detail = 'Not sent: a newer mail was asked for.', updated_at = now()
      where invitation_id = ${id} and state = 'queued'
    ), queued as (
      insert into deliveries (kind, template, lane, organization_id, invitation_id, state)
      values ('invitation_mail', 'resent', ${organization_id}::uuid, ${organization_id}::uuid, ${id}::uuid, ${mailed ? 'queued' : 'not_sent'})
    ), linked as (
      insert into invitation_links (token_hash, invitation_id, link_version)
      select ${tokenHash(linkToken(linkKey, id, version))}, ${id}, ${version} where ${rotated}::boolean
    )
    update invitations
    set status = 'pending', link_version = ${version}, link_epoch = ${linkKey.epoch}, resent_at = now(), updated_at = now(),
      version = invitations.version + 1, reminders = 0,
      remind_at = case when ${mailed}::boolean then ${firstReminder(sql`invitations.time_zone`)} end,
      expires_at = coalesce(${expiresAt ?? null}::timestamptz,
        greatest(expires_at, now() + make_interval(secs => organizations.default_expiry_seconds)))
    from organizations cross join lateral reminder_rules(organizations.id) as rules
    where invitations.id = ${id} and organizations.id = invitations.organization_id
    returning expires_at`)
  return expires_at
}

function wrongEnd(detail: string): Refusal {
  return invalid({ in: 'body', pointer: '/expiration_date', detail })
}
