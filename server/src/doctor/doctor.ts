import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { openEmbedded } from '../database/embedded.ts'
import { FolderInUse } from '../database/lock.ts'
import { FolderMoved } from '../database/moved.ts'
import { openServer } from '../database/server.ts'
import { listKeys } from '../issuer/manage-keys.ts'
import { examineClock, examineDatabase, examineMigrations, withoutDatabase } from './database.ts'
import { type Finding, skipped, well, wordsOf, wrong } from './finding.ts'
import { examineIssuers } from './issuers.ts'
import { examineCookieKeys, examineLinkKeys, examineSigningKeys, examineWebhookSecrets } from './keys.ts'
import { examineMail } from './mail.ts'
import { examinePublicUrl } from './public-url.ts'
import { localService } from './service.ts'

/** Looks at everything that this service depends on, with its settings. Changes nothing and sends nothing. */
export async function examine(config: Config): Promise<Finding[]> {
  const opened = await open(config)
  const findings = 'findings' in opened ? opened.findings : await examineStore(opened.db, config)
  const kids = 'findings' in opened ? undefined : await publishedKids(opened.db)
  if (!('findings' in opened)) await opened.db[Symbol.asyncDispose]()
  return [
    ...findings,
    examineCookieKeys(config),
    ...(await examineIssuers(config)),
    await examineMail(config),
    await examinePublicUrl(config, kids),
  ]
}

/** The database, or what there is to say where it cannot be opened. Unlike a start it makes none. */
async function open(config: Config): Promise<{ db: Database } | { findings: Finding[] }> {
  if (config.databaseUrl !== undefined) return { db: openServer(config.databaseUrl.reveal(), () => undefined) }
  if (!existsSync(join(config.dataFolder, 'database'))) {
    const reason = `There is no embedded database in ${config.dataFolder} yet; the first start makes it.`
    return { findings: [skipped('database', reason), ...withoutDatabase('There is no database yet.')] }
  }
  try {
    return { db: await openEmbedded(config.dataFolder) }
  } catch (error) {
    if (error instanceof FolderMoved) {
      const mend = 'Set DATABASE_URL, or delete moved.json to go back.'
      return { findings: [wrong('database', error.message, mend), ...withoutDatabase('The data is elsewhere.')] }
    }
    if (!(error instanceof FolderInUse)) throw error
    const reason = 'The embedded database is open in the service that runs, so only that one can ask it.'
    return { findings: [await inUse(config), ...withoutDatabase(reason)] }
  }
}

async function inUse(config: Config): Promise<Finding> {
  const { dataFolder } = config
  const locked = `The embedded database in ${dataFolder} is open in another Usher process`
  if ((await localService(config)) === 'ready') return well('database', `${locked}, which says that it is ready.`)
  return wrong(
    'database',
    `${locked}, which does not answer on PORT ${config.port} that it is ready.`,
    'Look at that process; ask with the same PORT and HOST that it runs with.',
  )
}

async function examineStore(db: Database, config: Config): Promise<Finding[]> {
  const findings = await examineDatabase(db, config)
  const away = findings.some(({ about, state }) => about === 'database' && state === 'wrong')
  if (away) return [...findings, ...withoutDatabase('The database cannot be asked.')]
  const migrations = await withoutFail('migrations', () => examineMigrations(db))
  const behind = 'Not before the schema is right.'
  const keys =
    migrations.state === 'well'
      ? [
          await withoutFail('signing keys', () => examineSigningKeys(db, config)),
          await withoutFail('link keys', () => examineLinkKeys(db, config)),
          await withoutFail('webhook secrets', () => examineWebhookSecrets(db, config)),
        ]
      : ['signing keys', 'link keys', 'webhook secrets'].map((about) => skipped(about, behind))
  return [...findings, migrations, ...keys, await withoutFail('clock', () => examineClock(db))]
}

/** A look that breaks off is a finding as well: the other looks may tell why. */
async function withoutFail(about: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    return wrong(about, `It could not be looked at: ${wordsOf(error)}.`, 'Mend what is said above, then ask again.')
  }
}

/** Undefined where they cannot be read, which other findings tell about. */
async function publishedKids(db: Database): Promise<string[] | undefined> {
  try {
    return (await listKeys(db)).filter(({ state }) => state !== 'retired').map(({ kid }) => kid)
  } catch {
    return undefined
  }
}
