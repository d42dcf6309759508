/** What a person who signs in may let an application know (OpenID Connect Core, section 5.4). */
export const identityScopes = ['openid', 'offline_access', 'profile', 'email'] as const
