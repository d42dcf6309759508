import { invalid, type Refusal } from '../http/problems.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import type { Permission } from './permissions.ts'

/** What can have a role, or be in a team. */
export interface Assignee {
  readonly type: 'user' | 'team' | 'invitation'
  readonly id: string
}

/** What somebody needs to change the roles of each. */
export const permissionFor = {
  user: 'members:manage',
  team: 'teams:manage',
  invitation: 'invitations:manage',
} as const satisfies Record<Assignee['type'], Permission>

export const AssigneeQuery = Fields({
  user_id: Type.Optional(Uuid('A member: a person or a service account.')),
  team_id: Type.Optional(Uuid('A team.')),
  invitation_id: Type.Optional(Uuid('A pending invitation, which gives it when it is accepted.')),
})

/** The one whom a request names. */
export function readAssignee(query: {
  user_id?: string
  team_id?: string
  invitation_id?: string
}): Assignee | Refusal {
  const named = [
    { type: 'user', id: query.user_id },
    { type: 'team', id: query.team_id },
    { type: 'invitation', id: query.invitation_id },
  ] as const
  const [first, ...others] = named.flatMap(({ type, id }) => (id === undefined ? [] : [{ type, id }]))
  return first === undefined || others.length > 0
    ? invalid({ in: 'query', pointer: '', detail: 'must name exactly one of what can be assigned, by its id' })
    : first
}
