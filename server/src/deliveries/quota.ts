import type { Config } from '../config.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Status } from '../invitations/invitation.ts'
import { takeMailQuota, tomorrow } from '../mail_quotas/quota.ts'
import { waitingDetail } from '../mail_quotas/refusal.ts'
import { frozen_detail, isFrozen } from '../mail_quotas/standing.ts'
import type { Claimed, Conclusion } from './queue.ts'

interface Mail {
  organization_id: string
  inviter_id: string | null
  canonical_email: string
  status: Status
}

/** Why a mail does not leave today, and whose other mails wait for the same. */
interface Wait {
  readonly detail: string
  readonly of: 'organization' | 'inviter' | 'itself'
}

// Of those that would find the same limit used up; the next one that is taken up does the same for the next so many.
const most_to_postpone = 500

/**
 * Counts the mail of a delivery that was queued without being counted, now that its time has come; or puts it back until
 * the next day, and with it those that would find the same limit used up.
 *
 * @returns how that ended if it does not leave now: put back, or `lost` to another process
 */
export async function countNow(
  { db, config: { limits } }: { db: Database; config: Pick<Config, 'limits'> },
  delivery: Claimed,
): Promise<Conclusion | 'lost' | undefined> {
  return db.transaction(async (tx) => {
    const mail = await tx.maybe(sql<Mail>`
      update deliveries set counted = true
      from invitations
      where deliveries.id = ${delivery.id} and lease = ${delivery.lease} and state = 'sending'
        and invitations.id = deliveries.invitation_id
      returning invitations.organization_id, inviter_id, canonical_email,
        status_now(invitations.status, invitations.expires_at) as status`)
    if (mail === undefined) return 'lost'
    // One that is over is dropped by whoever writes the mail.
    if (mail.status !== 'pending') return undefined
    const wait = await whyNotToday(tx, limits.mails, mail)
    return wait && postpone(tx, delivery, mail, wait)
  })
}

async function whyNotToday(tx: Transaction, limits: Config['limits']['mails'], mail: Mail): Promise<Wait | undefined> {
  const { organization_id: organizationId, inviter_id: inviterId, canonical_email: canonicalEmail } = mail
  if (await isFrozen(tx, limits, organizationId)) {
    return { detail: frozen_detail, of: 'organization' }
  }
  const [shortage] = await takeMailQuota(tx, limits, [{ organizationId, inviterId, canonicalEmail }])
  if (shortage === undefined) return undefined
  const { limit } = shortage
  return { detail: waitingDetail(shortage), of: limit === 'organization' || limit === 'inviter' ? limit : 'itself' }
}

/** It was no attempt, so it counts for none: a delivery may wait for more days than it may be tried. */
async function postpone(
  tx: Transaction,
  { id, lease }: Claimed,
  { organization_id, inviter_id }: Mail,
  { detail, of }: Wait,
): Promise<Conclusion> {
  const { delay_seconds } = await tx.one(sql<{ delay_seconds: number }>`
    update deliveries
    set state = 'queued', counted = false, attempts = attempts - 1, detail = ${detail}, leased_until = null,
      due_at = ${tomorrow}, waits = true, updated_at = now()
    where id = ${id} and lease = ${lease}
    returning ceil(extract(epoch from due_at - now()))::integer as delay_seconds`)
  if (of !== 'itself') {
    await tx.run(sql`
      update deliveries
      set detail = ${detail}, due_at = ${tomorrow}, waits = true, updated_at = now()
      where id in (
        select deliveries.id
        from deliveries join invitations on invitations.id = deliveries.invitation_id
        where channel = 'mail' and lane = ${organization_id} and lane is not null and state = 'queued' and not waits
          and not counted and due_at <= now() and (${of} = 'organization' or inviter_id = ${inviter_id})
        limit ${most_to_postpone}
        for update of deliveries skip locked
      )`)
  }
  return { state: 'queued', putOff: true, detail, delay_seconds }
}
