import type { Command } from 'commander'
import type { Logger } from 'pino'
import { openDatabase } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { problems, Refusal } from '../http/problems.ts'

/** What was asked for cannot be done; the message says why, and what to do instead. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
}

/** Options that every command has which works on the database. */
export interface DatabaseOptions {
  development?: true
  json?: true
}

/** Adds them. */
export function onDatabase(command: Command): Command {
  return command
    .option('--development', 'with the settings of serve --development; the service must not run meanwhile')
    .option('--json', 'print JSON')
}

/** Opens the database that the settings name, does the work, and says in a sentence what was refused. */
export async function withDatabase<T>(
  logger: Logger,
  { development }: DatabaseOptions,
  work: (db: Database, config: Config) => Promise<T | Refusal>,
): Promise<T> {
  const config = readConfig({ defaultMode: development === true ? 'development' : 'production' })
  await using db = await openDatabase(config, logger)
  const outcome = await work(db, config)
  if (outcome instanceof Refusal) throw new CommandRefused(sentenceOf(outcome))
  return outcome
}

function sentenceOf({ code, particulars }: Refusal): string {
  const errors = particulars.errors ?? []
  if (errors.length === 0) return particulars.detail ?? problems[code][1]
  return errors.map(({ pointer, detail }) => `${pointer.slice(1).replaceAll('/', ' ')} ${detail}`).join('\n')
}
