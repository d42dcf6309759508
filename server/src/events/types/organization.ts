import { Fields, Nullable, Type, Uuid } from '../../http/schemas.ts'
import { Change, Changed, type EventType, MaybeUser, Nothing, RoleIds } from './event-type.ts'

const subject = 'organization'

const Words = Nullable(Type.String())
const Domains = Type.Array(Type.String())

// Each optional: there are those that are different.
const Profile = Fields({
  name: Type.Optional(Type.String()),
  slug: Type.Optional(Type.String()),
  description: Type.Optional(Words),
  logo_url: Type.Optional(Words),
  seat_limit: Type.Optional(Nullable(Type.Integer())),
  seat_policy: Type.Optional(Type.String()),
  allowed_domains: Type.Optional(Domains),
  blocked_domains: Type.Optional(Domains),
  departed_inviter: Type.Optional(Type.String()),
  default_expiry_seconds: Type.Optional(Type.Integer()),
})

// The address for answers and the mails' own words are not told.
const MailSettings = Fields({
  sender_name: Type.Optional(Words),
  accent_color: Type.Optional(Words),
  locale: Type.Optional(Words),
  time_zone: Type.Optional(Type.String()),
  reminder_hours: Type.Optional(Type.Array(Type.Integer())),
  awake_from: Type.Optional(Type.String()),
  awake_until: Type.Optional(Type.String()),
})

const Role = Fields({ name: Type.String(), description: Words, permissions: Type.Array(Type.String()) })
const named = { name: Type.String(), description: Words }

// Each optional: there are those that are different.
const Team = Fields({
  name: Type.Optional(Type.String()),
  description: Type.Optional(Words),
  role_ids: Type.Optional(RoleIds),
})

const offer = { offer_id: Uuid(), user_id: Uuid('Who was offered to become an owner.') }
const leave = { leave: Type.Boolean({ description: 'Whether who offered it steps down with that.' }) }
const answer = Fields({ ...offer, offered_by: MaybeUser, ...leave })

export const organizationEvents = {
  'organization.created': {
    description: 'An organization was founded.',
    subject,
    data: Fields({ owner_id: Uuid('Its first member, an owner.') }),
  },
  'organization.updated': {
    description: 'An organization is called otherwise, or decided otherwise.',
    subject,
    data: Fields(Change(Profile)),
    forgettable: true,
  },
  'organization.mail_settings_updated': {
    description: 'An organization’s mails look otherwise, or leave at other times.',
    subject,
    data: Fields({ changed: Changed, ...Change(MailSettings) }),
    forgettable: true,
  },
  'organization.deleted': {
    description: 'An organization ended. That its members are none any more is not told of each.',
    subject,
    data: Nothing,
  },
  'organization.seat_limit_reached': {
    description: 'Somebody could not join because no seat was free. Told once a day at most.',
    subject,
    data: Fields({ seat_limit: Type.Integer(), member_count: Type.Integer() }),
  },
  'organization.vouched_for': {
    description: 'The platform lets an organization send as one that it knows.',
    subject,
    data: Nothing,
  },
  'organization.no_longer_vouched_for': {
    description: 'The platform took that back.',
    subject,
    data: Nothing,
  },
  'organization.ownership_offered': {
    description: 'A member was offered to become an owner.',
    subject,
    data: Fields({ ...offer, ...leave }),
  },
  'organization.ownership_withdrawn': {
    description: 'Such an offer was taken back.',
    subject,
    data: Fields(offer),
  },
  'organization.ownership_accepted': {
    description: 'Such an offer was accepted. Whose roles changed by it has `member.role_changed`, too.',
    subject,
    data: answer,
  },
  'organization.ownership_declined': { description: 'Such an offer was declined.', subject, data: answer },
  'organization.role_created': {
    description: 'A role was made.',
    subject: 'role',
    data: Role,
    forgettable: true,
  },
  'organization.role_changed': {
    description: 'A role is called otherwise, or allows something else.',
    subject: 'role',
    data: Fields(Change(Role)),
    forgettable: true,
  },
  'organization.role_deleted': {
    description: 'A role ended.',
    subject: 'role',
    data: Role,
    forgettable: true,
  },
  'organization.team_created': {
    description: 'A team was made.',
    subject: 'team',
    data: Fields(named),
    forgettable: true,
  },
  'organization.team_changed': {
    description: 'A team is called otherwise, or has other roles.',
    subject: 'team',
    data: Fields(Change(Team)),
    forgettable: true,
  },
  'organization.team_deleted': {
    description: 'A team ended.',
    subject: 'team',
    data: Fields({ ...named, role_ids: RoleIds }),
    forgettable: true,
  },
} as const satisfies Record<string, EventType>
