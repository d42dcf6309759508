import type { Config } from '../config.ts'
import { endpoints } from '../issuer/endpoints.ts'
import { type Finding, skipped, warning, well, wordsOf, wrong } from './finding.ts'
import { localService } from './service.ts'

const about = 'public URL'
const patience_ms = 5_000

/**
 * That PUBLIC_URL leads to this very service: its discovery document names it, and it publishes the keys that are in
 * this database.
 *
 * @param kids of the keys that this service publishes, or undefined where the database could not be asked
 */
export async function examinePublicUrl(config: Config, kids: readonly string[] | undefined): Promise<Finding> {
  const { publicUrl } = config
  let document
  try {
    document = await read(`${publicUrl}/.well-known/openid-configuration`)
  } catch (error) {
    if ((await localService(config)) === 'absent') {
      return skipped(about, `The service does not run here, and ${publicUrl} does not answer.`)
    }
    return wrong(
      about,
      `The service runs, but ${publicUrl} does not lead to it: ${wordsOf(error)}.`,
      'Look at the name in DNS, the certificate and the proxy in front; deploy/ has examples.',
    )
  }
  if (document['issuer'] !== publicUrl) {
    return wrong(
      about,
      `${publicUrl} is answered by a service that calls itself ${String(document['issuer'])}.`,
      'Set PUBLIC_URL to the address that people use, or let that address lead here.',
    )
  }
  if (kids === undefined) return well(about, `${publicUrl} answers with our name.`)
  const { keys } = await read(publicUrl + endpoints.jwks).catch(() => ({ keys: undefined }))
  const published = Array.isArray(keys) ? keys.map(({ kid }: { kid?: unknown }) => kid) : []
  if (kids.length > 0 && !kids.some((kid) => published.includes(kid))) {
    return wrong(
      about,
      `${publicUrl} is answered by an Usher with other keys: it works on another database.`,
      'Let PUBLIC_URL and DATABASE_URL belong to one service.',
    )
  }
  if (publicUrl.startsWith('http:') && config.mode === 'production') {
    return warning(about, `${publicUrl} is not encrypted.`, 'Put a TLS proxy in front.')
  }
  return well(about, `${publicUrl} leads to this service.`)
}

async function read(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience_ms) })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return (await response.json().catch(() => {
    throw new Error(`${url} does not answer in JSON`)
  })) as Record<string, unknown>
}
