import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { codesAge, otherThan } from '../../server/test/support/codes.ts'
import { startUsher, type TestUsher } from '../../server/test/support/usher.ts'
import { type ApplicationSite, applicationSite, backTexts } from './support/application-site.ts'
import { hostileNames, rightToLeftNames } from './support/names.ts'
import type { Person } from './support/person.ts'
import { signInTexts as texts } from './support/texts.ts'
import { type Habits, visitor } from './support/visitor.ts'

let usher: TestUsher
let site: ApplicationSite
/** Of an application that is not the platform's own, so that people are asked whether they allow it. */
let foreign: ApplicationSite
beforeAll(async () => {
  usher = await startUsher()
  site = await applicationSite(usher)
  foreign = await applicationSite(usher, { firstParty: false })
})
afterAll(async () => {
  await foreign[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

async function atSignIn(habits?: Habits, at = site): Promise<Person> {
  const person = await visitor(usher, undefined, habits)
  await person.opens(at.signInUrl())
  return person
}

test('Story 30: somebody signs in with the code from the mail and is back at the application', async () => {
  const grace = await atSignIn()
  await grace.signsIn()
  await grace.sees(backTexts.welcome)

  // Signed in already, they are only asked whether they want it, since the application is a program on this device.
  await grace.opens(site.signInUrl())
  await grace.sees(texts.consentTitle)
  await grace.presses(texts.allow)
  await grace.sees(backTexts.welcome)
})

test('Story 31: somebody signs in with the keyboard alone', async () => {
  const grace = await atSignIn()
  await grace.sees(texts.title)
  await grace.tabsTo(texts.address, 'textbox')
  await grace.types(grace.address)
  await grace.tabsTo(texts.mailCode)
  const code = await grace.codeAfter(() => grace.hits('Enter'))

  await grace.sees(texts.codeTitle)
  await grace.tabsTo(texts.code, 'textbox')
  await grace.types(code)
  await grace.hits('Enter')
  await grace.sees(backTexts.welcome)
})

test('Story 32: somebody signs in on a telephone in dark colors', async () => {
  const grace = await atSignIn({ size: 'telephone', colors: 'dark' })
  await grace.signsIn()
  await grace.sees(backTexts.welcome)
})

test('Story 33: a wrong code is told, and the right one still counts', async () => {
  const grace = await atSignIn()
  await grace.sees(texts.title)
  await grace.fills(texts.address, grace.address)
  const code = await grace.codeAfter(() => grace.presses(texts.mailCode))

  grace.willBeRefused(422)
  await grace.fills(texts.code, otherThan(code))
  await grace.presses(texts.signIn)
  expect(await (await grace.sees(/.*/, 'alert')).textContent()).toMatch(texts.wrongCode)

  await grace.fills(texts.code, code)
  await grace.presses(texts.signIn)
  await grace.sees(backTexts.welcome)
})

test('Story 34: what is no address is told, and another one can be given', async () => {
  const grace = await atSignIn()
  grace.willBeRefused(422)
  await grace.fills(texts.address, 'grace@localhost')
  await grace.presses(texts.mailCode)
  expect(await (await grace.sees(/.*/, 'alert')).textContent()).toMatch(texts.noAddress)

  await grace.signsIn()
  await grace.sees(backTexts.welcome)
})

test('Story 35: going back, reloading and asking for another code do no harm', async () => {
  const grace = await atSignIn()
  await grace.sees(texts.title)
  await grace.fills(texts.address, grace.address)
  await grace.codeAfter(() => grace.presses(texts.mailCode))
  await grace.sees(texts.codeTitle)
  await grace.goesBack()
  await grace.sees(texts.title)
  await grace.goesForward()
  await grace.reloads()
  await grace.sees(texts.codeTitle)

  await codesAge(usher, { seconds: 61 })
  const code = await grace.codeAfter(() => grace.presses(texts.mailAnother))
  await grace.sees(texts.codeTitle)
  await grace.fills(texts.code, code)
  await grace.presses(texts.signIn)
  await grace.sees(backTexts.welcome)

  grace.willBeRefused(400) // the sign-in that the pages before belonged to is over
  await grace.goesBack()
  await grace.goesBack()
  await grace.sees(texts.startAgain)
})

test('Story 36: somebody gives up and is back at the application, not signed in', async () => {
  const grace = await atSignIn()
  await grace.presses(texts.cancel)
  await grace.sees(backTexts.refused)
})

test('Story 37: an application of somebody else asks for permission, and gets it or not', async () => {
  const grace = await atSignIn({}, foreign)
  await grace.signsIn()
  await grace.sees(texts.consentTitle)
  await grace.presses(texts.doNotAllow)
  await grace.sees(backTexts.refused)

  await grace.opens(foreign.signInUrl())
  await grace.sees(texts.consentTitle)
  await grace.presses(texts.allow)
  await grace.sees(backTexts.welcome)
})

test('Story 38: a sign-in that was begun in one browser does not go on in another', async () => {
  const grace = await atSignIn()
  await grace.sees(texts.title)
  const eve = await visitor(usher)
  eve.willBeRefused(400)
  await eve.opens(grace.page.url())
  await eve.sees(texts.startAgain)
})

test('Story 39: names of applications are text, whatever they say and in whichever direction (case 137)', async () => {
  const grace = await atSignIn({}, foreign)
  await grace.signsIn()
  for (const name of [...hostileNames, ...rightToLeftNames]) {
    await usher.db.run(sql`update clients set name = ${name} where id = ${foreign.client.id}`)
    await grace.opens(foreign.signInUrl())
    expect(await (await grace.sees(texts.consentTitle)).textContent()).toContain(name)
  }
})

test('Story 40: somebody signs out', async () => {
  const grace = await atSignIn()
  await grace.signsIn()
  await grace.sees(backTexts.welcome)
  await grace.opens('/oauth/logout')
  await grace.sees(texts.signOutTitle)
  await grace.presses(texts.signOut)
  await grace.sees(texts.signedOut)

  await grace.opens(site.signInUrl())
  await grace.sees(texts.title)
})
