import type { FastifyInstance } from 'fastify'
import type { KnownIssuer } from '../tokens/known-issuer.ts'
import { type Interactions, interactionsOf } from './interactions.ts'
import { loadKeys, publicKeys, signing_algorithm, type SigningKeys } from './keys.ts'
import { mountIssuer } from './mount.ts'
import { takeName } from './name.ts'
import { createProvider, type IssuerParts } from './provider.ts'
import { readToken } from './read-token.ts'

/** How soon every process knows of a key that another one added. */
const keys_live_seconds = 60

/** The login server that comes with Usher: people sign in there, and it issues access tokens. */
export interface BuiltInIssuer extends AsyncDisposable {
  /** For whoever checks tokens. Its keys are read from the database, so it needs no HTTP to itself. */
  readonly known: KnownIssuer
  /** Registers its endpoints and its discovery documents. */
  mount(server: FastifyInstance): void
  /** The sign-ins under way, for the pages that people see meanwhile. */
  readonly interactions: Interactions
  /** Takes up what changed about the signing keys. Happens by itself every 60 seconds. */
  refreshKeys(): Promise<void>
}

/**
 * Opens the built-in issuer, with a signing key made where there is none.
 *
 * @throws Unavailable if the database cannot be asked
 * @throws ConfigError if its keys cannot be decrypted with the keys configured
 */
export async function openIssuer(parts: IssuerParts): Promise<BuiltInIssuer> {
  const { config, db, logger } = parts
  await takeName(db, config.publicUrl)
  let serving = serve(parts, await loadKeys(db, config.linkKeys))
  let refreshing = Promise.resolve()

  const refresh = async () => {
    const keys = await loadKeys(db, config.linkKeys)
    // Requests under way end with the provider that they began with.
    if (namesOf(keys) !== serving.names) serving = serve(parts, keys)
  }
  // One after the other, so that an older reading never replaces a newer one.
  const refreshKeys = () => (refreshing = refreshing.catch(() => {}).then(refresh))

  const timer = setInterval(() => {
    refreshKeys().catch((error: unknown) => {
      logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'signing keys not read')
    })
  }, keys_live_seconds * 1000).unref()

  return {
    known: {
      issuer: config.publicUrl,
      audience: [config.audience],
      algorithms: [signing_algorithm],
      fetchKeys: async () => Response.json(await publicKeys(db)),
      coolDownSeconds: 5,
      keysLiveSeconds: keys_live_seconds,
      // The database says for itself when it is away.
      pauseSeconds: 0,
      read: readToken,
    },
    mount: (server) => mountIssuer(server, config.publicUrl, (request, response) => serving.answer(request, response)),
    // Of whichever provider serves at the moment: all read the same database.
    interactions: {
      find: (...of) => serving.interactions.find(...of),
      signIn: (...of) => serving.interactions.signIn(...of),
      consent: (uid) => serving.interactions.consent(uid),
      refuse: (uid) => serving.interactions.refuse(uid),
    },
    refreshKeys,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await refreshing.catch(() => {})
    },
  }
}

function serve(parts: IssuerParts, keys: SigningKeys) {
  const provider = createProvider(parts, keys)
  return { names: namesOf(keys), answer: provider.callback(), interactions: interactionsOf(provider, parts.db) }
}

/** Changes when a key comes, goes, or becomes the one that signs. */
function namesOf(keys: SigningKeys): string {
  return keys.map(({ kid }) => kid).join(' ')
}
