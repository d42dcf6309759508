import type { Locator, Page } from 'playwright-core'
import { Html } from '../../../server/src/html.ts'
import { codeMailedTo, linkTokenMailedTo, mailsTo, wayBackMailedTo } from '../../../server/test/support/mailed.ts'
import type { TestUsher } from '../../../server/test/support/usher.ts'
import type { PageChecks } from './page-checks.ts'
import type { Words } from './words.ts'

/** By its role, or what just stands there. */
type Role = Parameters<Page['getByRole']>[0] | 'text'
/** Exactly this, or whatever matches it. */
type Name = string | RegExp | Html

const most_tabs = 60

/**
 * Somebody at a browser, who knows things by their role and their label, as they are seen and read aloud. Whatever they
 * see is checked as `PageChecks` says.
 */
export class Person {
  readonly address: string
  readonly page: Page
  /** What things are called in their language. */
  readonly words: Words
  /** What they did, for the record of a story that went wrong. */
  readonly steps: string[] = []
  readonly #usher: TestUsher
  readonly #checks: PageChecks

  constructor(parts: { usher: TestUsher; address: string; words: Words; page: Page; checks: PageChecks }) {
    this.address = parts.address
    this.words = parts.words
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
  async sees(name: Name, role: Role = 'heading'): Promise<Locator> {
    this.#did(`sees the ${role} ${String(name)}`)
    const seen = this.find(name, role).first()
    await seen.waitFor()
    await this.#checks.look(this.page)
    return seen
  }

  /** The same without a look at the whole page: for another one of many that differ in a text. */
  async glancesAt(name: Name, role: Role = 'heading'): Promise<Locator> {
    this.#did(`glances at the ${role} ${String(name)}`)
    const seen = this.find(name, role).first()
    await seen.waitFor()
    this.#checks.throwIfAny()
    return seen
  }

  /** Whether the page as it is now fits into a narrow window, without a look at anything else. */
  async fitsIntoNarrowWindow(): Promise<void> {
    this.#did('makes the window narrow')
    await this.#checks.measure(this.page)
  }

  async presses(name: Name, role: Role = 'button'): Promise<void> {
    this.#did(`presses the ${role} ${String(name)}`)
    await this.find(name, role).click()
  }

  async fills(label: Name, text: string): Promise<void> {
    this.#did(`fills ${String(label)} with ${text}`)
    await this.find(label, 'textbox').fill(text)
  }

  /** Pastes into what has the focus. */
  async pastes(text: string): Promise<void> {
    this.#did(`pastes ${text}`)
    await this.mayUseClipboard()
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
    await this.page.keyboard.press('ControlOrMeta+V')
  }

  /** What was copied last. */
  async copied(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()')
  }

  async mayUseClipboard(): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  }

  /** Goes on from control to control with the keyboard, and sees at each where they are. */
  async tabsTo(name: Name, role: Role = 'button'): Promise<void> {
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

  /** Another tab of the same browser, at nothing yet. */
  async opensTab(): Promise<Person> {
    this.#did('opens another tab')
    const page = await this.page.context().newPage()
    return new Person({ usher: this.#usher, address: this.address, words: this.words, page, checks: this.#checks })
  }

  /** As if they had been at another tab meanwhile. */
  async comesBackToTab(): Promise<void> {
    this.#did('comes back to the tab')
    await this.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
  }

  async losesConnection(): Promise<void> {
    this.#did('loses the connection')
    await this.#checks.goOffline(true)
  }

  async isConnectedAgain(): Promise<void> {
    this.#did('is connected again')
    await this.#checks.goOffline(false)
  }

  /** The next request like this does what it does, and they never hear of it. */
  async losesAnswer(to: RegExp): Promise<void> {
    this.#did(`loses the answer to ${String(to)}`)
    await this.#checks.loseAnswer(this.page, to)
  }

  /** Some answer in what follows has this status, and it is right that it does. */
  willBeRefused(status: number): void {
    this.#checks.expectStatus(status)
  }

  /** What is like this is the doing of somebody else's page. */
  forgives(problem: RegExp): void {
    this.#checks.forgive(problem)
  }

  /** On the page that asks who they are: with an address of theirs and the code that is mailed there. */
  async signsIn(address = this.address): Promise<void> {
    const { signIn, code } = this.words.login
    await this.sees(signIn.title)
    await this.fills(signIn.address, address)
    const mailed = await this.codeAfter(() => this.presses(signIn.mailCode), address)
    await this.sees(code.title)
    await this.fills(code.code, mailed)
    await this.presses(code.signIn)
  }

  /** Through its front door, as far as the inbox. */
  async signsInToConsole(): Promise<void> {
    const { t } = this.words
    await this.opens('/console/')
    await this.sees(t('landing.title'))
    await this.presses(t('landing.sign_in'), 'link')
    await this.signsIn()
    await this.sees(t('inbox.title'))
  }

  /** The code in the mail that comes because of this. */
  async codeAfter(act: () => Promise<void>, address = this.address): Promise<string> {
    const before = await mailsTo(this.#usher, address)
    await act()
    return codeMailedTo(this.#usher, address, { after: before })
  }

  /** Follows the link in the newest mail that has one. */
  async opensMail(address = this.address): Promise<void> {
    await this.opens(`/join#${await linkTokenMailedTo(this.#usher, address)}`)
  }

  /** Follows the link in the newest mail with a code, which leads back to the invitation that is being answered. */
  async opensWayBack(): Promise<void> {
    await this.opens(await wayBackMailedTo(this.#usher, this.address))
  }

  find(name: Name, role: Role): Locator {
    const wanted = name instanceof Html ? name.toString() : name
    const exact = typeof wanted === 'string'
    return role === 'text' ? this.page.getByText(wanted, { exact }) : this.page.getByRole(role, { name: wanted, exact })
  }

  async #seesFocus(): Promise<void> {
    const unseen = await this.page.evaluate<string | null>('stories.focusNobodySees()')
    if (unseen !== null) throw new Error(`nobody sees that the focus is on ${unseen}`)
  }

  #did(step: string): void {
    this.steps.push(`${new Date().toISOString()} ${this.page.url()} ${step}`)
  }
}
