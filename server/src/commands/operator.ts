import type { Command } from 'commander'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { appoint, dismiss } from '../platform/operators.ts'
import { readAddress } from '../users/address.ts'
import { introduce } from '../users/introduce.ts'
import { CommandRefused, type DatabaseOptions, onDatabase, withDatabase } from './with-database.ts'

interface Named extends DatabaseOptions {
  issuer?: string
  subject?: string
  email?: string
}

const told = { actor: { type: 'system' }, requestId: null } as const

/** `usher-server operator add | list | remove`: who runs the platform. The first one can be added in no other way. */
export function addOperator(program: Command, logger: Logger): void {
  const operator = program.command('operator').description('who runs the platform')
  const naming = (name: string) =>
    onDatabase(operator.command(name))
      .option('--issuer <url>', 'who signs their tokens (iss); with --subject')
      .option('--subject <id>', 'who they are there (sub)')
      .option('--email <address>', 'the address that they sign in with here')

  naming('add')
    .description('let somebody run the platform')
    .action(async (who: Named) => print(who, await withDatabase(logger, who, (db, config) => add(db, config, who))))
  onDatabase(operator.command('list'))
    .description('tell who runs the platform')
    .action(async (options: DatabaseOptions) => printAll(options, await withDatabase(logger, options, list)))
  naming('remove')
    .description('let somebody no longer run it, be it the last one')
    .action(async (who: Named) => print(who, await withDatabase(logger, who, (db, config) => remove(db, config, who))))
}

interface Outcome {
  readonly user_id: string
  readonly operator: boolean
  readonly changed: boolean
}

async function add(db: Database, config: Config, who: Named): Promise<Outcome> {
  const id = await userIdOf(db, config, who, 'make known')
  const changed = await db.transaction((tx) => appoint(tx, id, told))
  if (changed === undefined) {
    throw new CommandRefused(`User ${id} is no active person, so nothing was changed. Activate them first.`)
  }
  return { user_id: id, operator: true, changed }
}

async function remove(db: Database, config: Config, who: Named): Promise<Outcome> {
  const id = await userIdOf(db, config, who, 'find')
  return { user_id: id, operator: false, changed: await db.transaction((tx) => dismiss(tx, id, told)) }
}

interface Listed {
  readonly user_id: string
  readonly name: string | null
  readonly status: string
  readonly identities: readonly string[]
}

async function list(db: Database): Promise<Listed[]> {
  return db.many(sql<Listed>`
    select operators.user_id, users.name, users.status,
      array(
        select issuer || ' ' || subject from identities where identities.user_id = users.id order by issuer, subject
      ) as identities
    from operators join users on users.id = operators.user_id
    order by operators.created_at, operators.user_id`)
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
): Promise<string> {
  if (email !== undefined && issuer === undefined && subject === undefined) return holderOf(db, email)
  if (issuer === undefined || subject === undefined || email !== undefined) {
    throw new CommandRefused('Name the person: either --issuer and --subject, or --email.')
  }
  const user = await db.maybe(sql<{ user_id: string }>`
    select user_id from identities where issuer = ${issuer} and subject = ${subject}`)
  if (user !== undefined) return user.user_id
  const foreign = config.issuers.some((each) => each.issuer === issuer)
  if (strangers === 'make known' && foreign) {
    // Whatever the issuer says of them later is newer than this.
    const unsaid = { name: undefined, picture: undefined, address: undefined, asOf: new Date(0) }
    const id = await introduce(db, { issuer, subject, ...unsaid })
    if (id !== undefined) return id
    throw new CommandRefused(`${subject} of ${issuer} was erased here. Let them sign in once, as somebody new.`)
  }
  const trusted = [config.publicUrl, ...config.issuers.map((each) => each.issuer)]
  throw new CommandRefused(
    trusted.includes(issuer)
      ? `${issuer} knows nobody here as ${subject}. Check the subject; people of this service sign in first.`
      : `${issuer} is not trusted here. These are: ${trusted.join(', ')}.`,
  )
}

async function holderOf(db: Database, email: string): Promise<string> {
  const address = readAddress(email)
  if (address === undefined) throw new CommandRefused(`${email} is no e-mail address.`)
  const user = await db.maybe(sql<{ user_id: string }>`
    select user_id from addresses where canonical = ${address.canonical} and signs_in`)
  if (user !== undefined) return user.user_id
  throw new CommandRefused(
    `Nobody signs in here with ${address.email}. Let them sign in once with a code by mail, or name them by --issuer and --subject.`,
  )
}

function print({ json }: DatabaseOptions, outcome: Outcome): void {
  const { user_id, operator, changed } = outcome
  const sentence = operator
    ? `User ${user_id} is an operator ${changed ? 'now' : 'already'}.`
    : `User ${user_id} is no operator${changed ? ' any more' : ''}.`
  console.log(json === true ? JSON.stringify(outcome) : sentence)
}

function printAll({ json }: DatabaseOptions, operators: readonly Listed[]): void {
  if (json === true) return console.log(JSON.stringify(operators))
  for (const { user_id, name, status, identities } of operators) {
    console.log([user_id, name ?? '(no name)', status, ...identities].join('\t'))
  }
  if (operators.length === 0)
    console.log('Nobody runs the platform yet. Add somebody: usher-server operator add --help')
}
