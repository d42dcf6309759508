import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, inject, onTestFinished } from 'vitest'
import { newAddress } from '../../../server/test/support/codes.ts'
import type { TestUsher } from '../../../server/test/support/usher.ts'
import { launch } from './chromium.ts'
import { type Colors, PageChecks } from './page-checks.ts'
import { Person } from './person.ts'
import { type LanguageTag, words } from './words.ts'

/** How somebody's browser is, where it is not a desktop's in English and in light colors. */
export interface Habits {
  readonly size?: 'desktop' | 'telephone'
  readonly colors?: Colors
  readonly language?: LanguageTag
  /** Of the whole page, as browsers zoom: what is left of the window gets smaller. */
  readonly zoom?: 1 | 2
}

const sizes = { desktop: { width: 1280, height: 800 }, telephone: { width: 390, height: 844 } }

let browser: Promise<Browser> | undefined

/** Somebody with a browser of their own, signed in nowhere. What they see is checked, and their browser closed, by itself. */
export async function visitor(usher: TestUsher, address = newAddress('grace'), habits: Habits = {}): Promise<Person> {
  browser ??= start()
  const context = await (await browser).newContext(optionsOf(usher, habits))
  context.setDefaultTimeout(30_000)
  const checks = await PageChecks.of(context, habits.colors ?? 'light')
  const person = new Person({
    usher,
    address,
    words: words[habits.language ?? 'en'],
    page: await context.newPage(),
    checks,
  })
  onTestFinished(async ({ task }) => {
    try {
      if (task.result?.state !== 'fail') checks.finish()
    } catch (error) {
      await keep(context, person)
      throw error
    } finally {
      if (task.result?.state === 'fail') await keep(context, person)
      await context.close()
    }
  })
  return person
}

function start(): Promise<Browser> {
  afterAll(async () => (await browser)?.close())
  return launch(inject('chromium'))
}

function optionsOf(usher: TestUsher, { size = 'desktop', colors = 'light', language = 'en', zoom = 1 }: Habits) {
  const { width, height } = sizes[size]
  return {
    baseURL: usher.url,
    viewport: { width: width / zoom, height: height / zoom },
    deviceScaleFactor: zoom,
    hasTouch: size === 'telephone',
    isMobile: size === 'telephone',
    colorScheme: colors,
    locale: language === 'de' ? 'de-DE' : 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  } satisfies BrowserContextOptions
}

/** What one wants to see of a story that went wrong. */
async function keep(context: BrowserContext, person: Person): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-story-'))
  for (const [index, page] of context.pages().entries()) {
    await page.screenshot({ path: join(folder, `page-${index}.png`), fullPage: true })
    writeFileSync(join(folder, `page-${index}.html`), `<!-- ${page.url()} -->\n${await page.content()}`)
  }
  writeFileSync(join(folder, 'steps.txt'), person.steps.join('\n'))
  console.log(`What ${person.address} saw and did is in ${folder}`)
}
