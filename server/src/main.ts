#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { pino } from 'pino'
import { addClient } from './commands/client.ts'
import { addDoctor } from './commands/doctor.ts'
import { addErase } from './commands/erase.ts'
import { addKeys } from './commands/keys.ts'
import { addMigrate } from './commands/migrate.ts'
import { addMove } from './commands/move.ts'
import { addOperator } from './commands/operator.ts'
import { addServe } from './commands/serve.ts'
import { addVouch } from './commands/vouch.ts'
import { CommandRefused } from './commands/with-database.ts'
import { ConfigError } from './config.ts'
import { Unavailable } from './database/faults.ts'
import { FolderInUse } from './database/lock.ts'
import { SchemaMismatch } from './database/migrate.ts'
import { FolderMoved, UnfinishedMove } from './database/moved.ts'
import { MoveRefused } from './move/move.ts'

const mendable = [
  CommandRefused,
  ConfigError,
  SchemaMismatch,
  FolderInUse,
  FolderMoved,
  UnfinishedMove,
  MoveRefused,
] as const

// Lines are written together: at the latest after a quarter of a second, and when the process ends in whatever way that
// lets it do anything. One write for each showed as 11 % of the CPU in a profile, one for each twenty as 4 %.
const lines = pino.destination({ dest: 2, sync: false, minLength: 16_000, periodicFlush: 250 })
const logger = pino({ name: 'usher', level: 'info' }, lines)

// Wrong use ends with 2, what an operator can mend with 1.
const program = new Command('usher-server')
  .description('Organization invitations and membership.')
  .exitOverride()
  .showSuggestionAfterError()
  .showHelpAfterError('(usher-server --help lists the commands)')
  .addHelpCommand(false)
addServe(program, logger)
addMigrate(program, logger)
addClient(program, logger)
addMove(program, logger)
addKeys(program, logger)
addDoctor(program)
addOperator(program, logger)
addErase(program, logger)
addVouch(program, logger)

try {
  await program.parseAsync()
} catch (error) {
  // Commander has told what was wrong by itself.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else {
    console.error(sentenceFor(error) ?? error)
    process.exitCode = 1
  }
}

/** What an operator can mend is told in a sentence; everything else with its stack. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof Error && mendable.some((kind) => error instanceof kind)) return error.message
  if (error instanceof Unavailable) {
    return `The database at DATABASE_URL cannot be reached: ${error.message}. Start it, or mend DATABASE_URL.`
  }
  if (error instanceof Error && 'port' in error && 'code' in error && error.code === 'EADDRINUSE') {
    return `PORT ${String(error.port)} is in use by another program. Stop that one, or choose another PORT.`
  }
  return undefined
}
