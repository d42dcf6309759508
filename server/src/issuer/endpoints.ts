/** Where each endpoint of the login server is. Discovery names them; nobody should know them by heart. */
export const endpoints = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  jwks: '/oauth/jwks',
  userinfo: '/oauth/userinfo',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  end_session: '/oauth/logout',
} as const

/** Where people sign in and consent, followed by the name of the interaction. Its pages are in `sign_in/`. */
export const sign_in_path = '/oauth/sign-in'

/** Every path that oidc-provider answers, with its methods. */
export const issuerRoutes: Readonly<Record<string, readonly string[]>> = {
  '/.well-known/openid-configuration': ['GET', 'OPTIONS'],
  '/.well-known/oauth-authorization-server': ['GET', 'OPTIONS'],
  [endpoints.authorization]: ['GET'],
  [`${endpoints.authorization}/:uid`]: ['GET'],
  [endpoints.token]: ['POST', 'OPTIONS'],
  [endpoints.jwks]: ['GET', 'OPTIONS'],
  [endpoints.revocation]: ['POST', 'OPTIONS'],
  [endpoints.introspection]: ['POST', 'OPTIONS'],
  [endpoints.end_session]: ['GET'],
  [`${endpoints.end_session}/confirm`]: ['POST'],
  [`${endpoints.end_session}/success`]: ['GET'],
}
