import type {
  Adapter,
  AdapterPayload,
  Client,
  default as Provider,
  JWTStructured,
  KoaContextWithOIDC,
} from 'oidc-provider'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { signing_algorithm } from './keys.ts'
import { allScopes } from '../http/scopes.ts'
import { matchesSecret } from './secrets.ts'

/** Metadata of ours on a client: the hashes, in base64, of the secrets that are valid now. */
export const secret_hashes = 'secret_hashes'

/** Metadata of ours on a client: from when on tokens of its user are valid, in seconds since the epoch. */
export const tokens_valid_from = 'tokens_valid_from'

interface ClientRow {
  id: string
  name: string
  scopes: string[]
  secret_hash: Buffer
  /** Null as soon as the overlap after a rotation has ended. */
  previous_secret_hash: Buffer | null
  /** Null where there is no such limit. */
  tokens_valid_from: number | null
}

/** Clients as oidc-provider reads them. They are made and revoked by the API, so nothing here writes one. */
export function clientsIn(db: Queryable): Adapter {
  return {
    find: (id) => findClient(db, id),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    upsert: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  }
}

async function readOnly(): Promise<never> {
  throw new Error('clients are not written through the login server')
}

/** A client that may ask for tokens: not revoked, and its user, where it acts as one, active. */
async function findClient(db: Queryable, id: string): Promise<AdapterPayload | undefined> {
  if (id.includes('\0')) return undefined
  const row = await db.maybe(sql<ClientRow>`
    select clients.id, clients.name, scopes, secret_hash,
      case when previous_secret_until > now() then previous_secret_hash end as previous_secret_hash,
      case when isfinite(tokens_valid_from) then extract(epoch from tokens_valid_from)::float8 end as tokens_valid_from
    from clients left join users on users.id = clients.user_id
    where clients.id = ${id} and revoked_at is null and secret_hash is not null
      and (clients.kind = 'platform' or users.status = 'active')`)
  return row === undefined ? undefined : metadataOf(row)
}

function metadataOf(row: ClientRow): AdapterPayload | undefined {
  const scopes = allScopes.filter((scope) => row.scopes.includes(scope))
  // To oidc-provider a client without scopes is one that may have them all.
  if (scopes.length === 0) return undefined
  const hashes = [row.secret_hash, row.previous_secret_hash].flatMap((hash) => hash?.toString('base64') ?? [])
  return {
    client_id: row.id,
    client_name: row.name,
    // The library insists on a secret. This one opens nothing: see `compareSecrets`.
    client_secret: row.secret_hash.toString('base64'),
    [secret_hashes]: hashes,
    [tokens_valid_from]: row.tokens_valid_from ?? 0,
    // Stands for `client_secret_post` as well: the library takes either from a client that is registered for one.
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: scopes.join(' '),
    id_token_signed_response_alg: signing_algorithm,
  }
}

/** Makes a provider compare hashes of secrets, and note when a client last used its own. */
export function compareSecrets(provider: Provider, db: Queryable): void {
  const { prototype } = provider.Client
  prototype.compareClientSecret = async function compareClientSecret(this: Client, secret: string): Promise<boolean> {
    const hashes = this[secret_hashes] as readonly string[]
    const matches = matchesSecret(
      secret,
      hashes.map((hash) => Buffer.from(hash, 'base64')),
    )
    if (matches) await noteUse(db, this.clientId)
    return matches
  }
}

/**
 * A token may be issued in the very second in which those before it were ended. `iat` counts whole seconds and could not
 * tell them apart, so ended tokens end with that second, and new ones count as issued in the next.
 */
export function issuedAfterThoseEnded(ctx: KoaContextWithOIDC, _: unknown, { payload }: JWTStructured): void {
  const from = ctx.oidc.client?.[tokens_valid_from]
  if (typeof from === 'number' && typeof payload['iat'] === 'number') payload['iat'] = Math.max(payload['iat'], from)
}

/** To the minute: a write for every token would say no more to people. */
async function noteUse(db: Queryable, clientId: string): Promise<void> {
  await db.run(sql`
    update clients set last_used_at = now()
    where id = ${clientId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`)
}
