import { type Config, ConfigError } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { checkKeys, listKeys } from '../issuer/manage-keys.ts'
import { checkSecrets, epochsOfSecrets } from '../webhooks/stored-secrets.ts'
import { type Finding, warning, well, wrong } from './finding.ts'

/** That the keys which sign tokens can be decrypted. */
export async function examineSigningKeys(db: Database, { linkKeys }: Config): Promise<Finding> {
  const about = 'signing keys'
  try {
    await checkKeys(db, linkKeys)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const mend =
      'Give USHER_LINK_KEYS the key back. If it is lost: usher-server keys rotate --now, then retire the key.'
    return wrong(about, error.problems.join(' '), mend)
  }
  const keys = (await listKeys(db)).filter(({ state }) => state !== 'retired')
  const signing = keys.find(({ state }) => state === 'signs')
  if (signing === undefined) return well(about, 'There is none yet; the first start makes one.')
  return well(about, `${counted(keys.length, 'key')} can be used; ${signing.kid} signs.`)
}

/** That every link which is still open can be written again, and which keys are not needed any more. */
export async function examineLinkKeys(db: Database, { linkKeys }: Config): Promise<Finding> {
  const about = 'link keys'
  const rows = await db.many(sql<{ epoch: string; count: number }>`
    select link_epoch as epoch, count(*) as count from invitations where status = 'pending' group by link_epoch`)
  const configured = linkKeys.map(({ epoch }) => epoch)
  const missing = rows.find(({ epoch }) => !configured.includes(epoch))
  if (missing !== undefined) {
    return wrong(
      about,
      `${counted(missing.count, 'pending invitation')} have links of epoch ${missing.epoch}, whose key is not configured: mails that are still to go out fail.`,
      `Add it to USHER_LINK_KEYS as ${missing.epoch}:secret, behind the newer ones.`,
    )
  }
  const encrypting = (await listKeys(db)).filter(({ state }) => state !== 'retired').map(({ epoch }) => epoch)
  const signing = await epochsOfSecrets(db)
  const used = new Set([configured[0], ...rows.map(({ epoch }) => epoch), ...encrypting, ...signing])
  const idle = configured.filter((epoch) => !used.has(epoch))
  const newest = `New links are made with epoch ${configured[0]}.`
  return well(about, idle.length === 0 ? newest : `${newest} Nothing needs ${idle.join(', ')} any more.`)
}

/** That what webhooks are signed with can be decrypted. */
export async function examineWebhookSecrets(db: Database, { linkKeys }: Config): Promise<Finding> {
  const about = 'webhook secrets'
  const { endpoints, unreadable, because } = await checkSecrets(db, linkKeys)
  if (because === undefined)
    return well(
      about,
      endpoints === 0 ? 'There is no webhook endpoint.' : `${counted(endpoints, 'endpoint')} can sign.`,
    )
  return wrong(
    about,
    `${counted(unreadable, 'webhook endpoint')} cannot sign: ${because.message}. What is to be sent there waits.`,
    `Give USHER_LINK_KEYS the key of epoch ${because.epoch} back. If it is lost, their managers give them new secrets.`,
  )
}

/** That the keys which sign cookies are of their own. Weak ones are refused with the settings. */
export function examineCookieKeys({ cookieKeys, linkKeys }: Config): Finding {
  const links = new Set(linkKeys.map(({ secret }) => secret.reveal()))
  if (cookieKeys.some((key) => links.has(key.reveal()))) {
    return warning(
      'cookie keys',
      'One secret is in USHER_COOKIE_KEYS and in USHER_LINK_KEYS, so whoever learns one has both.',
      'Make a new one for cookies: docs/OPERATIONS.md says how to change keys.',
    )
  }
  return well('cookie keys', `${counted(cookieKeys.length, 'key')}, long and random enough.`)
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
