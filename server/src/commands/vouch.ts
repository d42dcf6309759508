import type { Command } from 'commander'
import type { Logger } from 'pino'
import { vouch } from '../mail_quotas/vouch.ts'
import { CommandRefused, type DatabaseOptions, onDatabase, withDatabase } from './with-database.ts'

interface Asked extends DatabaseOptions {
  organization: string
  withdraw?: true
}

/** `usher-server vouch --organization <id>`: what an operator does for one whose invitations are refused `sending_frozen`. */
export function addVouch(program: Command, logger: Logger): void {
  onDatabase(program.command('vouch'))
    .description('let an organization that you know send as many invitations as others')
    .requiredOption('--organization <id>', 'its id')
    .option('--withdraw', 'take it back')
    .action(async (asked: Asked) => {
      const id = asked.organization.toLowerCase()
      if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))
        throw new CommandRefused(`${asked.organization} is no id of an organization.`)
      const vouched = asked.withdraw !== true
      const changed = await withDatabase(logger, asked, (db) =>
        db.transaction((tx) => vouch(tx, id, vouched, { actor: { type: 'system' }, requestId: null })),
      )
      if (changed === undefined) throw new CommandRefused(`There is no organization ${id}.`)
      const sentence = vouched ? `You vouch for organization ${id}.` : `You no longer vouch for organization ${id}.`
      console.log(asked.json === true ? JSON.stringify({ organization_id: id, vouched, changed }) : sentence)
    })
}
