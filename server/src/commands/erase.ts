import type { Command } from 'commander'
import type { Logger } from 'pino'
import { Refusal } from '../http/problems.ts'
import { erasePerson } from '../users/erasure.ts'
import { CommandRefused, type DatabaseOptions, onDatabase, withDatabase } from './with-database.ts'

/** `usher-server erase --user <id>`: for who cannot do it themselves, and after a backup was restored. */
export function addErase(program: Command, logger: Logger): void {
  onDatabase(program.command('erase'))
    .description('erase a person who cannot do it themselves, for good')
    .requiredOption('--user <id>', 'their id, as GET /users?email= tells it')
    .action(async (options: DatabaseOptions & { user: string }) => {
      const id = options.user.toLowerCase()
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))
        throw new CommandRefused(`${options.user} is no id of a user.`)
      await withDatabase(logger, options, async (db) => {
        const outcome = await erasePerson({ db, logger }, id)
        if (!(outcome instanceof Refusal) || outcome.code !== 'not_found') return outcome
        throw new CommandRefused(`There is no person ${id}. Service accounts are deleted by their organization.`)
      })
      console.log(options.json === true ? JSON.stringify({ user_id: id, erased: true }) : `User ${id} is erased.`)
    })
}
