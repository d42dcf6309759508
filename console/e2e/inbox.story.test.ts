import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from '../../server/test/support/cast.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { hostileNames, rightToLeftNames } from './support/names.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { type Habits, visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

const { t } = words.en
const accept = t('invitation.accept')
const decline = t('invitation.decline')

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsherWithConsole()
  ;({ ada } = await cast(usher, 'ada'))
})
afterAll(() => usher[Symbol.asyncDispose]())

let companies = 0

/** Somebody who is signed in and at their inbox, with an invitation of a company of Ada's in it. */
async function invited(habits?: Habits) {
  const name = `Analytical Engines ${++companies}`
  const company = await ada.founds(name)
  const grace = await visitor(usher, undefined, habits)
  const invitation = await ada.invites(company, grace.address)
  await grace.signsInToConsole()
  return { grace, company, invitation, name }
}

async function isMember(company: Company, address: string): Promise<boolean> {
  return (await ada.membersOf(company)).some(({ email }) => email === address)
}

/** What happened to an invitation since it was made, in order. */
async function history({ id }: Invited): Promise<string[]> {
  const rows = await usher.db.many(sql<{ type: string }>`
    select type from events where subject_id = ${id} and type <> 'invitation.sent' and type <> 'invitation.created' order by sequence`)
  return rows.map(({ type }) => type).filter((type) => type !== 'invitation.seen')
}

test('Story 50: whoever nobody invited finds an empty inbox and their addresses', async () => {
  const grace = await visitor(usher)
  await grace.signsInToConsole()
  await grace.sees(t('inbox.empty'), 'text')
  await grace.presses(t('inbox.addresses'), 'link')
  await grace.sees(t('nav.account'))
})

test('Story 51: somebody accepts in their inbox and goes on to the organization', async () => {
  const { grace, company, invitation, name } = await invited()
  await grace.sees(name)
  await grace.sees(t('invitation.invited_by', { name: 'Ada' }), 'text')
  await grace.presses(accept)
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
  expect(await isMember(company, grace.address)).toBe(true)
  expect(await history(invitation)).toEqual(['invitation.accepted'])

  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  await grace.sees(grace.address, 'text')
  await grace.goesBack()
  await grace.sees(t('inbox.empty'), 'text')
})

test('Story 52: somebody declines with a reason', async () => {
  const { grace, company, invitation, name } = await invited()
  await grace.presses(decline)
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.fills(t('decline.reason'), 'I work elsewhere')
  await grace.page
    .getByRole('dialog')
    .getByRole('button', { name: t('decline.submit') })
    .click()
  await grace.sees(t('invitation.declined', { organization: name }), 'text')
  expect(await isMember(company, grace.address)).toBe(false)
  expect(await history(invitation)).toEqual(['invitation.declined'])
})

test('Story 53: new invitations appear without a reload: on coming back, and every half minute', async () => {
  const grace = await visitor(usher)
  await grace.page.clock.install()
  await grace.signsInToConsole()
  await grace.sees(t('inbox.empty'), 'text')

  await ada.invites(await ada.founds('Difference Engines'), grace.address)
  await grace.comesBackToTab()
  await grace.sees('Difference Engines')

  await ada.invites(await ada.founds('Looms'), grace.address)
  await grace.page.clock.fastForward(31_000)
  await grace.sees('Looms')
  await grace.sees(t('nav.inbox_count', { count: 2 }), 'text')
})

