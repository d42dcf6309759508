import { Fields, Uuid } from '../../http/schemas.ts'
import { Change, type EventType, RoleIds, TeamIds } from './event-type.ts'

const subject = 'user'

export const memberEvents = {
  'member.added': {
    description: 'Somebody became a member without an invitation. Who accepts one is told of by `invitation.accepted`.',
    subject,
    data: Fields({ role_ids: RoleIds }),
  },
  'member.removed': {
    description: 'Somebody left or was removed.',
    subject,
    data: Fields({ role_ids: RoleIds, team_ids: TeamIds }, { description: 'What they had.' }),
  },
  'member.role_changed': {
    description: 'A member has other roles of their own.',
    subject,
    data: Fields(Change(Fields({ role_ids: RoleIds }))),
  },
  'member.team_joined': { description: 'A member is in a team now.', subject, data: Fields({ team_id: Uuid() }) },
  'member.team_left': { description: 'A member is in a team no longer.', subject, data: Fields({ team_id: Uuid() }) },
} as const satisfies Record<string, EventType>
