import type { Vendor } from './vendor.ts'

const issuer = 'https://example.eu.auth0.com/'
const subject = 'auth0|6553da60a54af58e29493993'

// Discovery: https://auth0.com/docs/get-started/applications/configure-applications-with-oidc-discovery. Access tokens of both
// profiles, and that a machine's `sub` is its client with `@clients` behind it:
// https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles. Claims of one's own need a namespace:
// https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims.
export const auth0: Vendor = {
  name: 'Auth0',
  entry: {
    issuer,
    name: 'Example',
    audience: 'https://usher.example.com',
    claims: {
      email: ['email', 'https://usher.example.com/email'],
      email_verified: ['email_verified', 'https://usher.example.com/email_verified'],
      name: ['name', 'https://usher.example.com/name'],
    },
    machine: { claim: 'gty', equals: 'client-credentials' },
    client_id: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
    client_secret: 'the secret of that application',
    client_authentication: 'client_secret_post',
  },
  discovery: {
    issuer,
    authorization_endpoint: `${issuer}authorize`,
    token_endpoint: `${issuer}oauth/token`,
    device_authorization_endpoint: `${issuer}oauth/device/code`,
    userinfo_endpoint: `${issuer}userinfo`,
    mfa_challenge_endpoint: `${issuer}mfa/challenge`,
    jwks_uri: `${issuer}.well-known/jwks.json`,
    registration_endpoint: `${issuer}oidc/register`,
    revocation_endpoint: `${issuer}oauth/revoke`,
    scopes_supported: ['openid', 'profile', 'offline_access', 'name', 'email', 'email_verified', 'picture'],
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'code token id_token'],
    code_challenge_methods_supported: ['S256', 'plain'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    claims_supported: ['aud', 'auth_time', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'picture', 'sub'],
    request_uri_parameter_supported: false,
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
  },
  accessToken: {
    header: { alg: 'RS256', typ: 'JWT', kid: 'NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg' },
    claims: {
      // Set by an Action that runs after each login.
      'https://usher.example.com/email': 'grace@example.com',
      'https://usher.example.com/email_verified': true,
      'https://usher.example.com/name': 'Grace Hopper',
      iss: issuer,
      sub: subject,
      aud: ['https://usher.example.com', `${issuer}userinfo`],
      iat: 1_795_000_000,
      exp: 1_795_086_400,
      scope: 'openid profile email',
      azp: 'my_client_id',
    },
  },
  machineToken: {
    header: { alg: 'RS256', typ: 'JWT', kid: 'NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg' },
    claims: {
      iss: issuer,
      sub: 'awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients',
      aud: 'https://usher.example.com',
      iat: 1_795_000_000,
      exp: 1_795_086_400,
      scope: 'invitations:read',
      gty: 'client-credentials',
      azp: 'awZfdIir8YFdGZWkvCejDoUb7SjTDicx',
    },
  },
  idToken: {
    header: { alg: 'RS256', typ: 'JWT', kid: 'NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg' },
    claims: {
      nickname: 'grace',
      name: 'Grace Hopper',
      picture: 'https://s.gravatar.com/avatar/0c83f57c786a0b4a39efab23731c7ebc?s=480&r=pg&d=retro',
      updated_at: '2026-11-18T10:11:12.345Z',
      email: 'grace@example.com',
      email_verified: true,
      iss: issuer,
      aud: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
      sub: subject,
      iat: 1_795_000_000,
      exp: 1_795_036_000,
      sid: 'kM4mBhdkzMrZ4WbJpOqRZEj3pBzK',
      nonce: 'n-0S6_WzA2Mj',
    },
  },
  person: { subject, name: 'Grace Hopper', email: 'grace@example.com', vouched: true, inAccessToken: true },
}
