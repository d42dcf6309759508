import { Fields, named, Nullable, type Static, Timestamp, Type, Uuid } from '../http/schemas.ts'
import { UserAddress } from './schemas.ts'

const Named = Fields({ id: Uuid(), name: Type.String() })
const InvitationStatus = Type.Enum(['pending', 'accepted', 'declined', 'revoked', 'expired'])

/** Everything that is kept about a person, and nothing about others. */
export const Export = named(
  'Export',
  Fields({
    exported: Timestamp(),
    profile: Fields({
      id: Uuid(),
      name: Nullable(Type.String()),
      avatar_url: Nullable(Type.String()),
      locale: Nullable(Type.String()),
      time_zone: Nullable(Type.String()),
      operator: Type.Boolean(),
      created: Timestamp(),
      updated: Timestamp(),
    }),
    identities: Type.Array(
      Fields({
        issuer: Type.String(),
        subject: Type.String(),
        name: Nullable(Type.String({ description: 'What the issuer says your name is.' })),
        picture: Nullable(Type.String({ description: 'What the issuer says your picture is.' })),
        created: Timestamp(),
      }),
    ),
    addresses: Type.Array(UserAddress),
    memberships: Type.Array(
      Fields({
        organization: Named,
        roles: Type.Array(Named),
        teams: Type.Array(Named),
        created: Timestamp(),
        expiration_date: Nullable(Timestamp()),
      }),
    ),
    received_invitations: Type.Array(
      Fields({
        id: Uuid(),
        organization: Named,
        email: Type.String({ description: 'Your address, as it was typed.' }),
        status: InvitationStatus,
        roles: Type.Array(Named),
        teams: Type.Array(Named),
        message: Nullable(Type.String()),
        created: Timestamp(),
        expiration_date: Timestamp(),
        answered: Nullable(Timestamp()),
        decline_reason: Nullable(Type.String()),
      }),
      { description: 'Those to your verified addresses, and those that you answered.' },
    ),
    sent_invitations: Type.Array(
      Fields({
        id: Uuid(),
        organization: Named,
        status: InvitationStatus,
        message: Nullable(Type.String()),
        created: Timestamp(),
        expiration_date: Timestamp(),
      }),
      { description: 'Whom you invited is theirs to know.' },
    ),
    invitation_requests: Type.Array(
      Fields({
        id: Uuid(),
        invitation_id: Uuid(),
        organization: Named,
        kind: Type.Enum(['renewal', 'readdress']),
        state: Type.Enum(['open', 'approved', 'refused', 'lapsed']),
        email: Nullable(Type.String({ description: 'Where the invitation should go, until that was decided.' })),
        message: Nullable(Type.String()),
        created: Timestamp(),
        answered: Nullable(Timestamp()),
      }),
      { description: 'What you asked organizations about invitations, signed in.' },
    ),
    sessions: Type.Array(
      Fields({
        id: Uuid(),
        user_agent: Nullable(Type.String()),
        created: Timestamp(),
        last_used: Timestamp(),
        expiration_date: Timestamp(),
        ended: Nullable(Timestamp()),
      }),
    ),
    applications: Type.Array(
      Fields({
        client_id: Type.String(),
        name: Type.String(),
        scopes: Type.Array(Type.String()),
        created: Timestamp(),
      }),
    ),
    blocked_organizations: Type.Array(Fields({ organization: Named, created: Timestamp() }), {
      description: 'Those that you want no invitations of.',
    }),
    events: Type.Array(
      Fields({
        id: Uuid(),
        type: Type.String(),
        occurred: Timestamp(),
        organization_id: Nullable(Uuid()),
        actor: Type.Enum(['you', 'somebody_else', 'system']),
        subject: Fields({
          type: Type.String(),
          id: Nullable(Type.String({ description: 'Null where it is another user.' })),
        }),
        data: Type.Record(Type.String(), Type.Unknown(), { description: 'Only of what you did.' }),
      }),
      { description: 'What you did, and what happened to you and to the invitations to you.' },
    ),
  }),
)
export type Export = Static<typeof Export>
