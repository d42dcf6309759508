import { sql } from '../database/sql.ts'
import { ownershipOfferedMail, roleChangedMail } from '../mail/letters/notices.ts'
import type { Told, Telling } from './letter.ts'

/** To a member: which roles they have now. Of several changes that wait to be told, the last is. */
export async function tellRoleChange({ db, deliveryId, recipient, look, link, data }: Telling): Promise<Told> {
  const { organization_id: organizationId, user_id: userId } = recipient
  const { superseded, before, after } = await db.one(sql<{ superseded: boolean; before: string[]; after: string[] }>`
    select exists (
        select from deliveries as this join deliveries as newer
          on newer.user_id = this.user_id and newer.organization_id = this.organization_id and newer.template = this.template
        where this.id = ${deliveryId} and this.organization_id = ${organizationId} and newer.event_sequence > this.event_sequence
          and newer.state not in ('not_sent', 'cancelled', 'failed')
      ) as superseded,
      array(
        select name from roles
        where organization_id = ${organizationId}
          and id in (select role_id::uuid from jsonb_array_elements_text(${JSON.stringify(data)}::jsonb #> '{before,role_ids}') as role_id)
        order by created_at, id
      ) as before,
      array(
        select roles.name from member_roles join roles on roles.id = member_roles.role_id
        where member_roles.organization_id = ${organizationId} and member_roles.user_id = ${userId}
        order by roles.created_at, roles.id
      ) as after`)
  if (superseded) return { dropped: 'Not sent: their roles were changed again.' }
  return roleChangedMail(look, { before, after, link })
}

/** To a member: that they may become an owner. */
export async function tellOfferedOwnership({ db, recipient, look, link, data }: Telling): Promise<Told> {
  const offer = await db.maybe(sql<{ offered_by: string | null; expires_at: Date }>`
    select users.name as offered_by, ownership_offers.expires_at
    from ownership_offers left join users on users.id = ownership_offers.offered_by and users.status <> 'deleted'
    where ownership_offers.organization_id = ${recipient.organization_id} and ownership_offers.id = ${data['offer_id']}::uuid
      and user_id = ${recipient.user_id} and ownership_offers.status = 'open' and ownership_offers.expires_at > now()`)
  if (offer === undefined) return { dropped: 'Not sent: the offer is not open any more.' }
  return ownershipOfferedMail(look, { offeredBy: offer.offered_by, until: offer.expires_at, link })
}
