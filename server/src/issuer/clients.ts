import type { Adapter, AdapterPayload, Client, default as Provider } from 'oidc-provider'
import type { Config } from '../config.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { console_callback_path, console_client_id, consoleSecret, signed_out_path } from './console-client.ts'
import { signing_algorithm } from './keys.ts'
import { allScopes } from '../http/scopes.ts'
import { identityScopes, scopesOfPeople } from './scopes.ts'
import { hashSecret, matchesSecret } from './secrets.ts'

/** Metadata of ours on a client: the hashes, in base64, of the secrets that are valid now. */
export const secret_hashes = 'secret_hashes'

/** Metadata of ours on a client: from when on tokens of its user are valid, in seconds since the epoch. */
export const tokens_valid_from = 'tokens_valid_from'

/** Metadata of ours on a client: it belongs to the operator of this service, so people are not asked for consent. */
export const first_party = 'first_party'

interface ClientRow {
  id: string
  kind: 'service_account' | 'platform' | 'application'
  name: string
  scopes: string[]
  /** Null where it is a public client: it has no secret (RFC 6749, section 2.1). */
  secret_hash: Buffer | null
  /** Null as soon as the overlap after a rotation has ended. */
  previous_secret_hash: Buffer | null
  /** Null where there is no such limit. */
  tokens_valid_from: number | null
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  first_party: boolean
}

/** Clients as oidc-provider reads them. They are made and revoked by the API, so nothing here writes one. */
export function clientsIn(db: Queryable, config: Config): Adapter {
  return {
    find: async (id) => (id === console_client_id ? consoleClient(config) : findClient(db, id)),
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
    select clients.id, clients.kind, clients.name, scopes, secret_hash,
      redirect_uris, post_logout_redirect_uris, first_party,
      case when previous_secret_until > now() then previous_secret_hash end as previous_secret_hash,
      case when isfinite(valid.since) then extract(epoch from valid.since)::float8 end as tokens_valid_from
    from clients left join users on users.id = clients.user_id,
      lateral (select greatest(users.tokens_valid_from, clients.tokens_valid_from) as since) as valid
    where clients.id = ${id} and revoked_at is null
      and case clients.kind
        when 'service_account' then secret_hash is not null and users.status = 'active'
        when 'platform' then secret_hash is not null
        else true
      end`)
  return row === undefined ? undefined : metadataOf(row)
}

function metadataOf(row: ClientRow): AdapterPayload | undefined {
  const known: readonly string[] = row.kind === 'application' ? [...identityScopes, ...scopesOfPeople] : allScopes
  const scopes = known.filter((scope) => row.scopes.includes(scope))
  // To oidc-provider a client without scopes is one that may have them all.
  if (scopes.length === 0) return undefined
  const hashes = [row.secret_hash, row.previous_secret_hash].flatMap((hash) => hash?.toString('base64') ?? [])
  return {
    client_id: row.id,
    client_name: row.name,
    [secret_hashes]: hashes,
    [tokens_valid_from]: row.tokens_valid_from ?? 0,
    scope: scopes.join(' '),
    id_token_signed_response_alg: signing_algorithm,
    ...(row.secret_hash === null
      ? { token_endpoint_auth_method: 'none' }
      : {
          // The library insists on a secret. This one opens nothing: see `compareSecrets`.
          client_secret: row.secret_hash.toString('base64'),
          // Stands for `client_secret_post` as well: the library takes either from a client that is registered for one.
          token_endpoint_auth_method: 'client_secret_basic',
        }),
    ...(row.kind === 'application'
      ? ofApplication(row)
      : { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] }),
  }
}

function ofApplication(row: ClientRow): AdapterPayload {
  return {
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    response_modes: ['query', 'form_post'],
    // A native client may have https addresses as well; only its loopback ones match with any port.
    application_type: [...row.redirect_uris, ...row.post_logout_redirect_uris].some(isOfMachine) ? 'native' : 'web',
    redirect_uris: row.redirect_uris,
    post_logout_redirect_uris: row.post_logout_redirect_uris,
    [first_party]: row.first_party,
  }
}

/** The console of this very service. */
function consoleClient(config: Config): AdapterPayload | undefined {
  const metadata = metadataOf({
    id: console_client_id,
    kind: 'application',
    name: 'Usher',
    scopes: ['openid', ...scopesOfPeople],
    secret_hash: hashSecret(consoleSecret(config)),
    previous_secret_hash: null,
    tokens_valid_from: null,
    redirect_uris: [`${config.publicUrl}${console_callback_path}`],
    post_logout_redirect_uris: [`${config.publicUrl}${signed_out_path}`],
    first_party: true,
  })
  // It keeps no token, so it needs none to refresh with. In development, too, it is a page and no program of the machine.
  return metadata && { ...metadata, grant_types: ['authorization_code'], application_type: 'web' }
}

/** Leads to the person's own machine: to a loopback address, where any port will do, or to an installed program (RFC 8252). */
export function isOfMachine(uri: string): boolean {
  return /^(?!https?:)|^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)[:/]/.test(uri)
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

/** To the minute: a write for every token would say no more to people. */
async function noteUse(db: Queryable, clientId: string): Promise<void> {
  await db.run(sql`
    update clients set last_used_at = now()
    where id = ${clientId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`)
}
