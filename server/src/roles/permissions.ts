/** Everything that a role can allow. A role is a set of these. */
export const permissions = [
  'organization:read',
  'organization:update',
  'organization:delete',
  'organization:transfer',
  'members:read',
  'members:manage',
  'roles:manage',
  'teams:manage',
  'invitations:read',
  'invitations:create',
  'invitations:manage',
  'service_accounts:manage',
  'webhooks:manage',
  'events:read',
  'join:manage',
] as const

export type Permission = (typeof permissions)[number]

const forOwnersOnly: readonly Permission[] = ['organization:delete', 'organization:transfer']

/** What every member may do whose role says nothing else. */
export const memberPermissions: readonly Permission[] = ['organization:read', 'members:read']

/** The roles that every organization has from its first day, in the order in which they are listed. */
export const systemRoles = [
  { kind: 'owner', name: 'Owner', permissions },
  {
    kind: 'admin',
    name: 'Admin',
    permissions: permissions.filter((permission) => !forOwnersOnly.includes(permission)),
  },
  { kind: 'member', name: 'Member', permissions: memberPermissions },
] as const satisfies { kind: string; name: string; permissions: readonly Permission[] }[]
