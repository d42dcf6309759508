import { afterAll, beforeAll, expect, test } from 'vitest'
import { cast } from '../../server/test/support/cast.ts'
import { linkTokenMailedTo } from '../../server/test/support/mailed.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { visitor } from './support/visitor.ts'

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsherWithConsole()
})
afterAll(() => usher[Symbol.asyncDispose]())

test('Story 90: a developer reads the API reference and what problems mean', async () => {
  const dev = await visitor(usher)
  await dev.opens('/docs')
  await dev.glancesAt(/Usher/)
  await dev.fitsIntoNarrowWindow()
  expect(await dev.page.evaluate('stories.idsTwice()')).toEqual([])
  // Nearly all of its operations have nothing new but words, and are too many for a look at each.
  expect(await dev.page.evaluate('stories.leaveOneOfEachKind("article")')).toBeGreaterThan(2)
  await dev.sees(/Usher/)
  await dev.opens('/docs/problems')
  await dev.sees(/problem/i)
})

test('Story 91: a developer reads the mails that went nowhere', async () => {
  const dev = await visitor(usher)
  await dev.opens('/mailbox')
  await dev.sees('Mailbox')

  const { ada, grace } = await cast(usher, 'ada', 'grace')
  await ada.invites(await ada.founds(), grace)
  await linkTokenMailedTo(usher, grace.address)
  await dev.reloads()
  await dev.sees(/Analytical Engines/)
  await dev.page
    .getByRole('link', { name: /Analytical Engines/ })
    .first()
    .click()
  await dev.page.frameLocator('iframe').getByRole('link').first().waitFor()
  await dev.sees('Mailbox')
})
