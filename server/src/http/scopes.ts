/** What each scope lets a token do; a person reads it when asked for consent. */
export const scopes = {
  platform: 'Act as the application itself: organizations and memberships of everybody.',
  'invitations:read': 'Read the invitations sent to you.',
  'invitations:respond': 'Accept or decline the invitations sent to you.',
  'organizations:read': 'Read the organizations that you are a member of, and your own name and addresses.',
  'organizations:write':
    'Change the organizations that you are a member of, as far as your roles allow, and your own name and picture.',
  'webhooks:manage':
    'Manage the webhook endpoints of the organizations that you are a member of, as far as your roles allow.',
} as const

export type Scope = keyof typeof scopes

export const allScopes = Object.keys(scopes) as readonly Scope[]
