import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { codesAge, otherThan } from '../../server/test/support/codes.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { type ApplicationSite, applicationSite, backTexts } from './support/application-site.ts'
import { hostileNames, rightToLeftNames } from './support/names.ts'
import type { Person } from './support/person.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { type Habits, visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

const { login } = words.en
/** In front of whatever an application is called. */
const askedToAllow = /^Allow .*\?$/

let usher: TestUsher
let site: ApplicationSite
/** Of an application that is not the platform's own, so that people are asked whether they allow it. */
let foreign: ApplicationSite
beforeAll(async () => {
  usher = await startUsherWithConsole()
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
  await grace.sees(askedToAllow)
  await grace.presses(login.consent.allow)
  await grace.sees(backTexts.welcome)
})

test('Story 31: somebody signs in with the keyboard alone', async () => {
  const grace = await atSignIn()
  await grace.sees(login.signIn.title)
  await grace.tabsTo(login.signIn.address, 'textbox')
  await grace.types(grace.address)
  await grace.tabsTo(login.signIn.mailCode)
  const code = await grace.codeAfter(() => grace.hits('Enter'))

  await grace.sees(login.code.title)
  await grace.tabsTo(login.code.code, 'textbox')
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
  await grace.sees(login.signIn.title)
  await grace.fills(login.signIn.address, grace.address)
  const code = await grace.codeAfter(() => grace.presses(login.signIn.mailCode))

  grace.willBeRefused(422)
  await grace.fills(login.code.code, otherThan(code))
  await grace.presses(login.code.signIn)
  expect(await (await grace.sees(/.*/, 'alert')).textContent()).toContain(String(login.refusals.wrongCode({ left: 4 })))

  await grace.fills(login.code.code, code)
  await grace.presses(login.code.signIn)
  await grace.sees(backTexts.welcome)
})

test('Story 34: what is no address is told, and another one can be given', async () => {
  const grace = await atSignIn()
  grace.willBeRefused(422)
  await grace.fills(login.signIn.address, 'grace@localhost')
  await grace.presses(login.signIn.mailCode)
  expect(await (await grace.sees(/.*/, 'alert')).textContent()).toContain(String(login.refusals.noAddress))

  await grace.signsIn()
  await grace.sees(backTexts.welcome)
})

test('Story 35: going back, reloading and asking for another code do no harm', async () => {
  const grace = await atSignIn()
  await grace.sees(login.signIn.title)
  await grace.fills(login.signIn.address, grace.address)
  await grace.codeAfter(() => grace.presses(login.signIn.mailCode))
  await grace.sees(login.code.title)
  await grace.goesBack()
  await grace.sees(login.signIn.title)
  await grace.goesForward()
  await grace.reloads()
  await grace.sees(login.code.title)

  await codesAge(usher, { seconds: 61 })
  const code = await grace.codeAfter(() => grace.presses(login.code.another))
  await grace.sees(login.code.title)
  await grace.fills(login.code.code, code)
  await grace.presses(login.code.signIn)
  await grace.sees(backTexts.welcome)

  grace.willBeRefused(400) // the sign-in that the pages before belonged to is over
  await grace.goesBack()
  await grace.goesBack()
  await grace.sees(login.startAgain.title)
})

test('Story 36: somebody gives up and is back at the application, not signed in', async () => {
  const grace = await atSignIn()
  await grace.presses(login.signIn.cancel)
  await grace.sees(backTexts.refused)
})

test('Story 37: an application of somebody else asks for permission, and gets it or not', async () => {
  const grace = await atSignIn({}, foreign)
  await grace.signsIn()
  await grace.sees(askedToAllow)
  await grace.presses(login.consent.refuse)
  await grace.sees(backTexts.refused)

  await grace.opens(foreign.signInUrl())
  await grace.sees(askedToAllow)
  await grace.presses(login.consent.allow)
  await grace.sees(backTexts.welcome)
})

test('Story 38: a sign-in that was begun in one browser does not go on in another', async () => {
  const grace = await atSignIn()
  await grace.sees(login.signIn.title)
  const eve = await visitor(usher)
  eve.willBeRefused(400)
  await eve.opens(grace.page.url())
  await eve.sees(login.startAgain.title)
})

test('Story 39: names of applications are text, whatever they say and in whichever direction (case 137)', async () => {
  const grace = await atSignIn({}, foreign)
  await grace.signsIn()
  for (const name of [...hostileNames, ...rightToLeftNames]) {
    await usher.db.run(sql`update clients set name = ${name} where id = ${foreign.client.id}`)
    await grace.opens(foreign.signInUrl())
    expect(await (await grace.glancesAt(askedToAllow)).textContent()).toContain(name)
  }
  await grace.sees(askedToAllow)
})

test('Story 40: somebody signs out', async () => {
  const grace = await atSignIn()
  await grace.signsIn()
  await grace.sees(backTexts.welcome)
  await grace.opens('/oauth/logout')
  await grace.sees(login.signOut.title)
  await grace.presses(login.signOut.everywhere)
  await grace.sees(login.signedOut.title)

  await grace.opens(site.signInUrl())
  await grace.sees(login.signIn.title)
})
