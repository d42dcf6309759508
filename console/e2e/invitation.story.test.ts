import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { console_folder } from '../../server/src/console/serve.ts'
import { sql } from '../../server/src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from '../../server/test/support/cast.ts'
import { codesAge, newAddress } from '../../server/test/support/codes.ts'
import { allIsTold } from '../../server/test/support/mailed.ts'
import { resident } from '../../server/test/support/resident.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import { hostileNames, rightToLeftNames } from './support/names.ts'
import type { Person } from './support/person.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { type Habits, visitor } from './support/visitor.ts'
import { words } from './support/words.ts'
import { type TellableKey, tell } from '../src/join/tell.ts'

const { t, login } = words.en
const accept = t('invitation.accept')
const decline = t('invitation.decline')

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsherWithConsole()
  ;({ ada } = await cast(usher, 'ada'))
})
afterAll(() => usher[Symbol.asyncDispose]())

interface Invitee {
  readonly grace: Person
  readonly company: Company
  readonly invitation: Invited
  readonly name: string
}

let companies = 0

/** Somebody with a mail that invites them into a company of Ada's, signed in nowhere. */
async function invited(habits?: Habits, address = newAddress('grace')): Promise<Invitee> {
  const name = `Analytical Engines ${++companies}`
  const company = await ada.founds(name)
  const grace = await visitor(usher, address, habits)
  const invitation = await ada.invites(company, address)
  return { grace, company, invitation, name }
}

/** From the mail to the page with the two answers. */
async function comesToAnswer({ grace, name }: Pick<Invitee, 'grace' | 'name'>): Promise<void> {
  const { t } = grace.words
  await grace.opensMail()
  await grace.sees(headline(grace, name))
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.signsIn()
  await grace.sees(t('invitation.accept'), 'button')
}

const headline = ({ words: { t } }: Person, organization: string) =>
  t('join.headline', { whom: 'inviter', inviter: 'Ada', organization })

const told = (key: TellableKey, organization: string) => tell(t, key, { organization })

async function isMember(company: Company, address: string): Promise<boolean> {
  return (await ada.membersOf(company)).some(({ email }) => email === address)
}

async function history({ id }: Invited): Promise<string[]> {
  const rows = await usher.db.many(sql<{ type: string }>`
    select type from events where subject_id = ${id} and type <> 'invitation.sent' and type <> 'invitation.created' order by sequence`)
  return rows.map(({ type }) => type).filter((type) => type !== 'invitation.seen')
}

