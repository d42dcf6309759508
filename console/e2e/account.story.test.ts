import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast } from '../../server/test/support/cast.ts'
import { newAddress } from '../../server/test/support/codes.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { type Habits, visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsherWithConsole()
})
afterAll(() => usher[Symbol.asyncDispose]())

async function atAccount(habits?: Habits) {
  const grace = await visitor(usher, undefined, habits)
  await grace.signsInToConsole()
  await grace.opens('/console/account')
  await grace.sees(grace.words.t('addresses.title'))
  return grace
}

test('Story 65: somebody adds an address, verifies it by mail, and finds what was sent there', async () => {
  const { t } = words.en
  const grace = await atAccount()
  const second = newAddress('grace')
  const { ada } = await cast(usher, 'ada')
  await ada.invites(await ada.founds('Looms'), second)

  await grace.fills(t('addresses.new'), second)
  const code = await grace.codeAfter(() => grace.presses(t('addresses.add')), second)
  await grace.sees(t('addresses.code'), 'textbox')
  await grace.fills(t('addresses.code'), code)
  await grace.presses(t('addresses.verify'))
  await grace.find(t('addresses.code'), 'textbox').waitFor({ state: 'detached' })
  await grace.sees(second, 'text')
  await grace.presses(new RegExp(`^${t('nav.inbox')}`), 'link')
  await grace.sees('Looms')
})

test('Story 66: the account in German, on a telephone, in dark colors', async () => {
  const grace = await atAccount({ language: 'de', size: 'telephone', colors: 'dark' })
  expect(await grace.page.evaluate('document.documentElement.lang')).toMatch(/^de/)
})
