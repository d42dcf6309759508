import type { Vendor } from './vendor.ts'

const issuer = 'https://accounts.google.com'

// Discovery, ID token payload, and that `sub` and never the address names a person:
// https://developers.google.com/identity/openid-connect/openid-connect and
// https://accounts.google.com/.well-known/openid-configuration. Access tokens are opaque:
// https://cloud.google.com/docs/authentication/token-types#access. Of `prompt` it knows none, consent and select_account.
export const google: Vendor = {
  name: 'Google',
  entry: {
    issuer,
    name: 'Google',
    client_id: '1234987819200.apps.googleusercontent.com',
    client_secret: 'the secret of that client',
    prompt: 'select_account',
  },
  discovery: {
    issuer,
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    device_authorization_endpoint: 'https://oauth2.googleapis.com/device/code',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
    response_types_supported: ['code', 'token', 'id_token', 'code token', 'code id_token', 'token id_token', 'none'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'picture', 'sub'],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  },
  idToken: {
    header: { alg: 'RS256', typ: 'JWT', kid: 'f833e8a7fe3fe4b878948219a1684afa373ca86f' },
    claims: {
      iss: issuer,
      azp: '1234987819200.apps.googleusercontent.com',
      aud: '1234987819200.apps.googleusercontent.com',
      sub: '10769150350006150715113082367',
      at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
      hd: 'example.com',
      email: 'grace@example.com',
      email_verified: true,
      name: 'Grace Hopper',
      picture: 'https://lh3.googleusercontent.com/a/ACg8ocK=s96-c',
      given_name: 'Grace',
      family_name: 'Hopper',
      iat: 1_795_000_000,
      exp: 1_795_003_600,
      nonce: '0394852-3190485-2490358',
    },
  },
  userinfo: {
    sub: '10769150350006150715113082367',
    name: 'Grace Hopper',
    given_name: 'Grace',
    family_name: 'Hopper',
    picture: 'https://lh3.googleusercontent.com/a/ACg8ocK=s96-c',
    email: 'grace@example.com',
    email_verified: true,
    hd: 'example.com',
  },
  person: {
    subject: '10769150350006150715113082367',
    name: 'Grace Hopper',
    email: 'grace@example.com',
    vouched: true,
    inAccessToken: false,
  },
}
