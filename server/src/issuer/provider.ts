import Provider, { type Configuration } from 'oidc-provider'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { findAccount } from './accounts.ts'
import { clientsIn, compareSecrets, issuedAfterThoseEnded, secret_hashes, tokens_valid_from } from './clients.ts'
import { endpoints } from './endpoints.ts'
import { handleFaults } from './faults.ts'
import { signing_algorithm, type SigningKeys } from './keys.ts'
import { errorPage, signedOutPage, signOutPage } from './pages.ts'
import { ownResource } from './resource.ts'
import { allScopes } from '../http/scopes.ts'
import { identityScopes } from './scopes.ts'
import { Records } from './store.ts'

const minute_seconds = 60
const hour_seconds = 60 * minute_seconds
const day_seconds = 24 * hour_seconds

/** What the login server works with. */
export interface IssuerParts {
  readonly config: Config
  readonly db: Database
  readonly logger: Logger
}

/** The OAuth 2 and OpenID Connect server with these keys. Other keys need another one: the library reads them once. */
export function createProvider({ config, db, logger }: IssuerParts, keys: SigningKeys): Provider {
  const provider = new Provider(config.publicUrl, {
    ...settings(config),
    jwks: { keys: keys.map((key) => ({ ...key, kty: 'EC' })) },
    adapter: (model) => (model === 'Client' ? clientsIn(db) : new Records(db, model)),
    findAccount: (_ctx, id) => findAccount(db, id),
  })
  // It then believes the forwarded address, which is ours and not the client's (see `mount.ts`).
  provider.proxy = true
  compareSecrets(provider, db)
  handleFaults(provider, logger)
  return provider
}

/** Much is set to what it would be anyway: the library prints a notice for every default that it thinks one should choose. */
function settings(config: Config): Configuration {
  return {
    routes: endpoints,
    scopes: [...identityScopes, ...allScopes],
    claims: { openid: ['sub'], profile: ['name', 'picture'], email: ['email', 'email_verified'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: signing_algorithm },
    extraClientMetadata: { properties: [secret_hashes, tokens_valid_from] },
    enabledJWA: {
      idTokenSigningAlgValues: [signing_algorithm],
      userinfoSigningAlgValues: [signing_algorithm],
      introspectionSigningAlgValues: [signing_algorithm],
      authorizationSigningAlgValues: [signing_algorithm],
    },
    formats: { customizers: { jwt: issuedAfterThoseEnded } },
    cookies: { keys: config.cookieKeys.map((key) => key.reveal()) },
    // No client is a page in a browser yet.
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: ownResource(config),
      // Access tokens are JWTs and checked as bearer tokens: a proof of possession would promise what nobody checks.
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: { enabled: true, logoutSource: signOutPage, postLogoutSuccessSource: signedOutPage },
    },
    renderError: errorPage,
    ttl: {
      AccessToken: 10 * minute_seconds,
      AuthorizationCode: minute_seconds,
      ClientCredentials: hour_seconds,
      Grant: 14 * day_seconds,
      IdToken: hour_seconds,
      Interaction: hour_seconds,
      RefreshToken: 14 * day_seconds,
      Session: 14 * day_seconds,
    },
  }
}