test('Story 1: a new person goes from the mail to the membership', async () => {
  const { grace, company, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  expect(new URL(grace.page.url()).pathname).toBe(`/console/invitations/${invitation.id}`)
  expect(await history(invitation)).toEqual([])

  await grace.presses(accept)
  await grace.sees(told('join.accepted', name))
  expect(await isMember(company, grace.address)).toBe(true)
  expect(await history(invitation)).toEqual(['invitation.accepted'])

  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  await grace.sees(grace.address, 'text')
})

test('Story 2: an existing person, signed in already, answers at once', async () => {
  const { grace, company, name } = await invited()
  await grace.signsInToConsole()
  await grace.opensMail()
  await grace.sees(accept, 'button')
  await grace.presses(accept)
  await grace.sees(told('join.accepted', name))
  expect(await isMember(company, grace.address)).toBe(true)
})

test('Story 3: who goes on from the mail with the code, in another browser, comes back to the invitation (case 144)', async () => {
  const { grace, invitation, name } = await invited()
  await grace.opensMail()
  await grace.presses(t('join.sign_in_to_answer'))
  await grace.sees(login.signIn.title)
  await grace.fills(login.signIn.address, grace.address)
  await grace.codeAfter(() => grace.presses(login.signIn.mailCode))

  const elsewhere = await visitor(usher, grace.address)
  await elsewhere.opensWayBack()
  await elsewhere.sees(headline(elsewhere, name))
  await codesAge(usher, { seconds: 61 })
  await elsewhere.presses(t('join.sign_in_to_answer'))
  await elsewhere.signsIn()
  await elsewhere.presses(accept)
  await elsewhere.sees(told('join.accepted', name))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 4: somebody declines, says why and wants no more of it', async () => {
  const { grace, company, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  await grace.presses(decline)
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.fills(t('decline.reason'), 'I work elsewhere')
  await grace.find(t('decline.block'), 'checkbox').check()
  await grace
    .find(t('decline.title', { organization: name }), 'dialog')
    .getByRole('button', { name: decline })
    .click()
  await grace.sees(told('join.declined', name))
  expect(await isMember(company, grace.address)).toBe(false)
  expect(await history(invitation)).toEqual(['invitation.declined'])
})

test('Story 5: a double click accepts once (case 143)', async () => {
  const { grace, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  await grace.find(accept, 'button').dblclick()
  await grace.sees(told('join.accepted', name))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 6: two tabs, the back button and a reload do no harm (case 143)', async () => {
  const { grace, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  const tab = await grace.opensTab()
  await tab.opens(grace.page.url())
  await tab.sees(accept, 'button')
  await Promise.all([grace.presses(accept), tab.presses(accept)])
  await grace.sees(told('join.accepted', name))
  await tab.sees(told('join.accepted', name))

  grace.willBeRefused(410) // the answer is given, so the page asks whose it was
  await grace.reloads()
  await grace.sees(t('join.accepted_before', { organization: name }))
  await grace.presses(t('invitation.go_on', { organization: name }), 'link')
  await grace.sees(name)
  await grace.goesBack()
  await grace.sees(t('join.accepted_before', { organization: name }))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 7: with the keyboard alone', async () => {
  const { grace, invitation, name } = await invited()
  await grace.opensMail()
  await grace.sees(headline(grace, name))
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
  await grace.sees(accept, 'button')
  await grace.tabsTo(decline)
  await grace.hits('Enter')
  await grace.sees(t('decline.title', { organization: name }), 'dialog')
  await grace.hits('Escape')
  await grace.page.getByRole('dialog').waitFor({ state: 'detached' })
  await grace.find(decline, 'button').and(grace.page.locator(':focus')).waitFor()
  await grace.page.keyboard.press('Shift+Tab')
  await grace.hits('Enter')
  await grace.sees(told('join.accepted', name))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 8: in German, on a telephone, in dark colors', async () => {
  const { grace, name } = await invited({ language: 'de', size: 'telephone', colors: 'dark' })
  await comesToAnswer({ grace, name })
  await grace.presses(grace.words.t('invitation.accept'))
  await grace.sees(tell(grace.words.t, 'join.accepted', { organization: name }))
})

test('Story 9: at 200 % zoom', async () => {
  const { grace, name } = await invited({ zoom: 2 })
  await comesToAnswer({ grace, name })
  await grace.presses(accept)
  await grace.sees(told('join.accepted', name))
})

test('Story 10: names are text, whatever they say and in whichever direction (cases 137, 146)', async () => {
  const { grace, company } = await invited()
  await grace.opensMail()
  for (const name of [...hostileNames, ...rightToLeftNames]) {
    await usher.db.run(sql`update organizations set name = ${name} where id = ${company.id}`)
    await grace.reloads()
    await grace.glancesAt(headline(grace, name))
  }
  await grace.sees(t('join.sign_in_to_answer'), 'button')
})

test('Story 11: links that lead nowhere any more say why, and what to do (case 146)', async () => {
  const { grace, invitation, company, name } = await invited()
  const about = { organization: name, inviter: 'Ada' }
  await grace.opensMail()
  await grace.sees(headline(grace, name))
  grace.willBeRefused(410)

  await usher.db.run(sql`update invitations set link_version = link_version + 1 where id = ${invitation.id}`)
  await grace.reloads()
  await grace.sees(t('join.superseded'))
  await usher.db.run(sql`update invitations set link_version = link_version - 1 where id = ${invitation.id}`)

  await usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`)
  await grace.reloads()
  await grace.sees(tell(t, 'join.organization_gone', about))
  await usher.db.run(sql`update organizations set status = 'active' where id = ${company.id}`)

  await usher.db.run(sql`
    update invitations set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'
    where id = ${invitation.id}`)
  await grace.reloads()
  await grace.sees(tell(t, 'join.expired', about))
  await usher.db.run(sql`
    update invitations set created_at = created_at + interval '8 days', expires_at = expires_at + interval '8 days'
    where id = ${invitation.id}`)

  await ada.revokes(invitation)
  await grace.reloads()
  await grace.sees(tell(t, 'join.revoked', about))
  await grace.sees(tell(t, 'join.revoked_text', about), 'text')

  grace.willBeRefused(404)
  await grace.opens(`/join?#${'A'.repeat(43)}`)
  await grace.sees(t('join.unknown_link'))
  await grace.opens('/join?#half-a-link')
  await grace.sees(t('join.incomplete_link'))
})

test('Story 12: an invitation that was answered says so to whoever opens its link', async () => {
  const { grace, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  await grace.presses(accept)
  await grace.sees(told('join.accepted', name))
  const stranger = await visitor(usher)
  stranger.willBeRefused(410)
  await stranger.opensMail(grace.address)
  await stranger.sees(tell(t, 'join.answered', { organization: name, inviter: 'Ada' }))
  expect(await stranger.find(accept, 'button').count()).toBe(0)
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 13: where no seat is left, the invitation stays until there is one (case 146)', async () => {
  const { grace, company, name } = await invited()
  await usher.db.run(sql`update organizations set seat_limit = 1 where id = ${company.id}`)
  await comesToAnswer({ grace, name })
  grace.willBeRefused(409)
  await grace.presses(accept)
  await grace.sees(t('join.no_seat'))
  expect(await isMember(company, grace.address)).toBe(false)

  await usher.db.run(sql`update organizations set seat_limit = 2 where id = ${company.id}`)
  await grace.presses(t('join.action.back'))
  await grace.sees(accept, 'button')
  await grace.presses(accept)
  await grace.sees(told('join.accepted', name))
})

test('Story 14: signed in as somebody else, one learns so, cannot accept, and switches (cases 92, 144)', async () => {
  const { grace, invitation, name } = await invited()
  const eve = await visitor(usher, newAddress('eve'))
  await eve.signsInToConsole()
  eve.willBeRefused(403)
  await eve.opensMail(grace.address)
  await eve.sees(t('join.wrong_account'))
  const text = await eve.page.getByRole('main').textContent()
  expect(text).toContain(eve.address)
  expect(text).not.toContain(grace.address)
  expect(await eve.find(accept, 'button').count()).toBe(0)
  expect(await history(invitation)).toEqual([])

  await eve.presses(t('join.action.switch'))
  await eve.signsIn(grace.address)
  await eve.sees(accept, 'button')
  await eve.presses(accept)
  await eve.sees(told('join.accepted', name))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 15: an address that the account has unverified is verified on the page', async () => {
  const { grace, invitation, company, name } = await invited()
  const other = await visitor(usher, newAddress('grace'))
  const account = await resident(usher, 'Grace', other.address)
  await account.request('POST', '/users/me/addresses', { body: { email: grace.address } })
  await allIsTold(usher)
  await codesAge(usher, { seconds: 61 })
  await other.signsInToConsole()
  other.willBeRefused(404)
  await other.opens(`/console/invitations/${invitation.id}`)
  await other.sees(t('join.unverified'))
  const code = await other.codeAfter(
    () => other.presses(t('join.mail_code', { address: grace.address })),
    grace.address,
  )
  await other.sees(t('join.unverified'))
  await other.fills(t('join.code'), code)
  await other.presses(t('join.verify'))
  await other.sees(accept, 'button')
  await other.presses(accept)
  await other.sees(told('join.accepted', name))
  expect(await isMember(company, other.address)).toBe(true)
})

test('Story 16: without a connection nothing is said to have been done, and then it is done once (cases 143, 146)', async () => {
  const { grace, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  await grace.losesConnection()
  await grace.presses(accept)
  await grace.sees(t('problem.unreachable'), 'text')
  expect(await history(invitation)).toEqual([])

  await grace.isConnectedAgain()
  await grace.presses(accept)
  await grace.sees(told('join.accepted', name))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 18: the answer is given and its success is lost on the way; looking again finds it (cases 143, 146)', async () => {
  const { grace, invitation, name } = await invited()
  await comesToAnswer({ grace, name })
  await grace.losesAnswer(/\?accept=true$/)
  await grace.presses(accept)
  await grace.sees(t('join.unknown_outcome'))
  await grace.losesConnection()
  await grace.presses(t('join.action.look_again'))
  await grace.sees(t('join.offline'))

  grace.willBeRefused(410) // the answer is given, so the page asks whose it was
  await grace.isConnectedAgain()
  await grace.sees(t('join.accepted_before', { organization: name }))
  expect(await history(invitation)).toEqual(['invitation.accepted'])
})

test('Story 17: who opens the page of an invitation signed out is asked to sign in, and comes back to it', async () => {
  const { grace, invitation, name } = await invited()
  await grace.opens(`/console/invitations/${invitation.id}`)
  await grace.sees(t('join.sign_in'))
  await grace.presses(t('join.action.sign_in'))
  await grace.signsIn()
  await grace.sees(headline(grace, name))
  await grace.sees(accept, 'button')
})

test('the script of the invitation page has at most 150 kB, compressed', async () => {
  const grace = await visitor(usher)
  const scripts = new Set<string>()
  grace.page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname)
  })
  await grace.opens('/join')
  await grace.sees(t('join.incomplete_link'))
  expect(scripts.size).toBeGreaterThan(0)
  const bytes = [...scripts].map(
    (path) => gzipSync(readFileSync(join(console_folder, path.replace('/console/', '')))).length,
  )
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(150_000)
})
