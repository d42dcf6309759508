import type { Command } from 'commander'
import type { Logger } from 'pino'
import { openDatabase } from '../app.ts'
import { readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'

/** `usher-server migrate`: brings the database up to this version. Can be run twice, and by two processes at once. */
export function addMigrate(program: Command, logger: Logger): void {
  program
    .command('migrate')
    .description('bring the database up to this version')
    .action(async () => {
      const config = readConfig()
      await using db = await openDatabase(config, logger, { checkSchema: false })
      const applied = await migrate(db)
      console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
    })
}
