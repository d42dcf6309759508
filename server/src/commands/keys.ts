import type { Command } from 'commander'
import type { Logger } from 'pino'
import { rotateSigningKeys } from '../issuer/keys.ts'
import { type KeyInfo, listKeys, reencryptKeys, retireKey } from '../issuer/manage-keys.ts'
import { reencryptSecrets } from '../webhooks/stored-secrets.ts'
import { CommandRefused, type DatabaseOptions, onDatabase, withDatabase } from './with-database.ts'

const meanings: Record<KeyInfo['state'], string> = {
  next: 'published, signs from',
  signs: 'signs since',
  old: 'verifies what it signed since',
  retired: 'retired, signed since',
}

/** `usher-server keys`: the keys that sign tokens. Processes that run take changes up within a minute. */
export function addKeys(program: Command, logger: Logger): void {
  const keys = program.command('keys').description('the keys that sign tokens')

  onDatabase(keys.command('list').description('list them, the newest first')).action(
    async (options: DatabaseOptions) => {
      const found = await withDatabase(logger, options, listKeys)
      print(
        options,
        found,
        found.map(
          ({ kid, state, signsFrom, epoch }) =>
            `${kid}  ${meanings[state]} ${signsFrom.toISOString()}, encrypted with link key ${epoch}`,
        ),
      )
    },
  )

  onDatabase(
    keys
      .command('rotate')
      .description('add a key that signs in an hour; tokens signed before stay good')
      .option('--now', 'let it sign at once: whoever caches our keys for long may refuse its tokens for a while'),
  ).action(async (options: DatabaseOptions & { now?: true }) => {
    const add = options.now === true ? 'signs at once' : 'signs in an hour'
    const added = await withDatabase(logger, options, async (db, config) => {
      const before = new Set((await listKeys(db)).map(({ kid }) => kid))
      await rotateSigningKeys(db, config, { add })
      return (await listKeys(db)).find(({ kid }) => !before.has(kid))
    })
    print(options, added, [`Added ${added?.kid}, which signs from ${added?.signsFrom.toISOString()}.`])
  })

  onDatabase(
    keys
      .command('retire')
      .argument('<kid>', 'as list shows it')
      .description('take one out of use at once; tokens that it signed end within a minute'),
  ).action(async (kid: string, options: DatabaseOptions) => {
    const outcome = await withDatabase(logger, options, (db) => retireKey(db, kid))
    if (outcome === 'unknown') throw new CommandRefused(`There is no key ${kid}. usher-server keys list shows them.`)
    if (outcome === 'only one') {
      throw new CommandRefused(
        `${kid} is the only key that can sign. Add another first: usher-server keys rotate --now`,
      )
    }
    print(options, { kid, state: outcome }, [`${kid} is retired.`])
  })

  onDatabase(
    keys
      .command('reencrypt')
      .description(
        'encrypt them, and the secrets of webhook endpoints, with the newest of USHER_LINK_KEYS, so that an older one can be removed',
      ),
  ).action(async (options: DatabaseOptions) => {
    const { done, secrets, epoch } = await withDatabase(logger, options, async (db, { linkKeys }) => {
      const done = await reencryptKeys(db, linkKeys)
      return { done, secrets: await reencryptSecrets(db, linkKeys), epoch: linkKeys[0].epoch }
    })
    const what = done === 1 ? '1 key was' : `${done} keys were`
    print(options, { done, secrets, epoch }, [
      `${what} encrypted anew with link key ${epoch}.`,
      ...(secrets === 0 ? [] : [`So were the secrets of ${secrets} webhook endpoint${secrets === 1 ? '' : 's'}.`]),
    ])
  })
}

function print({ json }: DatabaseOptions, value: unknown, lines: readonly string[]): void {
  console.log(json === true ? JSON.stringify(value, null, 2) : lines.join('\n'))
}
