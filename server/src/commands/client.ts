import type { Command } from 'commander'
import type { Logger } from 'pino'
import { getClient, listClients, registerClient, revokeClient, rotateSecret, type Told } from '../clients/clients.ts'
import { applicationScopes, type Client, type RegisteredClient } from '../clients/schemas.ts'
import { Refusal, refuse } from '../http/problems.ts'
import { type DatabaseOptions, onDatabase, withDatabase } from './with-database.ts'

const told: Told = { actor: { type: 'system' }, requestId: null }

interface AddOptions extends DatabaseOptions {
  platform?: true
  public?: true
  firstParty?: true
  redirectUri?: string[]
  postLogoutRedirectUri?: string[]
  scope?: string
}

/** `usher-server client ...`: the OAuth clients that people sign in to, and the platform's own. */
export function addClient(program: Command, logger: Logger): void {
  const client = program.command('client').description('OAuth clients: applications, and the platform itself')

  const add = onDatabase(client.command('add <name>'))
    .description('register a client; prints its secret this once')
    .option('--platform', 'the machine access of the platform, which nobody signs in to')
    .option('--public', 'it cannot keep a secret: an installed program, or a page in a browser')
    .option('--first-party', 'it belongs to the operator of this service: people are not asked for consent')
    .option('--redirect-uri <uri...>', 'where people come back to; may be repeated')
    .option('--post-logout-redirect-uri <uri...>', 'where people may be sent after they signed out; may be repeated')
    .option('--scope <scopes>', `what it may ask for, space-separated; default: ${applicationScopes.join(' ')}`)
  add.action(async (name: string, options: AddOptions) => {
    const { scope, redirectUri, postLogoutRedirectUri } = options
    const scopes = scope?.split(/[\s,]+/).filter((each) => each !== '')
    const unknown = scopes?.find((each) => !applicationScopes.some((known) => known === each))
    if (unknown !== undefined || scopes?.length === 0)
      add.error(`error: --scope must be some of: ${applicationScopes.join(' ')}`, { exitCode: 2 })
    const asked = {
      name,
      ...(options.platform === true ? { kind: 'platform' as const } : {}),
      ...(options.public === true ? { public: true } : {}),
      ...(options.firstParty === true ? { first_party: true } : {}),
      ...(redirectUri === undefined ? {} : { redirect_uris: redirectUri }),
      ...(postLogoutRedirectUri === undefined ? {} : { post_logout_redirect_uris: postLogoutRedirectUri }),
      ...(scopes === undefined ? {} : { scopes: applicationScopes.filter((known) => scopes.includes(known)) }),
    }
    const made = await withDatabase(logger, options, (db) => db.transaction((tx) => registerClient(tx, asked, told)))
    print(made, options)
  })

  const list = onDatabase(client.command('list')).description('list the registered clients')
  list.action(async (options: DatabaseOptions) => {
    const clients = await withDatabase(logger, options, async (db) => {
      const found: Client[] = []
      for (let after; ;) {
        const page = await listClients(db, { limit: 100, offset: 0, after })
        found.push(...page.rows)
        if (page.next === undefined) return found
        after = page.next
      }
    })
    if (options.json === true) console.log(JSON.stringify(clients, null, 2))
    else if (clients.length === 0) console.log('No client is registered.')
    else for (const each of clients) console.log(`${each.client_id}  ${each.name}`)
  })

  const show = onDatabase(client.command('show <client_id>')).description('show a client')
  show.action(async (id: string, options: DatabaseOptions) => {
    const found = await withDatabase(logger, options, async (db) => known(await getClient(db, id), id))
    const { version: _, ...shown } = found
    print(shown, options)
  })

  const revoke = onDatabase(client.command('revoke <client_id>')).description(
    'end a client, its tokens, and what people granted to it, for good',
  )
  revoke.action(async (id: string, options: DatabaseOptions) => {
    await withDatabase(logger, options, async (db) =>
      known(await db.transaction((tx) => revokeClient(tx, id, told)), id),
    )
    console.log(options.json === true ? 'null' : `${id} is revoked.`)
  })

  const rotate = onDatabase(client.command('rotate-secret <client_id>'))
    .description('give a client a new secret; prints it this once')
    .option('--overlap-seconds <seconds>', 'how long the secret before still works, 0 to 86400', '0')
  rotate.action(async (id: string, options: DatabaseOptions & { overlapSeconds: string }) => {
    const overlapSeconds = Number(options.overlapSeconds)
    if (!/^\d{1,5}$/.test(options.overlapSeconds) || overlapSeconds > 86_400)
      rotate.error('error: --overlap-seconds must be a whole number from 0 to 86400', { exitCode: 2 })
    const rotated = await withDatabase(logger, options, async (db) =>
      known(await db.transaction((tx) => rotateSecret(tx, { id, overlapSeconds }, told)), id),
    )
    print(rotated, options)
  })
}

/** On the command line nobody is kept from knowing which clients there are. */
function known<T>(outcome: T | Refusal, id: string): T | Refusal {
  return outcome instanceof Refusal && outcome.code === 'not_found'
    ? refuse('not_found', { detail: `There is no client ${id}. usher-server client list names those there are.` })
    : outcome
}

function print(client: RegisteredClient, { json }: DatabaseOptions): void {
  if (json === true) {
    console.log(JSON.stringify(client, null, 2))
    return
  }
  for (const [name, value] of Object.entries(client)) {
    const text = Array.isArray(value) ? value.join(' ') : String(value ?? '')
    if (text !== '') console.log(`${name.padEnd(26)}${text}`)
  }
}
