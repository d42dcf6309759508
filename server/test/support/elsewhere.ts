import { sql } from '../../src/database/sql.ts'
import { application, type Application, authorizationRequest, exchange, type Request, toldBy } from './application.ts'
import { Browser, type Page } from './browser.ts'
import { succeeded } from './cast.ts'
import { type ForeignProvider, type Person, startForeignProvider } from './foreign-provider.ts'
import { startTestIssuer, type TestIssuer } from './test-issuer.ts'
import { freePort, startUsher, type TestUsher } from './usher.ts'

/** A browser that an application sent here, and that goes on to an issuer from the page to sign in. */
export interface Leaving {
  readonly request: Request
  readonly browser: Browser
  /** Where the issuer asks the person to sign in. */
  readonly location: URL
}

export interface Arrived extends Leaving {
  readonly subject: string
  readonly page: Page
}

/** The service with two other issuers that people may sign in at, and an application that sends them here. */
export class Elsewhere implements AsyncDisposable {
  readonly usher: TestUsher
  readonly provider: ForeignProvider
  readonly other: TestIssuer
  readonly app: Application

  private constructor(parts: Pick<Elsewhere, 'usher' | 'provider' | 'other' | 'app'>) {
    this.usher = parts.usher
    this.provider = parts.provider
    this.other = parts.other
    this.app = parts.app
  }

  static async start(): Promise<Elsewhere> {
    const port = await freePort()
    const callback = `http://127.0.0.1:${port}/oauth/callback/elsewhere`
    const client = { client_id: 'usher', client_secret: 'of usher' }
    const clients = [{ ...client, redirect_uris: [callback] }]
    const provider = await startForeignProvider({ audience: 'https://api.example.com', people: {}, clients })
    const other = await startTestIssuer({ audience: 'usher' })
    other.metadata = { authorization_endpoint: `${other.issuer}/authorize`, token_endpoint: `${other.issuer}/token` }
    const trusting = [
      { issuer: provider.issuer, name: 'Elsewhere', ...client },
      { issuer: other.issuer, name: 'Other', client_id: 'usher', prompt: 'select_account' },
    ]
    const usher = await startUsher({ PORT: String(port) }, { trusting })
    return new Elsewhere({ usher, provider, other, app: await application(usher) })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.usher[Symbol.asyncDispose]()
    await this.provider[Symbol.asyncDispose]()
    await this.other[Symbol.asyncDispose]()
  }

  async leaving(
    name = 'Elsewhere',
    browser = new Browser(),
    parameters: Record<string, string> = {},
  ): Promise<Leaving> {
    const request = authorizationRequest(this.usher, this.app, parameters)
    const page = await browser.open(request.url)
    const path = new RegExp(`href="([^"]*)">Continue with ${name}<`).exec(page.text)?.[1] ?? ''
    const { issuer } = name === 'Other' ? this.other : this.provider
    const left = await browser.open(this.usher.url + path, { until: issuer })
    return { request, browser, location: new URL(left.url) }
  }

  /** Somebody signs in at the issuer, which says this about them, and comes back. */
  async signIn(claims: Person, { subject }: { subject: string } = { subject: crypto.randomUUID() }): Promise<Arrived> {
    await this.provider.change({ people: { [subject]: claims } })
    const left = await this.leaving()
    await left.browser.open(left.location.href)
    return { ...left, subject, page: await left.browser.submit({ account: subject }, { until: this.app.redirectUri }) }
  }

  /** The person as the application knows them by then, with the tokens of the built-in issuer. */
  async tokenOf({ request: { verifier } }: Leaving, page: Page): Promise<string> {
    const { code = '' } = toldBy(page)
    const { body, text } = await exchange(this.usher, this.app, { code, verifier })
    if (body?.access_token === undefined) throw new Error(`no tokens: ${page.url} ${text}`)
    return body.access_token
  }

  async inbox(token: string): Promise<string[]> {
    const { body } = succeeded(await this.usher.request('GET', '/invitations', { token }))
    return (body as { id: string }[]).map(({ id }) => id)
  }

  userOf(subject: string) {
    return this.usher.db.maybe(sql<{ id: string; name: string; addresses: unknown; subjects: string[] }>`
      select id, name,
        (select json_agg(json_build_array(canonical, verified_at is not null, vouched_by)) from addresses where user_id = users.id) as addresses,
        array(select subject from identities as others where others.user_id = users.id and issuer = ${this.usher.url}) as subjects
      from users join identities on user_id = users.id where subject = ${subject}`)
  }
}
