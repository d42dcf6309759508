import { allScopes } from '../http/scopes.ts'

/** What a person who signs in may let an application know (OpenID Connect Core, section 5.4). */
export const identityScopes = ['openid', 'offline_access', 'profile', 'email'] as const

/** What an application may do in the name of a person. Nobody is a platform client. */
export const scopesOfPeople = allScopes.filter((scope) => scope !== 'platform')

/** What each of those lets an application know or do, as the person reads it who is asked for consent. */
export const identityScopeMeanings: Readonly<Record<(typeof identityScopes)[number], string>> = {
  openid: 'Know that it is you who signs in.',
  offline_access: 'Keep this access while you are away, until you take it back.',
  profile: 'Know your name and picture.',
  email: 'Know your e-mail address.',
}
