import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

/** What an invitee is shown of an invitation, signed in or not. */
export const shown = {
  organization_name: Type.String(),
  organization_logo_url: Nullable(Type.String()),
  organization_member_count: Type.Integer({ description: 'Persons and service accounts that are members now.' }),
  inviting_user_name: Nullable(Type.String()),
  inviting_user_avatar_url: Nullable(Type.String()),
  expiration_date: Timestamp(),
}

/** The contract's seven fields, no more and no fewer. */
const seven = { id: Uuid(), ...shown }

export const PendingInvitation = named('PendingInvitation', Fields(seven))
export type PendingInvitation = Static<typeof PendingInvitation>

export const InvitationDetails = named(
  'InvitationDetails',
  Fields({
    ...seven,
    message: Nullable(Type.String({ description: "The inviter's own words." })),
    masked_email: Type.String({ description: 'Which address was invited, enough to recognise it.' }),
    roles: Type.Array(Fields({ id: Uuid(), name: Type.String() })),
  }),
)
export type InvitationDetails = Static<typeof InvitationDetails>

const InvitationStatus = Type.Enum(['pending', 'accepted', 'declined', 'revoked', 'expired'])

const DeliveryState = Type.Enum(['queued', 'sending', 'sent', 'failed', 'bounced', 'cancelled', 'not_sent'])

/** An invitation as the organization's side sees it. */
export const Invitation = named(
  'Invitation',
  Fields({
    id: Uuid(),
    organization_id: Uuid(),
    email: Type.String({ description: 'As the inviter typed it.' }),
    status: InvitationStatus,
    role_ids: Type.Array(Uuid()),
    inviting_user_id: Nullable(Uuid()),
    inviting_user_name: Nullable(Type.String()),
    message: Nullable(Type.String()),
    expiration_date: Timestamp(),
    created: Timestamp(),
    updated: Timestamp(),
    answered: Nullable(Timestamp()),
    delivery: Fields({
      state: DeliveryState,
      detail: Nullable(Type.String({ description: 'What the mail server said, where it did not take the mail.' })),
      last_sent: Nullable(Timestamp()),
      times_sent: Type.Integer(),
    }),
  }),
)
export type Invitation = Static<typeof Invitation>

export const NewInvitation = named(
  'NewInvitation',
  Fields({
    email: Type.String({ maxLength: 320, description: 'The address to invite.' }),
    role_id: Type.Optional(Uuid('The role to give on acceptance. Default: Member.')),
    message: Type.Optional(
      Nullable(Type.String({ maxLength: 1_000, description: 'A few words for the mail and the invitee; plain text.' })),
    ),
  }),
)

export const Decline = named(
  'Decline',
  Fields({
    reason: Type.Optional(Nullable(Type.String({ maxLength: 1_000, description: 'Why, in own words.' }))),
    block_organization: Type.Optional(
      Type.Boolean({
        description:
          'No more invitations of this organization, to whatever address of yours. It is not told. Taken back at `/users/me/blocks`.',
      }),
    ),
    report: Type.Optional(
      Type.Boolean({ description: 'You do not know this organization: the operators of this service should know.' }),
    ),
  }),
)

export const InvitationId = Fields({ invitation_id: Uuid('ID of the invitation.') })
export const OrganizationInvitationId = Fields({
  organization_id: Uuid('ID of the organization.'),
  invitation_id: Uuid('ID of the invitation.'),
})
