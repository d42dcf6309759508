import type { Logger } from 'pino'
import type { AskingNetworks } from './codes/networks.ts'
import type { Config } from './config.ts'
import type { DeliveryWorker } from './deliveries/worker.ts'
import type { Database } from './database/database.ts'
import type { RequestLimits } from './http/limits.ts'
import type { Turns } from './http/turns.ts'
import type { Guesses } from './links/guesses.ts'
import type { Metrics } from './operation/metrics.ts'
import type { Issuers } from './issuers/issuers.ts'
import type { ConsoleSessions } from './session/console-sessions.ts'
import type { TokenCheck } from './tokens/token-check.ts'

/** What handlers work with: the parts of one running service. */
export interface Usher {
  readonly config: Config
  readonly db: Database
  readonly logger: Logger
  /** How often requests may come. */
  readonly requestLimits: RequestLimits
  /** Who may read a long list at the moment. */
  readonly turns: Turns
  /** Links that lead nowhere, and from where they are sent. */
  readonly guesses: Guesses
  readonly tokens: TokenCheck
  readonly consoleSessions: ConsoleSessions
  /** Where the built console is; absolute. */
  readonly consoleFolder: string
  /** Undefined where nobody is configured to read them. */
  readonly metrics: Metrics | undefined
  /** The foreign issuers, and which of them are wrong. */
  readonly issuers: Pick<Issuers, 'all' | 'wrong'>
  /** From where codes are asked for. */
  readonly askingNetworks: AskingNetworks
  /** Told after a commit, so that what is to be sent or told because of it does not wait for the next look. */
  readonly deliveries: Pick<DeliveryWorker, 'tell' | 'wake'>
  /** Aborted as soon as the service is told to stop, while requests in flight still finish. */
  readonly stopping: AbortSignal
}
