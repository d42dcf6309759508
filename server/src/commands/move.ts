import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Logger } from 'pino'
import { readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { openEmbedded } from '../database/embedded.ts'
import { asUnavailable } from '../database/faults.ts'
import { FolderInUse } from '../database/lock.ts'
import { readMoved } from '../database/moved.ts'
import { openServer } from '../database/server.ts'
import { listKeys } from '../issuer/manage-keys.ts'
import { move, MoveRefused } from '../move/move.ts'

/** `usher-server move`: carries the embedded database over to a PostgreSQL server. */
export function addMove(program: Command, logger: Logger): void {
  program
    .command('move')
    .description('carry the embedded database over to a PostgreSQL server; can be killed and repeated')
    .option('--to <url>', 'an empty database, as postgres://user:password@host/database (default: DATABASE_URL)')
    .action(async ({ to }: { to?: string }) => {
      const { dataFolder, databaseUrl } = readConfig({ defaultMode: 'development' })
      const url = to ?? databaseUrl?.reveal()
      if (url === undefined || !/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
        throw new MoveRefused('Name the target with --to postgres://user:password@host/database, or in DATABASE_URL.')
      }
      if (!existsSync(join(dataFolder, 'database'))) {
        throw new MoveRefused(`There is no embedded database in ${dataFolder}. Name its folder with USHER_DATA.`)
      }
      await using source = await openSource(dataFolder)
      await using target = openServer(url, (error) => logger.warn({ reason: error.message }, 'connection lost'))
      await report(source, dataFolder, target, withoutPassword(url))
    })
}

async function openSource(folder: string): Promise<Database> {
  try {
    return await openEmbedded(folder, { evenIfMoved: true })
  } catch (cause) {
    if (!(cause instanceof FolderInUse)) throw cause
    throw new MoveRefused(`The service runs on ${folder}. Stop it first, so that nothing is written during the move.`, {
      cause,
    })
  }
}

async function report(source: Database, folder: string, target: Database, to: string): Promise<void> {
  const onStep = (step: string) => console.log(step)
  const tables = await move({ source, folder, target, to, onStep }).catch((error: unknown) => {
    const away = asUnavailable(error)
    throw away === undefined ? error : new MoveRefused(`${to} cannot be reached: ${away.message}`, { cause: away })
  })
  if (tables.length === 0) return console.log(`This was moved to ${to} already, on ${readMoved(folder)?.at}.`)

  const rows = tables.reduce((sum, { count }) => sum + count, 0)
  const epochs = new Set((await listKeys(target)).filter(({ state }) => state !== 'retired').map(({ epoch }) => epoch))
  console.log(`
Moved to ${to}: ${tables.length} tables, ${rows} rows; counts and checksums are the same on both sides.

  Start:   set DATABASE_URL to that database.
  Keys:    its signing keys are encrypted with the link key of epoch ${[...epochs].join(', ')}. A key of epoch development
           lies in ${join(folder, 'keys.json')}: keep USHER_DATA where it is, or
           give production keys of its own (docs/OPERATIONS.md, "From development to production").
  Back:    ${folder} is as it was. To go on with it instead, delete
           ${join(folder, 'moved.json')}.
`)
}

function withoutPassword(text: string): string {
  const url = new URL(text)
  url.password = ''
  url.search = ''
  return url.href
}
