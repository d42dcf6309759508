import Provider, { type Adapter, type Configuration } from 'oidc-provider'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { finishAccessToken } from './access-tokens.ts'
import { findAccount } from './accounts.ts'
import { clientsIn, compareSecrets, first_party, secret_hashes, tokens_valid_from } from './clients.ts'
import { endpoints, sign_in_path } from './endpoints.ts'
import { handleFaults } from './faults.ts'
import { loadGrant } from './grants.ts'
import { signing_algorithm, type SigningKeys } from './keys.ts'
import { lifetimes } from './lifetimes.ts'
import { answerOnlyKnownOrigins } from './origins.ts'
import { errorPage, framePages, signedOutPage, signOutPage } from './pages.ts'
import { whenToAsk } from './policy.ts'
import { ownResource } from './resource.ts'
import { allScopes } from '../http/scopes.ts'
import { identityScopes } from './scopes.ts'
import { endGrantsWithSessions, noteBrowsers, Sessions } from './sessions.ts'
import { Records } from './store.ts'

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
    adapter: (model) => storeOf(db, config, model),
    findAccount: (ctx, id, source) =>
      findAccount(
        db,
        ctx,
        id,
        source,
        config.issuers.map(({ issuer }) => issuer),
      ),
    loadExistingGrant: (ctx) => loadGrant(db, ctx),
  })
  // It then believes the forwarded address, which is ours and not the client's (see `mount.ts`).
  provider.proxy = true
  compareSecrets(provider, db)
  endGrantsWithSessions(provider, db)
  handleFaults(provider, logger)
  answerOnlyKnownOrigins(provider, db)
  framePages(provider)
  noteBrowsers(provider, db)
  return provider
}

function storeOf(db: Database, config: Config, model: string): Adapter {
  if (model === 'Client') return clientsIn(db, config)
  return model === 'Session' ? new Sessions(db) : new Records(db, model)
}

/** Much is set to what it would be anyway: the library prints a notice for every default that it thinks one should choose. */
function settings(config: Config): Configuration {
  return {
    routes: endpoints,
    discovery: { userinfo_endpoint: `${config.publicUrl}${endpoints.userinfo}` },
    scopes: [...identityScopes, ...allScopes],
    claims: { openid: ['sub'], profile: ['name', 'picture'], email: ['email', 'email_verified'] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientDefaults: { id_token_signed_response_alg: signing_algorithm },
    extraClientMetadata: { properties: [secret_hashes, tokens_valid_from, first_party] },
    enabledJWA: {
      idTokenSigningAlgValues: [signing_algorithm],
      userinfoSigningAlgValues: [signing_algorithm],
      introspectionSigningAlgValues: [signing_algorithm],
      authorizationSigningAlgValues: [signing_algorithm],
    },
    formats: { customizers: { jwt: finishAccessToken } },
    cookies: cookies(config),
    // A public client may be a page in a browser, which then calls from where it is redirected to.
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === 'none' &&
      // Which is also what an address with a scheme of its own has for an origin.
      origin !== 'null' &&
      (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    interactions: { policy: whenToAsk(), url: (_ctx, { uid }) => `${sign_in_path}/${uid}` },
    // Whoever is registered for refresh tokens gets them. Without `offline_access` they end with the browser's session.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async (_ctx, { scopes }) => !scopes.has('offline_access'),
    rotateRefreshToken: true,
    features: {
      devInteractions: { enabled: false },
      // Ours takes its place: see `userinfo.ts`.
      userinfo: { enabled: false },
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
    ttl: lifetimes,
  }
}

/** Behind TLS the names keep other hosts of the domain, and pages without TLS, from planting a cookie (RFC 6265bis). */
function cookies({ publicUrl, cookieKeys }: Config): NonNullable<Configuration['cookies']> {
  const secure = publicUrl.startsWith('https:')
  const bound = secure ? '__Secure-' : ''
  const options = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const
  return {
    keys: cookieKeys.map((key) => key.reveal()),
    names: {
      session: secure ? '__Host-usher_session' : 'usher_session',
      interaction: `${bound}usher_sign_in`,
      resume: `${bound}usher_resume`,
    },
    long: options,
    short: options,
  }
}
