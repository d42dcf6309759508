import { Fields, Nullable, Type, Uuid } from '../../http/schemas.ts'
import { Change, Changed, type EventType, MaybeUser, Moment, RoleIds, TeamIds } from './event-type.ts'

const subject = 'invitation'

const Status = Type.Enum(['pending', 'accepted', 'declined', 'revoked', 'expired'])
const status = Change(Fields({ status: Status }))
const delivery = Fields({ delivery_id: Uuid('The mail.') })
const By = Type.Enum(['link', 'invitee'], {
  description: 'Who had the link of the mail, or the invitee, signed in.',
})
const request = { invitation_request_id: Uuid(), by: By }
const decision = {
  invitation_request_id: Uuid(),
  kind: Type.Enum(['renewal', 'readdress']),
  new_invitation_id: Type.Optional(Uuid('The invitation that goes to the other address.')),
}

// Each optional: there are those that are different.
const Edited = Fields({
  status: Type.Optional(Status),
  role_ids: Type.Optional(RoleIds),
  team_ids: Type.Optional(TeamIds),
  locale: Type.Optional(Nullable(Type.String())),
  expiration_date: Type.Optional(Moment),
})

export const invitationEvents = {
  'invitation.created': {
    description: 'Somebody was invited.',
    subject,
    data: Fields({ inviter_id: MaybeUser, role_ids: RoleIds, team_ids: TeamIds, expiration_date: Moment }),
  },
  'invitation.sent': {
    description: 'The next mail server took the mail of an invitation.',
    subject,
    data: delivery,
  },
  'invitation.delivered': {
    description: 'The mail of an invitation is known to have arrived.',
    subject,
    data: delivery,
  },
  'invitation.bounced': {
    description: 'The mail of an invitation could not be delivered.',
    subject,
    data: delivery,
  },
  'invitation.failed': {
    description: 'The mail of an invitation was given up: it was refused, or tried in vain for too long.',
    subject,
    data: delivery,
  },
  'invitation.reminded': {
    description: 'The next mail server took a reminder of an invitation.',
    subject,
    data: delivery,
  },
  'invitation.seen': {
    description: 'A pending invitation was looked at for the first time.',
    subject,
    data: Fields({ by: By }),
  },
  'invitation.edited': {
    description:
      'What an invitation says or gives was changed, by somebody or because a role or team that it gave ended.',
    subject,
    data: Fields({
      changed: Changed,
      ...Change(Edited),
      inviting_user_id: Type.Optional(
        Fields(Change(MaybeUser), { description: 'Where somebody else answers for what it gives now.' }),
      ),
    }),
  },
  'invitation.resent': {
    description: 'An invitation is sent anew; one that had expired is pending again.',
    subject,
    data: Fields({
      rotated: Type.Boolean({ description: 'Whether it has a new link, and those before lead nowhere.' }),
      ...Change(Fields({ status: Status, expiration_date: Moment })),
    }),
  },
  'invitation.accepted': {
    description: 'An invitee accepted, and is a member.',
    subject,
    data: Fields({
      joined: Type.Boolean({ description: 'False for who was a member already and stays as they were.' }),
      role_ids: RoleIds,
      team_ids: TeamIds,
      ...status,
    }),
  },
  'invitation.declined': {
    description: 'An invitee declined. Who that was is not told.',
    subject,
    data: Fields({
      reason: Type.Optional(
        Nullable(Type.String({ description: 'In the words of who declined; gone once they are erased.' })),
      ),
      ...status,
    }),
  },
  'invitation.revoked': {
    description: 'An invitation was taken back, by somebody or for a reason.',
    subject,
    data: Fields({
      because: Type.Optional(
        Type.Enum(
          ['readdressed', 'inviter_departed', 'inviter_lost_permission', 'invitee_erased', 'organization_deleted'],
          {
            description: 'Where nobody revoked it by itself.',
          },
        ),
      ),
      new_invitation_id: Type.Optional(Uuid('The invitation in its place, where it was `readdressed`.')),
      ...status,
    }),
  },
  'invitation.expired': {
    description: 'The time of an invitation has run out.',
    subject,
    data: Fields(status),
  },
  'invitation.renewal_requested': {
    description: 'A new invitation in place of one that has expired was asked for.',
    subject,
    data: Fields(request),
  },
  'invitation.readdress_requested': {
    description: 'An invitation to another address was asked for.',
    subject,
    data: Fields(request),
  },
  'invitation.request_approved': {
    description: 'What was asked for of an invitation was given.',
    subject,
    data: Fields(decision),
  },
  'invitation.request_refused': {
    description: 'What was asked for of an invitation was refused.',
    subject,
    data: Fields(decision),
  },
} as const satisfies Record<string, EventType>
