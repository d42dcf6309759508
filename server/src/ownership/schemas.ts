import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

export const OwnershipOffer = named(
  'OwnershipOffer',
  Fields({
    id: Uuid(),
    organization_id: Uuid(),
    organization_name: Type.String(),
    user_id: Uuid('The member to whom it is offered.'),
    offering_user_id: Nullable(Uuid('The owner who offers it; null where the application does.')),
    offering_user_name: Nullable(Type.String()),
    leave: Type.Boolean({ description: 'Whether who offers it becomes an admin when it is accepted.' }),
    expiration_date: Timestamp(),
    created: Timestamp(),
  }),
)
export type OwnershipOffer = Static<typeof OwnershipOffer>

/** Who owns an organization, or could. */
export const Owner = named(
  'Owner',
  Fields({
    user_id: Uuid(),
    name: Nullable(Type.String()),
    avatar_url: Nullable(Type.String()),
    offer: Nullable(OwnershipOffer),
  }),
)
export type Owner = Static<typeof Owner>

export const OfferId = Fields({ offer_id: Uuid('ID of the offer.') })
