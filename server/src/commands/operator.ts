import type { Command } from 'commander'
import type { Logger } from 'pino'
import { openDatabase } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { appoint, dismiss } from '../platform/operators.ts'
import { readAddress } from '../users/address.ts'
import { introduce } from '../users/introduce.ts'

interface Named {
  development?: true
  issuer?: string
  subject?: string
  email?: string
}

/** Done on the command line, which the events show as done by the service itself. */
const told = { actor: { type: 'system' }, requestId: null } as const

/** `usher-server operator add | list | remove`: who runs the platform. The first one can be added in no other way. */
export function addOperator(program: Command, logger: Logger): void {
  const operator = program.command('operator').description('who runs the platform')
  const named = (name: string, description: string) =>
    operator
      .command(name)
      .description(description)
      .option('--issuer <url>', 'who signs their tokens (iss); with --subject')
      .option('--subject <id>', 'who they are there (sub)')
      .option('--email <address>', 'the address that they sign in with here')
      .option('--development', 'on the database of a development service')

  named('add', 'let somebody run the platform').action((who: Named) => run(who, logger, add))
  named('remove', 'let somebody no longer run it').action((who: Named) => run(who, logger, remove))
  operator
    .command('list')
    .description('tell who runs the platform')
    .option('--development', 'on the database of a development service')
    .action((who: Named) => run(who, logger, list))
}

/** What was done, or why nothing was. */
interface Outcome {
  readonly done: boolean
  readonly text: string
}

async function run(
  who: Named,
  logger: Logger,
  work: (db: Database, config: Config, who: Named) => Promise<Outcome>,
): Promise<void> {
  const config = readConfig({ defaultMode: who.development === true ? 'development' : 'production' })
  await using db = await openDatabase(config, logger)
  const { done, text } = await work(db, config, who)
  if (done) console.log(text)
  else {
    console.error(text)
    process.exitCode = 1
  }
}

async function add(db: Database, config: Config, who: Named): Promise<Outcome> {
  const id = await userIdOf(db, config, who, 'make known')
  if (typeof id !== 'string') return id
  const added = await db.transaction((tx) => appoint(tx, id, told))
  if (added === undefined) {
    return { done: false, text: `User ${id} is no active person, so nothing was changed. Activate them first.` }
  }
  return { done: true, text: added ? `User ${id} is an operator now.` : `User ${id} is an operator already.` }
}

async function remove(db: Database, config: Config, who: Named): Promise<Outcome> {
  const id = await userIdOf(db, config, who, 'find')
  if (typeof id !== 'string') return id
  const removed = await db.transaction((tx) => dismiss(tx, id, told))
  return { done: true, text: removed ? `User ${id} is no operator any more.` : `User ${id} is no operator.` }
}

async function list(db: Database): Promise<Outcome> {
  const rows = await db.many(sql<{ user_id: string; name: string | null; status: string; identities: string }>`
    select operators.user_id, users.name, users.status,
      (select string_agg(issuer || ' ' || subject, ', ' order by issuer, subject) from identities where identities.user_id = users.id) as identities
    from operators join users on users.id = operators.user_id
    order by operators.created_at, operators.user_id`)
  const lines = rows.map(({ user_id, name, status, identities }) =>
    [user_id, name ?? '(no name)', status, identities].join('\t'),
  )
  const none = 'Nobody runs the platform yet. Add somebody: usher-server operator add --issuer ... --subject ...'
  return { done: true, text: lines.length === 0 ? none : lines.join('\n') }
}

/**
 * The user who was named. By issuer and subject that is somebody for certain, and whoever has not been here yet is made
 * known. By an address it is who proved it here and signs in with it; what another issuer says of an address counts for
 * that issuer alone, so nobody is given the platform by it.
 */
async function userIdOf(
  db: Database,
  config: Config,
  { issuer, subject, email }: Named,
  strangers: 'make known' | 'find',
): Promise<string | Outcome> {
  const nothing = (text: string): Outcome => ({ done: false, text })
  if (email !== undefined && issuer === undefined && subject === undefined) {
    const address = readAddress(email)
    if (address === undefined) return nothing(`${email} is no e-mail address.`)
    const user = await db.maybe(sql<{ user_id: string }>`
      select user_id from addresses where canonical = ${address.canonical} and signs_in`)
    const hint = 'Let them sign in once with a code by mail, or name them by --issuer and --subject.'
    return user?.user_id ?? nothing(`Nobody signs in here with ${address.email}. ${hint}`)
  }
  if (issuer === undefined || subject === undefined || email !== undefined) {
    return nothing('Name the person: either --issuer and --subject, or --email.')
  }
  const user = await db.maybe(sql<{ user_id: string }>`
    select user_id from identities where issuer = ${issuer} and subject = ${subject}`)
  if (user !== undefined) return user.user_id
  const foreign = config.issuers.some((each) => each.issuer === issuer)
  if (strangers === 'make known' && foreign) {
    // Whatever the issuer says of them later is newer than this.
    const unsaid = { name: undefined, picture: undefined, address: undefined, asOf: new Date(0) }
    return introduce(db, { issuer, subject, ...unsaid })
  }
  const trusted = [config.publicUrl, ...config.issuers.map((each) => each.issuer)]
  return trusted.includes(issuer)
    ? nothing(`${issuer} knows nobody here as ${subject}. Check the subject; people of this service sign in first.`)
    : nothing(`${issuer} is not trusted here. These are: ${trusted.join(', ')}.`)
}
