import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { cast, type Company } from '../../server/test/support/cast.ts'
import { newAddress } from '../../server/test/support/codes.ts'
import { type Resident, resident } from '../../server/test/support/resident.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { hostileNames, rightToLeftNames } from './support/names.ts'
import type { Person } from './support/person.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { type Habits, visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

const { t } = words.en

let usher: TestUsher
beforeAll(async () => {
  usher = await startUsherWithConsole()
})
afterAll(() => usher[Symbol.asyncDispose]())

interface Office {
  readonly ada: Person
  /** The same person, at the API. */
  readonly owner: Resident
  readonly company: Company
  readonly name: string
}

let companies = 0

/** An owner at the page of the people of their organization. */
async function office(habits?: Habits): Promise<Office> {
  const name = `Difference Engines ${++companies}`
  const owner = await resident(usher, 'Ada', newAddress('ada'))
  const company = await owner.founds(name)
  const ada = await visitor(usher, owner.address, habits)
  await ada.signsInToConsole()
  await ada.opens(`/console/organizations/${company.id}/people`)
  await ada.sees(name)
  return { ada, owner, company, name }
}

test('Story 20: somebody founds an organization and invites somebody, all in the console', async () => {
  const ada = await visitor(usher, newAddress('ada'))
  await ada.signsInToConsole()
  await ada.presses(t('organization.create'), 'link')
  await ada.sees(t('organization.create'))
  await ada.fills(t('organization.name'), 'Looms')
  await ada.presses(t('organization.create_submit'))
  await ada.sees('Looms')

  const grace = await visitor(usher)
  await ada.presses(t('people.invite'))
  await ada.sees(t('invite.title', { organization: 'Looms' }), 'dialog')
  await ada.fills(t('invite.addresses'), grace.address)
  await ada.presses(t('invite.submit', { count: 1 }))
  await ada.sees(t('invite.summary', { count: 1 }), 'text')
  await ada.presses(t('invite.done'))
  await ada.sees(grace.address, 'text')

  await grace.opensMail()
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.signsIn()
  await grace.presses(t('invitation.accept'))
  await grace.sees(t('join.accepted', { whom: 'inviter', organization: 'Looms' }))
  await ada.reloads()
  await ada.sees(t('people.count', { count: 2 }), 'text')
})

test('Story 21: of five pasted addresses one is wrong and one is of a member, and each is told', async () => {
  const { ada, owner, company, name } = await office()
  const { linus } = await cast(usher, 'linus')
  await linus.joins(company, owner)
  const [grace, mary, joan] = ['grace', 'mary', 'joan'].map(newAddress) as [string, string, string]

  await ada.presses(t('people.invite'))
  await ada.sees(t('invite.title', { organization: name }), 'dialog')
  await ada.find(t('invite.addresses'), 'textbox').focus()
  await ada.pastes(`Grace Hopper <${grace}>, ${linus.address}; ${mary}\nnobody@nowhere ${joan}`)
  await ada.sees(t('invite.flawed', { count: 1 }), 'text')
  ada.willBeRefused(409)
  await ada.presses(t('invite.submit', { count: 4 }))
  await ada.sees(new RegExp(t('invite.summary', { count: 3 })), 'text')
  const results = ada.find(t('invite.results'), 'list')
  expect(await results.getByText(t('invite.outcome.invited'), { exact: true }).count()).toBe(3)
  expect(await results.getByRole('listitem').filter({ hasText: linus.address }).textContent()).toContain(
    t('invite.outcome.already_member'),
  )
  expect(await results.getByRole('listitem').filter({ hasText: 'nobody@nowhere' }).textContent()).toContain(
    t('invite.outcome.flawed', { flaw: t('invite.flaw.not_an_address') }),
  )
  await ada.presses(t('invite.done'))
  for (const address of [grace, mary, joan]) await ada.sees(address, 'text')
})

