import type { ConsoleSession, SignedOut } from './generated.ts'
import type { CallOptions, Transport } from './transport.ts'

/** The session that a cookie of the service keeps for its own pages. No token is in it. */
export class BrowserSessions {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Who is signed in in this browser, and what a page has to know before it shows anything. */
  get(options?: CallOptions): Promise<ConsoleSession> {
    return this.#transport.call('get', '/session', {}, options)
  }

  /** Answers where the browser has to go on, so that the login server's own session ends as well. */
  signOut(options?: CallOptions): Promise<SignedOut> {
    return this.#transport.call('post', '/session/sign-out', {}, options)
  }
}
