import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { KnownIssuer } from '../tokens/known-issuer.ts'
import { introduce } from '../users/introduce.ts'
import { ForeignIssuer } from './foreign-issuer.ts'

const look_seconds = 60

/** An issuer that cannot work as it is configured, and why. */
export interface WrongIssuer {
  readonly issuer: string
  readonly reason: string
}

/** The foreign issuers of one running service. */
export interface Issuers extends AsyncDisposable {
  /** Those whose access tokens are accepted, for the token check. */
  readonly known: readonly KnownIssuer[]
  /** Those that are wrong; each may be mended while the service runs, and is looked at again every minute. */
  readonly wrong: readonly WrongIssuer[]
  /** All of them, in the order of their file. */
  readonly all: readonly ForeignIssuer[]
}

/** Opens the configured issuers. One that is away or wrong keeps neither the service nor the others from starting. */
export async function openIssuers({
  config,
  db,
  logger,
}: {
  config: Config
  db: Database
  logger: Logger
}): Promise<Issuers> {
  const { publicUrl } = config
  const all = config.issuers.map(
    (trusted) => new ForeignIssuer({ trusted, publicUrl, introduce: (person) => introduce(db, person) }),
  )
  for (const { trusted } of all) {
    if (trusted.emailTrust === 'always' && trusted.trustedDomains === undefined)
      logger.warn(
        { issuer: trusted.issuer },
        'email_trust is always and trusted_domains is not set: whoever may choose an address there receives its invitations here',
      )
  }

  const look = async (issuer: ForeignIssuer) => {
    const found = await issuer.look()
    if ('wrong' in found) logger.error({ issuer: issuer.trusted.issuer, reason: found.wrong }, 'issuer is wrong')
    if ('unreachable' in found)
      logger.warn({ issuer: issuer.trusted.issuer, reason: found.unreachable }, 'issuer is away')
  }
  const lookWhereDue = () => Promise.all(all.filter(({ due }) => due).map(look))
  await lookWhereDue()
  const timer = setInterval(() => void lookWhereDue(), look_seconds * 1000).unref()

  return {
    known: all.flatMap(({ known }) => known ?? []),
    get wrong() {
      return all.flatMap(({ trusted: { issuer }, wrong: reason }) => (reason === undefined ? [] : { issuer, reason }))
    },
    all,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await Promise.all(all.map((issuer) => issuer[Symbol.asyncDispose]()))
    },
  }
}