test('Story 22: an invitation is revoked, unless that is undone in time', async () => {
  const { ada, owner, company } = await office()
  await ada.page.clock.install()
  const email = newAddress('grace')
  await owner.invites(company, email)
  await ada.reloads()
  await ada.sees(email, 'text')

  await ada.presses(t('people.actions', { name: email }))
  await ada.sees(t('people.revoke'), 'menuitem')
  await ada.presses(t('people.revoke'), 'menuitem')
  await ada.glancesAt(t('people.revoking', { email }), 'text')
  await ada.presses(t('people.undo'))
  await ada.sees(t('people.kept', { email }), 'text')

  await ada.presses(t('people.actions', { name: email }))
  await ada.presses(t('people.revoke'), 'menuitem')
  // A look may take longer than there is time to undo it, and what is told then goes away by itself.
  await Promise.all([
    ada.find(t('people.revoked', { email }), 'text').waitFor({ timeout: 60_000 }),
    ada.sees(t('people.revoking', { email }), 'text').then(() => ada.page.clock.fastForward(7_000)),
  ])
  const { body } = await owner.get(`/organizations/${company.id}/invitations`)
  expect(body).toMatchObject([{ email, status: 'revoked' }])
})

test('Story 23: the link that is copied proves nothing: it leads to a page that asks who one is', async () => {
  const { ada, owner, company } = await office()
  const email = newAddress('grace')
  const invitation = await owner.invites(company, email)
  await ada.mayUseClipboard()
  await ada.reloads()
  await ada.presses(t('people.actions', { name: email }))
  await ada.presses(t('people.copy_link'), 'menuitem')
  await ada.sees(t('people.copied', { email }), 'text')
  const link = await ada.copied()
  expect(new URL(link).pathname).toBe(`/console/invitations/${invitation.id}`)
  expect(new URL(link).hash).toBe('')

  const eve = await visitor(usher, newAddress('eve'))
  await eve.signsInToConsole()
  eve.willBeRefused(404)
  await eve.opens(link)
  await eve.sees(t('join.not_yours'))
})

test('Story 24: a member who may not invite is told why', async () => {
  const { owner, company, name } = await office()
  const linus = await resident(usher, 'Linus', newAddress('linus'))
  await linus.joins(company, owner)
  const member = await visitor(usher, linus.address)
  await member.signsInToConsole()
  await member.presses(new RegExp(`${name}$`), 'link')
  await member.sees(name)
  await member.tabsTo(t('people.invite'))
  await member.sees(t('people.reason.may_not_invite'), 'text')
})

test('Story 25: inviting in German, on a telephone, in dark colors', async () => {
  const { t } = words.de
  const { ada, name } = await office({ language: 'de', size: 'telephone', colors: 'dark' })
  const email = newAddress('grace')
  await ada.presses(t('people.invite'))
  await ada.sees(t('invite.title', { organization: name }), 'dialog')
  await ada.fills(t('invite.addresses'), email)
  await ada.presses(t('invite.submit', { count: 1 }))
  await ada.sees(t('invite.summary', { count: 1 }), 'text')
  await ada.presses(t('invite.done'))
  await ada.sees(email, 'text')
})

test('Story 26: names of people are text, whatever they say and in whichever direction (case 137)', async () => {
  const { ada, owner, company } = await office()
  for (const name of [...hostileNames.slice(0, 6), ...rightToLeftNames]) {
    const member = await resident(usher, 'Somebody', newAddress('somebody'))
    await member.joins(company, owner)
    await usher.db.run(sql`update users set name = ${name} where id = ${member.id}`)
  }
  await ada.reloads()
  for (const name of [...hostileNames.slice(0, 6), ...rightToLeftNames]) await ada.glancesAt(name, 'text')
  await ada.sees(rightToLeftNames[0], 'text')
})

test('Story 27: before anybody is invited, the mail is shown as it is going to be read', async () => {
  const { ada, owner, company, name } = await office()
  await owner.request('PATCH', `/organizations/${company.id}/mail-settings`, {
    body: { texts: { en: { invitation: { introduction: 'We build engines.' } } } },
  })
  await ada.presses(t('people.invite'))
  await ada.sees(t('invite.title', { organization: name }), 'dialog')
  await ada.presses(t('invite.preview'))
  const mail = ada.page.frameLocator(`iframe[title="${t('invite.preview_frame')}"]`)
  await mail.getByRole('heading', { name: `You are invited to join ${name}.` }).waitFor()
  await mail.getByText('We build engines.').waitFor()

  await ada.fills(t('invite.message'), 'Bring <b>coffee</b>.')
  await mail.getByText('Bring <b>coffee</b>.').waitFor()
  expect(await mail.getByRole('link').first().getAttribute('href')).toBe(`${usher.url}/join#sample`)
  // Its styles are let in: the link is as large as a button.
  expect((await mail.getByRole('link').first().boundingBox())?.height).toBeGreaterThan(40)
  await ada.presses(t('invite.preview_hide'))
  expect(await ada.page.locator('iframe').count()).toBe(0)
})
