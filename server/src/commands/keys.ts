import type { Command } from 'commander'
import type { Logger } from 'pino'
import { openDatabase } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { rotateSigningKeys } from '../issuer/keys.ts'
import { type KeyInfo, listKeys, reencryptKeys, retireKey } from '../issuer/manage-keys.ts'

const meanings: Record<KeyInfo['state'], string> = {
  next: 'published, signs from',
  signs: 'signs since',
  old: 'verifies what it signed since',
  retired: 'retired, signed since',
}

/** `usher-server keys`: the keys that sign tokens. Processes that run take changes up within a minute. */
export function addKeys(program: Command, logger: Logger): void {
  const keys = program.command('keys').description('the keys that sign tokens')

  keys
    .command('list')
    .description('list them, the newest first')
    .action(() =>
      withDatabase(logger, async (db) => {
        for (const { kid, state, signsFrom, epoch } of await listKeys(db)) {
          console.log(`${kid}  ${meanings[state]} ${signsFrom.toISOString()}, encrypted with link key ${epoch}`)
        }
      }),
    )

  keys
    .command('rotate')
    .description('add a key that signs in an hour; tokens signed before stay good')
    .option('--now', 'let it sign at once: whoever caches our keys for long may refuse its tokens for a while')
    .action(({ now = false }: { now?: boolean }) =>
      withDatabase(logger, async (db, config) => {
        await rotateSigningKeys(db, config, { add: now ? 'signs at once' : 'signs in an hour' })
        const [newest] = await listKeys(db)
        console.log(`Added ${newest?.kid}, which signs from ${newest?.signsFrom.toISOString()}.`)
      }),
    )

  keys
    .command('retire')
    .argument('<kid>', 'as list shows it')
    .description('take one out of use at once; tokens that it signed end within a minute')
    .action((kid: string) =>
      withDatabase(logger, async (db) => {
        const outcome = await retireKey(db, kid)
        if (outcome === 'retired') return console.log(`${kid} is retired.`)
        process.exitCode = 1
        console.error(
          outcome === 'unknown'
            ? `There is no key ${kid}. usher-server keys list shows them.`
            : `${kid} is the only key that can sign. Add another first: usher-server keys rotate --now`,
        )
      }),
    )

  keys
    .command('reencrypt')
    .description('encrypt them with the newest of USHER_LINK_KEYS, so that an older one can be removed')
    .action(() =>
      withDatabase(logger, async (db, config) => {
        const done = await reencryptKeys(db, config.linkKeys)
        console.log(
          `${done === 1 ? '1 key was' : `${done} keys were`} encrypted anew with link key ${config.linkKeys[0].epoch}.`,
        )
      }),
    )
}

async function withDatabase(logger: Logger, work: (db: Database, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig()
  await using db = await openDatabase(config, logger)
  await work(db, config)
}