test('Story 54: a double click accepts once (case 143)', async () => {
  const { grace, company, invitation, name } = await invited()
  await grace.find(accept, 'button').dblclick()
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
  expect(await isMember(company, grace.address)).toBe(true)
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 55: accepting in two tabs accepts once, and both say so (case 143)', async () => {
  const { grace, invitation, name } = await invited()
  const tab = await grace.opensTab()
  await tab.opens('/console/')
  await tab.sees(name)
  await Promise.all([grace.presses(accept), tab.presses(accept)])
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
  await tab.sees(t('invitation.accepted', { organization: name }), 'text')
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 56: without a connection nothing is said to have been done, and then it is done once (cases 143, 146)', async () => {
  const { grace, company, invitation, name } = await invited()
  await grace.losesConnection()
  await grace.presses(accept)
  await grace.sees(t('problem.unreachable'), 'text')
  await grace.sees(t('app.offline'), 'text')
  expect(await grace.find(t('invitation.accepted', { organization: name }), 'text').count()).toBe(0)
  expect(await history(invitation)).toEqual([])

  await grace.isConnectedAgain()
  await grace.presses(accept)
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
  expect(await isMember(company, grace.address)).toBe(true)
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 57: what became of an invitation meanwhile is told in place (case 146)', async () => {
  const expired = await invited()
  await usher.db.run(sql`
    update invitations set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'
    where id = ${expired.invitation.id}`)
  expired.grace.willBeRefused(410)
  await expired.grace.presses(accept)
  await expired.grace.sees(t('problem.expired'), 'text')

  const revoked = await invited()
  await ada.revokes(revoked.invitation)
  revoked.grace.willBeRefused(410)
  await revoked.grace.presses(accept)
  await revoked.grace.sees(t('problem.revoked'), 'text')

  const full = await invited()
  await usher.db.run(sql`update organizations set seat_limit = 1 where id = ${full.company.id}`)
  full.grace.willBeRefused(409)
  await full.grace.presses(accept)
  await full.grace.sees(t('problem.seat_limit_reached'), 'text')
  await usher.db.run(sql`update organizations set seat_limit = 2 where id = ${full.company.id}`)
  await full.grace.presses(accept)
  await full.grace.sees(t('invitation.accepted', { organization: full.name }), 'text')
})

test('Story 58: somebody answers with the keyboard alone, and never loses their place', async () => {
  const { grace, invitation, name } = await invited()
  await grace.tabsTo(t('app.skip'), 'link')
  await grace.hits('Enter')
  await grace.tabsTo(decline)
  await grace.hits('Enter')
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.hits('Escape')
  await grace.page.getByRole('dialog').waitFor({ state: 'detached' })
  await grace.find(decline, 'button').and(grace.page.locator(':focus')).waitFor()

  await grace.page.keyboard.press('Shift+Tab')
  await grace.hits('Enter')
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
  expect(await history(invitation)).toEqual(['invitation.accepted'])
  await grace.hits('Tab')
  await grace.hits('Enter')
  await grace.sees(name)
})

test('Story 59: the inbox in German, on a telephone, in dark colors', async () => {
  const { t } = words.de
  const { grace, name } = await invited({ language: 'de', size: 'telephone', colors: 'dark' })
  await grace.presses(t('app.open_menu'))
  await grace.sees(t('app.name'), 'dialog')
  await grace.presses(t('app.close'))
  await grace.presses(t('invitation.decline'))
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.presses(t('app.cancel'))
  await grace.presses(t('invitation.accept'))
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
})

test('Story 60: the inbox at 200 % zoom', async () => {
  const { grace, name } = await invited({ zoom: 2 })
  await grace.sees(name)
  await grace.presses(accept)
  await grace.sees(t('invitation.accepted', { organization: name }), 'text')
})

test('Story 61: names of organizations and people are text, whatever they say and in whichever direction (cases 137, 146)', async () => {
  const grace = await visitor(usher)
  const names = [...hostileNames, ...rightToLeftNames]
  const { charles } = await cast(usher, 'charles')
  for (const [index, name] of names.entries()) {
    const company = await charles.founds(`Company ${index}`)
    await charles.invites(company, grace.address)
    await usher.db.run(sql`
      update organizations set name = ${name}, logo_url = 'https://logo.example/"onerror="alert(1)' where id = ${company.id}`)
  }
  await usher.db.run(sql`update users set name = ${hostileNames[1]} where name = 'Charles'`)
  await grace.page.route('https://logo.example/**', (route) => route.fulfill({ body: '' }))
  await grace.signsInToConsole()
  for (const name of names) await grace.glancesAt(name, 'article')
  await grace.sees(names[0] ?? '', 'article')
  for (const name of rightToLeftNames) {
    const card = grace.find(name, 'article')
    // Details are asked for as soon as the card is seen.
    await card.scrollIntoViewIfNeeded()
    await card.getByText('Member', { exact: true }).waitFor()
    await card.getByRole('button', { name: accept }).click()
    await grace.glancesAt(t('invitation.accepted', { organization: name }), 'text')
  }
  await grace.sees(t('invitation.accepted', { organization: rightToLeftNames[0] ?? '' }), 'text')
})
