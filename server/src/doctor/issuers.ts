import type { Config } from '../config.ts'
import { ForeignIssuer } from '../issuers/foreign-issuer.ts'
import type { TrustedIssuer } from '../issuers/trusted-issuers.ts'
import { type Finding, well, wordsOf, wrong } from './finding.ts'

/** That each foreign issuer publishes what its entry in USHER_ISSUERS says, and keys to check its tokens with. */
export async function examineIssuers(config: Config): Promise<Finding[]> {
  if (config.issuers.length === 0) return [well('issuers', 'Only the built-in issuer is trusted.')]
  return Promise.all(config.issuers.map((trusted) => examineIssuer(trusted, config)))
}

async function examineIssuer(trusted: TrustedIssuer, { publicUrl }: Config): Promise<Finding> {
  const about = `issuer ${trusted.issuer}`
  await using issuer = new ForeignIssuer({ trusted, publicUrl, introduce: async () => undefined })
  if (trusted.jwksUri === undefined) {
    const found = await issuer.look()
    if ('wrong' in found) return wrong(about, `${sentence(found.wrong)}.`, 'Mend its entry in the USHER_ISSUERS file.')
    if ('unreachable' in found) {
      return wrong(
        about,
        `It is away: ${found.unreachable}.`,
        'See that this machine reaches it; its cached keys last minutes.',
      )
    }
  }
  const { known } = issuer
  if (known === undefined) return well(about, 'It is used for sign-in only.')
  try {
    const response = await known.fetchKeys(AbortSignal.timeout(3_000))
    const { keys } = (await response.json()) as { keys?: unknown[] }
    if (!response.ok || !Array.isArray(keys) || keys.length === 0) throw new Error('it answers without a key')
    return well(about, `It publishes ${keys.length === 1 ? 'one key' : `${keys.length} keys`}.`)
  } catch (error) {
    return wrong(
      about,
      `Its keys cannot be read: ${wordsOf(error)}.`,
      'See that its jwks_uri is right and can be reached.',
    )
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
