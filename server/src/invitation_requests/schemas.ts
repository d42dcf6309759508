import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'

const Kind = Type.Enum(['renewal', 'readdress'], {
  description: '`renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs.',
})
export type Kind = Static<typeof Kind>

const State = Type.Enum(['open', 'approved', 'refused', 'lapsed'], {
  description: '`lapsed`: the invitation was answered or revoked before anybody decided.',
})
export type State = Static<typeof State>

const longest_message = 1_000

const asking = {
  message: Type.Optional(
    Nullable(
      Type.String({ maxLength: longest_message, description: 'A few words for whoever decides it; plain text.' }),
    ),
  ),
}

const whereTo = 'Where the invitation should go: one of your verified addresses. For `readdress`, and only for it.'
const email = Type.String({ maxLength: 320, description: whereTo })

export const Ask = named('InvitationAsk', Fields({ kind: Kind, email: Type.Optional(email), ...asking }))

const token = Type.String({ maxLength: 256, description: 'What stands behind the `#` of the link.' })

export const LinkAsk = named('LinkAsk', Fields({ token, kind: Kind, email: Type.Optional(email), ...asking }))

export const RenewalAsk = named('RenewalAsk', Fields({ token, ...asking }))

const shown = {
  id: Uuid(),
  invitation_id: Uuid(),
  kind: Kind,
  state: State,
  email: Nullable(Type.String({ description: 'Where the invitation should go, until that is decided.' })),
  message: Nullable(Type.String({ description: 'In the words of who asked.' })),
  created: Timestamp(),
  answered: Nullable(Timestamp()),
}

/** A request as whoever asked sees it. */
export const OwnRequest = named('OwnInvitationRequest', Fields({ ...shown, organization_name: Type.String() }))
export type OwnRequest = Static<typeof OwnRequest>

/** What whoever is not signed in hears: somebody else may have asked by the same link. */
export const AskedByLink = named('AskedByLink', Fields({ kind: Kind, state: State, created: Timestamp() }))
export type AskedByLink = Static<typeof AskedByLink>

/** A request as the organization's side sees it. */
export const InvitationRequest = named(
  'InvitationRequest',
  Fields({
    ...shown,
    organization_id: Uuid(),
    invited_email: Type.String({ description: 'The address that was invited, as the inviter typed it.' }),
    asking_user_name: Nullable(
      Type.String({
        description: 'What whoever asked calls themselves; null if they came by the link, not signed in.',
      }),
    ),
    new_invitation_id: Nullable(Uuid('The invitation that took the place of the one to the other address.')),
  }),
)
export type InvitationRequest = Static<typeof InvitationRequest>

export const RequestFilter = {
  state: Type.Optional(State),
  kind: Type.Optional(Kind),
  invitation_id: Type.Optional(Uuid('Only those about this invitation.')),
}

export const OrganizationRequestId = Fields({
  organization_id: Uuid('ID of the organization.'),
  request_id: Uuid('ID of the request.'),
})
