import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, ConsoleMessage, Page, Request, Response } from 'playwright-core'
import { expect, inject } from 'vitest'

export type Colors = 'light' | 'dark'

interface Violation {
  readonly id: string
  readonly help: string
  readonly places: readonly string[]
}

/** Of a page of 1280 that is zoomed to 400 % (WCAG 2.2, 1.4.10), which is narrower than a telephone's. */
const narrow = { width: 320, height: 640 }

/** A third of what `axe.source` is, which each document has to read anew. */
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/**
 * What has to hold on every page, whatever its story is about: accessible in light and dark, nothing to scroll sideways on
 * a telephone, no error in the console, nothing that its content policy had to stop, no request that failed.
 */
export class PageChecks {
  readonly #context: BrowserContext
  readonly #colors: Colors
  readonly #problems: string[] = []
  /** Statuses that the story told of, and whether they came. */
  readonly #expected = new Map<number, boolean>()
  /** What is not answered because a story wants it so. */
  readonly #lost = new Set<string>()
  #offline = false

  private constructor(context: BrowserContext, colors: Colors) {
    this.#context = context
    this.#colors = colors
  }

  /** @param colors that the context was made with */
  static async of(context: BrowserContext, colors: Colors): Promise<PageChecks> {
    const checks = new PageChecks(context, colors)
    context.on('console', (message) => checks.#hear(message))
    context.on('weberror', (error) => checks.#note(`an error nobody caught: ${error.error().message}`))
    context.on('dialog', (dialog) => {
      checks.#note(`a dialog came up: ${dialog.message()}`)
      void dialog.dismiss()
    })
    context.on('response', (response) => checks.#judge(response))
    context.on('requestfailed', (request) => checks.#miss(request))
    await context.exposeBinding('tellOfViolation', (_, what: string) =>
      checks.#note(`the content policy stopped ${what}`),
    )
    await context.addInitScript({ path: join(import.meta.dirname, 'in-page.js') })
    return checks
  }

  /** From now on an answer may have this status, and one has to. */
  expectStatus(status: number): void {
    this.#expected.set(status, this.#expected.get(status) ?? false)
  }

  /** The next request like this reaches the service, and its answer is lost on the way back. */
  async loseAnswer(page: Page, to: RegExp): Promise<void> {
    await page.route(
      to,
      async (route) => {
        this.#lost.add(route.request().url())
        await route.fetch()
        await route.abort('connectionreset')
      },
      { times: 1 },
    )
  }

  /** Forgets the problems that are like this. */
  forgive(problem: RegExp): void {
    this.#problems.push(...this.#problems.splice(0).filter((each) => !problem.test(each)))
  }

  /** While there is no connection, requests may fail. */
  async goOffline(offline: boolean): Promise<void> {
    this.#offline = offline
    await this.#context.setOffline(offline)
  }

  /** Looks at the page as it is now, in the colors and the size of the person who is on it, and then in others. */
  async look(page: Page): Promise<void> {
    await settled(page)
    const size = page.viewportSize()
    const state = `${this.#colors} ${size?.width} ${withoutNames(await page.content())}`
    // So that no state is looked at twice.
    const known = join(inject('knownPages'), hash('sha256', state))
    if (!existsSync(known)) {
      await this.#axe(page, this.#colors)
      await picture(page, this.#colors)
      const others = this.#colors === 'dark' ? 'light' : 'dark'
      await page.emulateMedia({ colorScheme: others })
      await settled(page)
      await this.#axe(page, others, 'color-contrast')
      await picture(page, others)
      await page.emulateMedia({ colorScheme: this.#colors })
      // An open menu closes when the window changes.
      if ((await page.getByRole('menu').count()) === 0) await this.#measure(page)
      if (this.#problems.length === 0) writeFileSync(known, '')
    }
    this.throwIfAny()
  }

  /** Looks whether the page fits into a narrow window, and at nothing else. */
  async measure(page: Page): Promise<void> {
    await settled(page)
    await this.#measure(page)
    this.throwIfAny()
  }

  /** What has to be so when the story is over. */
  finish(): void {
    for (const [status, came] of this.#expected) if (!came) this.#note(`no answer was a ${status}, against expectation`)
    this.throwIfAny()
  }

  throwIfAny(): void {
    const problems = this.#problems.splice(0)
    if (problems.length > 0) throw new Error(`the page is not well:\n${problems.map((each) => `- ${each}`).join('\n')}`)
  }

  #note(problem: string): void {
    this.#problems.push(problem)
  }

  async #axe(page: Page, colors: Colors, rule?: string): Promise<void> {
    if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(axe)
    const violations = await page.evaluate<Violation[]>(`stories.findViolations(${JSON.stringify(rule) ?? ''})`)
    for (const { id, help, places } of violations)
      this.#note(`axe, ${colors}, ${page.url()}: ${id}, ${help}\n  ${places.join('\n  ')}`)
  }

  async #measure(page: Page): Promise<void> {
    const size = page.viewportSize()
    await page.setViewportSize(narrow)
    await settled(page)
    await picture(page, String(narrow.width))
    const wide = await page.evaluate<string | null>('stories.whatIsTooWide()')
    if (wide !== null) this.#note(`${page.url()} scrolls sideways at ${narrow.width}: ${wide}`)
    if (size !== null) await page.setViewportSize(size)
    await settled(page)
  }

  #hear(message: ConsoleMessage): void {
    // What could not be loaded is told by its response.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
    this.#note(`in the console: ${message.text()}`)
  }

  #judge(response: Response): void {
    const status = response.status()
    if (status < 400) return
    if (this.#expected.has(status)) this.#expected.set(status, true)
    else this.#note(`${response.request().method()} ${response.url()} was answered with ${status}`)
  }

  #miss(request: Request): void {
    const reason = request.failure()?.errorText ?? ''
    // Aborted: the page was left before its answer came.
    if (this.#offline || this.#lost.has(request.url()) || reason === 'net::ERR_ABORTED') return
    this.#note(`${request.method()} ${request.url()} failed: ${reason}`)
  }
}

/** A page without what is new on each: addresses, ids, tokens, numbers; and with a word for every text, which wraps as others do. */
const withoutNames = (html: string) =>
  html.replaceAll(/[\w.+-]+@[\w.-]+|mantine-\w+|[\w-]{16,}|\d+/g, '').replaceAll(/>[^<>]+</g, '>word<')

/** Waits for what moves by itself to come to rest. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.evaluate('stories.settle()')
}

let pictures = 0

/** For who wants to look at everything: `USHER_TEST_SCREENSHOTS` names a folder for a picture of every state. */
async function picture(page: Page, of: string): Promise<void> {
  const folder = process.env['USHER_TEST_SCREENSHOTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  const story = (expect.getState().currentTestName ?? '').replaceAll(/\W+/g, '-').slice(0, 60)
  await page.screenshot({
    path: join(folder, `${story}-${String(pictures++).padStart(3, '0')}-${of}.png`),
    fullPage: true,
  })
}
