import { rules } from './invitation.ts'
import { EventActor } from '../events/schemas.ts'
import { LanguageTag } from '../http/language.ts'
import { Moment } from '../http/moment.ts'
import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'
import { TimeZone } from '../http/time-zone.ts'

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
    teams: Type.Array(Fields({ id: Uuid(), name: Type.String() })),
    redirect_url: Nullable(Type.String({ description: 'Where to go on after accepting.' })),
  }),
)
export type InvitationDetails = Static<typeof InvitationDetails>

const InvitationStatus = Type.Enum(['pending', 'accepted', 'declined', 'revoked', 'expired'])

const DeliveryState = Type.Enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'bounced',
  'cancelled',
  'not_sent',
])

/** An invitation as the organization's side sees it. */
export const Invitation = named(
  'Invitation',
  Fields({
    id: Uuid(),
    organization_id: Uuid(),
    email: Type.String({ description: 'As the inviter typed it.' }),
    status: InvitationStatus,
    role_ids: Type.Array(Uuid()),
    team_ids: Type.Array(Uuid()),
    inviting_user_id: Nullable(Uuid()),
    inviting_user_name: Nullable(Type.String()),
    message: Nullable(Type.String()),
    metadata: Type.Record(Type.String(), Type.Unknown(), { description: 'As the inviting side gave it.' }),
    locale: Nullable(Type.String()),
    time_zone: Nullable(Type.String()),
    redirect_url: Nullable(Type.String()),
    expiration_date: Timestamp(),
    next_reminder: Nullable(
      Timestamp(
        'When a reminder is due, if it is still pending then; null for never. It leaves by day at the invitee’s.',
      ),
    ),
    created: Timestamp(),
    updated: Timestamp(),
    answered: Nullable(Timestamp()),
    delivery: Fields({
      state: DeliveryState,
      detail: Nullable(Type.String({ description: 'What the mail server said, where it did not take the mail.' })),
      last_sent: Nullable(Timestamp()),
      times_sent: Type.Integer(),
    }),
    link: Type.Optional(
      Type.String({
        description:
          'The link to mail, token included. Only where one invitation is answered to a platform client, is pending and has `send_mail` false.',
      }),
    ),
  }),
)
export type Invitation = Static<typeof Invitation>

/** Something that happened to an invitation. */
export const InvitationEvent = named(
  'InvitationEvent',
  Fields({
    id: Uuid(),
    type: Type.String({ description: 'What happened, as `invitation.resent`. More types may be added.' }),
    sequence: Type.Integer({ description: 'Higher than that of every event before it.' }),
    occurred: Timestamp(),
    actor: EventActor,
    data: Type.Record(Type.String(), Type.Unknown(), {
      description: 'What else is to know of it: ids, states, moments.',
    }),
  }),
)
export type InvitationEvent = Static<typeof InvitationEvent>

const DeliveryAttempt = named(
  'DeliveryAttempt',
  Fields({
    number: Type.Integer({ description: 'The first is 1.' }),
    ended: Timestamp(),
    state: DeliveryState,
    duration_ms: Nullable(Type.Integer({ description: 'Null where the mail server took the mail.' })),
    detail: Nullable(Type.String({ description: 'What the mail server said, where it did not take the mail.' })),
  }),
)

/** A mail of an invitation. */
export const InvitationDelivery = named(
  'InvitationDelivery',
  Fields({
    id: Uuid(),
    template: Type.Enum(['invitation', 'resent', 'reminder', 'revoked'], {
      description: 'What it says: the invitation, again, a reminder of it, or that it was revoked.',
    }),
    state: DeliveryState,
    attempts: Type.Integer({ description: 'Those that were cut off included, which are not in `attempt_log`.' }),
    attempt_log: Type.Array(DeliveryAttempt, { description: 'In the order in which they were made.' }),
    detail: Nullable(Type.String({ description: 'What the mail server said, where it did not take the mail.' })),
    created: Timestamp(),
    sent: Nullable(Timestamp()),
  }),
)
export type InvitationDelivery = Static<typeof InvitationDelivery>

