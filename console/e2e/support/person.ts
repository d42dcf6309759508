import type { Locator, Page } from 'playwright-core'
import { codeMailedTo, linkTokenMailedTo, mailsTo } from '../../../server/test/support/mailed.ts'
import type { TestUsher } from '../../../server/test/support/usher.ts'
import type { PageChecks } from './page-checks.ts'
import { signInTexts } from './texts.ts'

type Role = Parameters<Page['getByRole']>[0]

const most_tabs = 60

/**
 * Somebody at a browser, who knows things by their role and their label, as they are seen and read aloud. Whatever they
 * see is checked as `PageChecks` says.
 */
export class Person {
  readonly address: string
  readonly page: Page
  /** What they did, for the record of a story that went wrong. */
  readonly steps: string[] = []
  readonly #usher: TestUsher
  readonly #checks: PageChecks

  constructor(parts: { usher: TestUsher; address: string; page: Page; checks: PageChecks }) {
    this.address = parts.address
    this.page = parts.page
    this.#usher = parts.usher
    this.#checks = parts.checks
  }

  async opens(url: string): Promise<void> {
    this.#did(`opens ${url}`)
    await this.page.goto(url)
    this.#checks.throwIfAny()
  }

  /** Waits until this is there, and looks at the whole page. */
  async sees(name: string | RegExp, role: Role = 'heading'): Promise<Locator> {
    this.#did(`sees the ${role} ${String(name)}`)
    const seen = this.find(name, role).first()
    await seen.waitFor()
    await this.#checks.look(this.page)
    return seen
  }

  async presses(name: string | RegExp, role: Role = 'button'): Promise<void> {
    this.#did(`presses the ${role} ${String(name)}`)
    await this.find(name, role).click()
  }

  async fills(label: string | RegExp, text: string): Promise<void> {
    this.#did(`fills ${String(label)} with ${text}`)
    await this.find(label, 'textbox').fill(text)
  }

  /** Goes on from control to control with the keyboard, and sees at each where they are. */
  async tabsTo(name: string | RegExp, role: Role = 'button'): Promise<void> {
    this.#did(`tabs to the ${role} ${String(name)}`)
    const goal = this.find(name, role)
    await goal.waitFor()
    for (let count = 0; count < most_tabs; count++) {
      if ((await goal.and(this.page.locator(':focus')).count()) > 0) return
      await this.page.keyboard.press('Tab')
      await this.#seesFocus()
    }
    throw new Error(`${most_tabs} times Tab does not lead to the ${role} ${String(name)}`)
  }

  async types(text: string): Promise<void> {
    this.#did(`types ${text}`)
    await this.page.keyboard.type(text)
  }

  async hits(key: string): Promise<void> {
    this.#did(`hits ${key}`)
    await this.page.keyboard.press(key)
  }

  async goesBack(): Promise<void> {
    this.#did('goes back')
    await this.page.goBack()
  }

  async goesForward(): Promise<void> {
    this.#did('goes forward')
    await this.page.goForward()
  }

  async reloads(): Promise<void> {
    this.#did('reloads')
    await this.page.reload()
  }

  async losesConnection(): Promise<void> {
    this.#did('loses the connection')
    await this.#checks.goOffline(true)
  }

  async isConnectedAgain(): Promise<void> {
    this.#did('is connected again')
    await this.#checks.goOffline(false)
  }

  /** Some answer in what follows has this status, and it is right that it does. */
  willBeRefused(status: number): void {
    this.#checks.expectStatus(status)
  }

  /** On the page that asks who they are: with their address and the code that is mailed there. */
  async signsIn(): Promise<void> {
    await this.sees(signInTexts.title)
    await this.fills(signInTexts.address, this.address)
    const code = await this.codeAfter(() => this.presses(signInTexts.mailCode))
    await this.sees(signInTexts.codeTitle)
    await this.fills(signInTexts.code, code)
    await this.presses(signInTexts.signIn)
  }

  /** The code in the mail that comes because of this. */
  async codeAfter(act: () => Promise<void>): Promise<string> {
    const before = await mailsTo(this.#usher, this.address)
    await act()
    return codeMailedTo(this.#usher, this.address, { after: before })
  }

  /** Follows the link in the newest mail that has one. */
  async opensMail(): Promise<void> {
    await this.opens(`/join#${await linkTokenMailedTo(this.#usher, this.address)}`)
  }

  /** Exactly this name, or whatever matches it. */
  find(name: string | RegExp, role: Role): Locator {
    return this.page.getByRole(role, { name, exact: typeof name === 'string' })
  }

  async #seesFocus(): Promise<void> {
    const unseen = await this.page.evaluate<string | null>('stories.focusNobodySees()')
    if (unseen !== null) throw new Error(`nobody sees that the focus is on ${unseen}`)
  }

  #did(step: string): void {
    this.steps.push(`${new Date().toISOString()} ${this.page.url()} ${step}`)
  }
}
