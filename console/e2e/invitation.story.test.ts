import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { type Actor, cast } from '../../server/test/support/cast.ts'
import { codesAge, newAddress } from '../../server/test/support/codes.ts'
import { resident } from '../../server/test/support/resident.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import {
  comesToAnswer,
  entersAsAnother,
  headlineFor,
  history,
  invited,
  isMember,
  welcomeFor,
} from './support/invited.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

const { t, login } = words.en
const accept = t('invitation.accept')
const accepted = ['invitation.accepted']

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsherWithConsole()
  ;({ ada } = await cast(usher, 'ada'))
})
afterAll(() => usher[Symbol.asyncDispose]())

test('Story 20: a new person goes from the mail to the membership', async () => {
  const invitee = await invited(usher, ada)
  const { grace, invitation, name } = invitee
  await comesToAnswer(invitee)
  expect(new URL(grace.page.url()).pathname).toBe(`/console/invitations/${invitation.id}`)
  expect(await history(invitee)).toEqual([])

  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))
  expect(await isMember(invitee)).toBe(true)
  expect(await history(invitee)).toEqual(accepted)

  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  await grace.sees(grace.address, 'text')
})

test('Story 21: an existing person answers at once where they are signed in', async () => {
  const address = newAddress('grace')
  const elsewhere = await ada.founds('Difference Engines')
  await (await resident(usher, 'grace', address)).joins(elsewhere, ada)
  const invitee = await invited(usher, ada, { address })
  const { grace, name } = invitee
  await grace.signsInToConsole()

  await grace.opensMail()
  await grace.sees(headlineFor(invitee))
  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))
  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  await grace.sees('Difference Engines', 'link')
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 22: the link in the mail with the code leads back to the invitation in another browser', async () => {
  const invitee = await invited(usher, ada)
  const { grace } = invitee
  await grace.opensMail()
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.sees(login.signIn.title)
  await grace.fills(login.signIn.address, grace.address)
  await grace.codeAfter(() => grace.presses(login.signIn.mailCode))
  const wayBack = await wayBackMailedTo(grace.address)

  // Each browser has codes of its own, one a minute.
  await codesAge(usher, { seconds: 61 })
  const elsewhere = await visitor(usher, grace.address)
  await elsewhere.opens(wayBack)
  await elsewhere.sees(headlineFor(invitee))
  await elsewhere.presses(t('join.sign_in_to_answer'))
  await elsewhere.signsIn()
  await elsewhere.sees(accept, 'button')
  await elsewhere.presses(accept)
  await elsewhere.sees(welcomeFor(invitee))
  expect(await isMember(invitee)).toBe(true)

  grace.willBeRefused(410)
  await grace.opensMail()
  await grace.sees(t('join.answered', { whom: 'inviter', organization: invitee.name }))
  expect(await history(invitee)).toEqual(accepted)
})

/** The link back, in the newest mail that has one. */
async function wayBackMailedTo(address: string): Promise<string> {
  const { body } = await usher.request('GET', `/mailbox/messages?to=${encodeURIComponent(address)}`)
  const links = (body as { text: string }[]).flatMap(({ text }) => /\/join\?sign_in=[\da-f-]{36}/.exec(text)?.[0] ?? [])
  return links[0] ?? 'no link back'
}

test('Story 23: somebody declines, says why, and is not invited to that organization again', async () => {
  const invitee = await invited(usher, ada)
  const { grace, company, name } = invitee
  await comesToAnswer(invitee)
  await grace.presses(t('invitation.decline'))
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.fills(t('decline.reason'), 'I work elsewhere')
  await grace.presses(t('decline.block'), 'checkbox')
  await grace.page
    .getByRole('dialog')
    .getByRole('button', { name: t('decline.submit') })
    .click()
  await grace.sees(t('join.declined', { whom: 'inviter', organization: name }))
  await grace.glancesAt(t('join.blocked_text', { organization: name }), 'text')
  expect(await isMember(invitee)).toBe(false)
  expect(await history(invitee)).toEqual(['invitation.declined'])
  expect(
    await usher.db.one(sql<{ decline_reason: string }>`
    select decline_reason from invitations where id = ${invitee.invitation.id}`),
  ).toEqual({ decline_reason: 'I work elsewhere' })

  await ada.invites(company, grace.address)
  await grace.presses(t('join.action.inbox'), 'link')
  await grace.sees(t('inbox.empty'), 'text')
})

