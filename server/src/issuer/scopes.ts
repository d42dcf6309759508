import { allScopes } from '../http/scopes.ts'

/** What a person who signs in may let an application know (OpenID Connect Core, section 5.4). */
export const identityScopes = ['openid', 'offline_access', 'profile', 'email'] as const

/** What an application may do in the name of a person. Nobody is a platform client. */
export const scopesOfPeople = allScopes.filter((scope) => scope !== 'platform')