const most_gifts = 20

/** What an invitation says and gives, in requests. */
export const termsFields = {
  role_id: Type.Optional(Uuid('The role to give on acceptance; short for `role_ids` with one. Default: Member.')),
  role_ids: Type.Optional(Type.Array(Uuid(), { maxItems: most_gifts, description: 'Roles to give on acceptance.' })),
  team_ids: Type.Optional(Type.Array(Uuid(), { maxItems: most_gifts, description: 'Teams to join on acceptance.' })),
  message: Type.Optional(
    Nullable(Type.String({ maxLength: 1_000, description: 'A few words for the mail and the invitee; plain text.' })),
  ),
  metadata: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'A JSON object of your own, up to 8 kB. Nobody here reads it, and the invitee does not see it.',
      'x-expected': 'must be a JSON object',
    }),
  ),
  locale: Type.Optional(
    Nullable(
      LanguageTag(
        'Which language the invitee reads (BCP 47), as `de`; null if that is not known. The mails are in it where they are written in it, or else in the next best.',
      ),
    ),
  ),
  time_zone: Type.Optional(
    Nullable(
      TimeZone(
        'Where the invitee lives, as `Europe/Berlin`, so that reminders come by day; null if that is not known. What the invitee says of themselves counts more.',
      ),
    ),
  ),
  redirect_url: Type.Optional(
    Nullable(
      Type.String({
        maxLength: 2_000,
        description: 'Where the invitee goes on after accepting; below an address of `USHER_REDIRECT_URLS`.',
      }),
    ),
  ),
  expiration_date: Type.Optional(
    Moment("Until when it can be accepted: one minute to one year from now. Default: the organization's."),
  ),
}

/** The fields of one new invitation, alone or in a batch. */
export const newInvitationFields = {
  email: Type.String({ maxLength: 320, description: 'The address to invite.' }),
  ...termsFields,
  send_mail: Type.Optional(
    Type.Boolean({
      description:
        'Default true. With false nothing is mailed, and a platform client can read the link to mail it itself.',
    }),
  ),
}

export const InvitingUserId = Type.Optional(
  Uuid('For platform clients: the member on whose behalf they invite. Without it nobody is named as the inviter.'),
)

export const NewInvitation = named(
  'NewInvitation',
  Fields({ ...newInvitationFields, inviting_user_id: InvitingUserId }),
)

const states = Object.keys(rules).join('|')

/** Which invitations of an organization to list. */
export const filterFields = {
  only_pending: Type.Optional(Type.Boolean({ description: 'Only those that can still be accepted. Default false.' })),
  status: Type.Optional(
    Type.String({
      pattern: `^(${states})(,(${states}))*$`,
      description: 'Only those in this state, or in one of several with commas between them, as `declined,revoked`.',
      'x-expected': `must be one of ${states.replaceAll('|', ', ')}, or several of them with commas between`,
    }),
  ),
  email: Type.Optional(
    Type.String({ maxLength: 320, description: 'Only those to this address, in any spelling of it.' }),
  ),
  role_id: Type.Optional(Uuid('Only those that give this role.')),
  team_id: Type.Optional(Uuid('Only those that give this team.')),
  inviter_id: Type.Optional(Uuid('Only those that this user sent.')),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        "Only those with this text in their address or in their inviter's name. No sign has a special meaning.",
    }),
  ),
  created_after: Type.Optional(Moment('Only those that were made after this moment.')),
  created_before: Type.Optional(Moment('Only those that were made before this moment.')),
  expires_after: Type.Optional(Moment('Only those that end after this moment.')),
  expires_before: Type.Optional(Moment('Only those that end before this moment.')),
  sort: Type.Optional(
    Type.Enum(['created', '-created', 'expiration_date', '-expiration_date', 'email', '-email'], {
      description: 'What to list by, with a minus before it downwards. Default `created`.',
    }),
  ),
}

export const Editing = named('Editing', Fields(termsFields))

export const Resending = named('Resending', Fields({ expiration_date: termsFields.expiration_date }))

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
