import type { CallOptions, Transport } from './transport.ts'

/** Who is signed in in this browser, and what the page has to know before it shows anything. */
export interface BrowserSession {
  user: { id: string; name: string | null; email: string | null; avatar_url: string | null } | null
  memberships: readonly {
    organization_id: string
    name: string
    slug: string
    logo_url: string | null
    permissions: readonly string[]
  }[]
  /** Where mails can be read in development. */
  mailbox_url: string | null
  mode: 'development' | 'production'
}

/** The session that a cookie of the service keeps for its own pages. No token is in it. */
export class BrowserSessions {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  get(options?: CallOptions): Promise<BrowserSession> {
    return this.#transport.unlisted('get', '/session', options)
  }

  /** Answers where the browser has to go on, so that the login server's own session ends as well. */
  signOut(options?: CallOptions): Promise<{ url: string }> {
    return this.#transport.unlisted('post', '/session/sign-out', options)
  }
}
