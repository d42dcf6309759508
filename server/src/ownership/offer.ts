import { sql, type Statement } from '../database/sql.ts'
import type { OwnershipOffer } from './schemas.ts'

export interface OfferRow {
  id: string
  organization_id: string
  organization_name: string
  user_id: string
  offering_user_id: string | null
  offering_user_name: string | null
  leave: boolean
  expires_at: Date
  created_at: Date
}

/** It can still be answered. */
export const is_open = sql`ownership_offers.status = 'open' and ownership_offers.expires_at > now()`

/** Offers, as they are told. */
export function selectOffers(condition: Statement<never>): Statement<OfferRow> {
  return sql<OfferRow>`
    select ownership_offers.id, ownership_offers.organization_id, organizations.name as organization_name,
      ownership_offers.user_id, offerers.id as offering_user_id, offerers.name as offering_user_name,
      ownership_offers.steps_down as leave, ownership_offers.expires_at, ownership_offers.created_at
    from ownership_offers
      join organizations on organizations.id = ownership_offers.organization_id
      left join users as offerers on offerers.id = ownership_offers.offered_by
    where ${condition}`
}

export function offerOf({ expires_at, created_at, ...same }: OfferRow): OwnershipOffer {
  return { ...same, expiration_date: expires_at.toISOString(), created: created_at.toISOString() }
}
