#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { openDatabase, start } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { Unavailable } from './database/faults.ts'
import { FolderInUse } from './database/lock.ts'
import { migrate, SchemaMismatch } from './database/migrate.ts'
import { prepareDemo } from './demo/demo.ts'

const usage = `Usage: usher-server <command>

  serve [--development]   run the service; --development needs no settings and brings a demo organization
  migrate                 bring the database up to this version
`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { development: { type: 'boolean' } },
})
const logger = pino({ name: 'usher', level: 'info' }, pino.destination({ dest: 2, sync: false }))

try {
  await run(positionals[0])
} catch (error) {
  console.error(sentenceFor(error) ?? error)
  process.exitCode = 1
}

/** What an operator can mend is told in a sentence; everything else with its stack. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof SchemaMismatch || error instanceof FolderInUse)
    return error.message
  if (error instanceof Unavailable) {
    return `The database at DATABASE_URL cannot be reached: ${error.message}. Start it, or mend DATABASE_URL.`
  }
  if (error instanceof Error && 'port' in error && 'code' in error && error.code === 'EADDRINUSE') {
    return `PORT ${String(error.port)} is in use by another program. Stop that one, or choose another PORT.`
  }
  return undefined
}

async function run(command: string | undefined): Promise<void> {
  switch (command) {
    case 'serve':
      return serve()
    case 'migrate':
      return applyMigrations()
    default:
      console.error(usage)
      process.exitCode = 2
  }
}

async function serve(): Promise<void> {
  // Heard from the beginning, so that being told while it starts is a stop like any other.
  const told = toldToStop()
  const config = readConfig({ defaultMode: values['development'] === true ? 'development' : 'production' })
  await using usher = await start(config, logger)
  const { address, port } = usher.address
  logger.info({ address, port, store: usher.db.store, mode: config.mode }, 'listening')
  if (config.mode === 'development') console.log(await prepareDemo(usher))
  await told
  logger.info('stopping: requests in flight are answered first')
}

async function applyMigrations(): Promise<void> {
  const config = readConfig()
  await using db = await openDatabase(config, logger, { checkSchema: false })
  const applied = await migrate(db)
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve())
  })
}
