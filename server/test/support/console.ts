import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compressFiles } from '../../../scripts/compress.ts'
import { sql } from '../../src/database/sql.ts'
import { signIn } from './application.ts'
import { Browser, type Page } from './browser.ts'
import type { Answer, TestUsher } from './usher.ts'

export const script = 'console.log("the console")\n'.repeat(20)

/** Makes a folder as `npm run build` leaves it, as small as can be, within another one. @returns its path */
export function builtConsole(within: string): string {
  const folder = mkdtempSync(join(within, 'console-'))
  const head = (title: string) =>
    `<!doctype html><title>${title}</title><meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>`
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), head('Console'))
  writeFileSync(join(folder, 'join.html'), head('Invitation'))
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'assets/index-Ab3_x.js'), script)
  compressFiles(folder)
  return folder
}

/** Somebody's console in one browser: it sends what its script would send. */
export class ConsoleTab {
  readonly browser: Browser
  readonly #usher: TestUsher

  constructor(usher: TestUsher, browser = new Browser()) {
    this.#usher = usher
    this.browser = browser
  }

  /** The address that people reach the service by. */
  get publicUrl(): string {
    return this.#usher.running.config.publicUrl
  }

  /** Goes to the login server and comes back signed in. */
  async signIn(address: string, query: Record<string, string> = {}): Promise<Page> {
    // Another code can be had at once.
    await this.#usher.db.run(sql`delete from code_requests`)
    const page = await this.leave(query)
    return page.text.includes('Mail me a code')
      ? signIn(this.#usher, this.browser, address, `${this.publicUrl}/nowhere`)
      : page
  }

  /** As far as the login server. */
  leave(query: Record<string, string> = {}, options: { until?: string } = {}): Promise<Page> {
    return this.browser.open(`${this.publicUrl}/session/sign-in?${new URLSearchParams(query).toString()}`, options)
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path)
  }

  write(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.send(method, path, { body, headers: { origin: this.publicUrl, 'x-usher-csrf': '1' } })
  }

  async send(
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const answer = await this.#usher.request(method, path, {
      body,
      headers: { ...this.browser.headersFor(this.publicUrl + path), accept: 'application/json', ...headers },
    })
    for (const line of answer.headers.getSetCookie()) this.browser.keep(this.publicUrl, line)
    return answer
  }

  /** Who is signed in here. */
  async session(): Promise<{
    user: { id: string; email: string | null } | null
    memberships: { organization_id: string; permissions: string[] }[]
  }> {
    return (await this.get('/session')).body
  }

  /** The cookie of the session, as `name=value`. */
  get cookie(): string | undefined {
    const header = this.browser.headersFor(this.publicUrl)['cookie'] ?? ''
    return /(?:__Host-)?usher_console=[^;]+/.exec(header)?.[0]
  }
}