test('Story 24: a double click accepts once (case 143)', async () => {
  const invitee = await invited(usher, ada)
  const { grace } = invitee
  await comesToAnswer(invitee)
  const sent: string[] = []
  grace.page.on('request', (request) => request.url().includes('accept=true') && sent.push(request.url()))
  await grace.find(accept, 'button').dblclick()
  await grace.sees(welcomeFor(invitee))
  expect(sent).toHaveLength(1)
  expect(await isMember(invitee)).toBe(true)
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 25: accepting in two tabs accepts once, and both say so (case 143)', async () => {
  const invitee = await invited(usher, ada)
  const { grace } = invitee
  await comesToAnswer(invitee)
  const tab = await grace.opensTab()
  await tab.opens(grace.page.url())
  await tab.sees(accept, 'button')
  await Promise.all([grace.presses(accept), tab.presses(accept)])
  await grace.sees(welcomeFor(invitee))
  await tab.sees(welcomeFor(invitee))
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 26: reloading and going back do no harm, before the answer and after it (case 143)', async () => {
  const invitee = await invited(usher, ada)
  const { grace, name } = invitee
  await grace.opensMail()
  await grace.sees(headlineFor(invitee))
  await grace.reloads()
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.sees(login.signIn.title)
  await grace.goesBack()
  await grace.sees(headlineFor(invitee))
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.signsIn()
  await grace.sees(accept, 'button')
  await grace.reloads()
  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))

  grace.willBeRefused(410) // what was answered is read as such, before it says by whom
  await grace.reloads()
  const before = t('join.accepted_before', { organization: name })
  await grace.sees(before)
  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  await grace.goesBack()
  await grace.sees(before)
  expect(await grace.find(accept, 'button').count()).toBe(0)
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 27: somebody accepts with the keyboard alone', async () => {
  const invitee = await invited(usher, ada)
  const { grace, name } = invitee
  await grace.opensMail()
  await grace.tabsTo(t('join.sign_in_to_answer'))
  await grace.hits('Enter')
  await grace.sees(login.signIn.title)
  await grace.tabsTo(login.signIn.address, 'textbox')
  await grace.types(grace.address)
  const code = await grace.codeAfter(() => grace.hits('Enter'))
  await grace.sees(login.code.title)
  await grace.tabsTo(login.code.code, 'textbox')
  await grace.types(code)
  await grace.hits('Enter')

  await grace.tabsTo(t('invitation.decline'))
  await grace.hits('Enter')
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.hits('Escape')
  await grace.page.getByRole('dialog').waitFor({ state: 'detached' })
  await grace.find(t('invitation.decline'), 'button').and(grace.page.locator(':focus')).waitFor()
  await grace.hits('Shift+Tab')
  await grace.find(accept, 'button').and(grace.page.locator(':focus')).waitFor()
  await grace.hits('Space')
  await grace.sees(welcomeFor(invitee))
  await grace.tabsTo(t('invitation.go_on', { organization: name }), 'link')
  await grace.hits('Enter')
  await grace.sees(name)
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 28: somebody answers in German, on a telephone, in dark colors', async () => {
  const { t } = words.de
  const invitee = await invited(usher, ada, { habits: { language: 'de', size: 'telephone', colors: 'dark' } })
  const { grace, name } = invitee
  await comesToAnswer(invitee)
  await grace.presses(t('invitation.decline'))
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.presses(t('app.cancel'))
  await grace.presses(t('invitation.accept'))
  await grace.sees(welcomeFor(invitee))
  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  expect(await isMember(invitee)).toBe(true)
})

test('Story 29: signing up beside the account that one is in comes back to the same invitation (case 144)', async () => {
  const invitee = await invited(usher, ada)
  const { grace, invitation, name } = invitee
  await entersAsAnother(usher, grace)
  grace.willBeRefused(403)
  await grace.opensMail()
  await grace.sees(t('join.wrong_account'))
  expect(await grace.find(accept, 'button').count()).toBe(0)

  await codesAge(usher, { seconds: 61 })
  await grace.presses(t('join.action.switch'))
  await grace.signsIn()
  await grace.sees(accept, 'button')
  expect(new URL(grace.page.url()).pathname).toBe(`/console/invitations/${invitation.id}`)
  await grace.glancesAt(t('join.signed_in_as', { account: grace.address }), 'text')
  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))
  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  expect(await isMember(invitee)).toBe(true)
  expect(await ada.membersOf(invitee.company)).toHaveLength(2)
})
