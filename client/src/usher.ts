import { Invitations } from './invitations.ts'
import { Myself } from './me.ts'
import { Organizations } from './organizations.ts'
import { BrowserSessions } from './session.ts'
import { Transport } from './transport.ts'
import type { UsherOptions } from './transport.ts'

export { UsherError } from './error.ts'
export type { UsherErrorCode } from './error.ts'
export type * from './generated.ts'
export type { AllowedApplication, BlockedOrganization } from './me.ts'
export type { BrowserSession } from './session.ts'
export type { UsherOptions }

/**
 * Usher's API.
 *
 * ```ts
 * const usher = new Usher({ baseUrl: 'https://usher.example.com', token })
 * for await (const invitation of usher.invitations.list()) await usher.invitations.accept(invitation.id)
 * ```
 */
export class Usher {
  readonly session: BrowserSessions
  readonly invitations: Invitations
  readonly organizations: Organizations
  readonly me: Myself
  readonly #transport: Transport

  constructor(options: UsherOptions) {
    this.#transport = new Transport(options)
    this.session = new BrowserSessions(this.#transport)
    this.invitations = new Invitations(this.#transport)
    this.organizations = new Organizations(this.#transport)
    this.me = new Myself(this.#transport)
  }

  /** Lets go of all that was read so far; for when somebody else signs in. */
  forget() {
    this.#transport.forget()
  }
}
