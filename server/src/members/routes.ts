import { operation } from '../http/operation.ts'
import { answerPage, CountedPageQuery } from '../http/paging.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { changeMember } from './change.ts'
import { listMembers } from './list.ts'
import { removeMember } from './members.ts'
import { getMembership } from './membership.ts'
import { Member, MemberChange, MemberId, MembershipDetails, MembersQuery } from './schemas.ts'

const tag = 'Members'

export const list = operation({
  id: 'list_members',
  tag,
  summary: 'List the members of an organization',
  description:
    'Longest there first, unless asked otherwise. Teams and pending invitations, which are places kept for people, can be listed among them.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields({ ...CountedPageQuery, ...MembersQuery }),
  expensive: true,
  success: Type.Array(Member),
  refusals: ['permission_denied'],
  handle: (usher, incoming) => {
    const { caller, path, query } = incoming
    return answerPage(usher, incoming, (page) => listMembers(usher.db, caller, path.organization_id, query, page))
  },
})

export const get = operation({
  id: 'get_member',
  tag,
  summary: 'Check a membership',
  description:
    'Whether somebody is a member, with their roles, their teams and what they may do; 404 if they are none. Everybody may ask about themselves.',
  scope: 'organizations:read',
  conditional: true,
  path: MemberId,
  success: MembershipDetails,
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path }) =>
    getMembership(db, caller, { organizationId: path.organization_id, userId: path.user_id }),
})

export const change = operation({
  id: 'change_member',
  tag,
  summary: 'Change the roles of a member',
  description:
    'All roles of their own, from now on. You give none that allows more than you may, and change nobody who may do more; without the permission `members:manage` you can give up roles of your own. The last owner stays one.',
  scope: 'organizations:write',
  path: OrganizationId,
  query: Fields({ user_id: Uuid('ID of the member.') }),
  body: MemberChange,
  success: Member,
  refusals: ['permission_denied', 'role_not_grantable', 'last_owner'],
  handle: ({ db }, { caller, path, query, body, requestId }) =>
    changeMember(db, {
      caller,
      organizationId: path.organization_id,
      userId: query.user_id,
      requestId,
      change: body,
    }),
})

export const remove = operation({
  id: 'remove_member',
  tag,
  summary: 'Remove a member, or leave',
  description: 'Without the permission `members:manage` only oneself. The last owner cannot go.',
  scope: 'organizations:write',
  path: OrganizationId,
  query: Fields({ user_id: Uuid('ID of the user whose membership ends.') }),
  success: Type.Null(),
  refusals: ['permission_denied', 'last_owner'],
  handle: ({ db }, { caller, path, query, requestId }) =>
    removeMember(db, caller, { organizationId: path.organization_id, userId: query.user_id, requestId }),
})
