import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../server/src/database/sql.ts'
import { type Actor, cast, succeeded } from '../../server/test/support/cast.ts'
import { codesAge } from '../../server/test/support/codes.ts'
import { codeMailedTo, linkTokenMailedTo } from '../../server/test/support/mailed.ts'
import { adds } from '../../server/test/support/own-addresses.ts'
import { resident } from '../../server/test/support/resident.ts'
import { unchanged } from '../../server/test/support/unchanged.ts'
import type { TestUsher } from '../../server/test/support/usher.ts'
import {
  comesToAnswer,
  entersAsAnother,
  expires,
  hasSeats,
  headlineFor,
  history,
  invited,
  type Invitee,
  isMember,
  welcomeFor,
} from './support/invited.ts'
import { startUsherWithConsole } from './support/usher.ts'
import { visitor } from './support/visitor.ts'
import { words } from './support/words.ts'

const { t } = words.en
const accept = t('invitation.accept')
const accepted = ['invitation.accepted']

let usher: TestUsher
let ada: Actor
beforeAll(async () => {
  usher = await startUsherWithConsole()
  ;({ ada } = await cast(usher, 'ada'))
})
afterAll(() => usher[Symbol.asyncDispose]())

/** Whom the page can name. */
const known = ({ name }: Invitee) => ({ whom: 'inviter', inviter: ada.name, organization: name }) as const
const nobody = { whom: 'nobody', inviter: '', organization: '' } as const

test('Story 41: each invitation that has ended says why, and whom to ask (case 146)', async () => {
  const ended = {
    expired: expires,
    revoked: ({ invitation }: Invitee) => ada.revokes(invitation),
    answered: async ({ grace, invitation }: Invitee) =>
      succeeded(await (await resident(usher, 'grace', grace.address)).accepts(invitation)),
    organization_gone: ({ company }: Invitee) =>
      usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`),
  } as const
  for (const [state, end] of Object.entries(ended) as [keyof typeof ended, (of: Invitee) => Promise<unknown>][]) {
    const invitee = await invited(usher, ada)
    const { grace } = invitee
    await linkTokenMailedTo(usher, grace.address)
    await end(invitee)
    grace.willBeRefused(410)
    await grace.opensMail()
    await grace.sees(t(`join.${state}`, known(invitee)))
    await grace.glancesAt(t(`join.${state}_text`, known(invitee)), 'text')
    expect(await grace.find(accept, 'button').count()).toBe(0)
    expect(await grace.find(t('join.sign_in_to_answer'), 'button').count()).toBe(0)
    const inbox = await grace.glancesAt(t('join.action.inbox'), 'link')
    expect(await inbox.getAttribute('href')).toBe('/console/')
    if (state === 'expired') {
      await grace.presses(t('join.action.inbox'), 'link')
      await grace.sees(t('landing.title'))
    }
  }
})

test('Story 42: a link that is wrong says how (cases 90, 146)', async () => {
  const grace = await visitor(usher)
  await grace.opens('/join')
  await grace.sees(t('join.incomplete_link'))
  await grace.glancesAt(t('join.incomplete_link_text'), 'text')
  await grace.glancesAt(t('join.action.inbox'), 'link')

  grace.willBeRefused(404)
  await grace.opens(`/join?sign_in=${crypto.randomUUID()}`)
  await grace.sees(t('join.closed_way_back'))
  await grace.glancesAt(t('join.closed_way_back_text'), 'text')

  const elsewhere = await visitor(usher)
  elsewhere.willBeRefused(404)
  await elsewhere.opens(`/join#${'A'.repeat(43)}`)
  await elsewhere.sees(t('join.unknown_link'))
  await elsewhere.glancesAt(t('join.unknown_link_text'), 'text')
})

test('Story 43: whoever answered already is told what they answered (case 146)', async () => {
  const member = await invited(usher, ada)
  succeeded(await (await resident(usher, 'grace', member.grace.address)).accepts(member.invitation))
  await member.grace.signsInToConsole()
  member.grace.willBeRefused(410)
  await member.grace.opens(`/console/invitations/${member.invitation.id}`)
  await member.grace.sees(t('join.accepted_before', { organization: member.name }))
  await member.grace.glancesAt(t('join.accepted_before_text'), 'text')
  await member.grace.glancesAt(t('invitation.go_on', { organization: member.name }), 'link')

  const other = await invited(usher, ada)
  succeeded(await (await resident(usher, 'grace', other.grace.address)).declines(other.invitation))
  await other.grace.signsInToConsole()
  other.grace.willBeRefused(410)
  await other.grace.opens(`/console/invitations/${other.invitation.id}`)
  await other.grace.sees(t('join.declined', { ...nobody, ...known(other) }))
  await other.grace.glancesAt(t('join.declined_text', known(other)), 'text')
  expect([await history(member), await history(other)]).toEqual([accepted, ['invitation.declined']])
})

test('Story 44: whoever finds no seat is told whom to ask, and accepts when there is one (case 146)', async () => {
  const invitee = await invited(usher, ada)
  const { grace } = invitee
  await comesToAnswer(invitee)
  await hasSeats(invitee, 1)
  grace.willBeRefused(409)
  await grace.presses(accept)
  await grace.sees(t('join.no_seat'))
  await grace.glancesAt(t('join.no_seat_text', known(invitee)), 'text')
  expect(await isMember(invitee)).toBe(false)
  expect(await history(invitee)).toEqual([])

  await hasSeats(invitee, 2)
  await grace.presses(t('join.action.back'))
  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 45: the wrong account is named, the right address only hinted at, and switching keeps the link (cases 92, 144)', async () => {
  const invitee = await invited(usher, ada)
  const { grace } = invitee
  await resident(usher, 'grace', grace.address)
  const other = await entersAsAnother(usher, grace)
  grace.willBeRefused(403)
  await grace.opensMail()
  await grace.sees(t('join.wrong_account'))
  const text = await grace.page.getByRole('main').textContent()
  expect(text).toContain(other)
  expect(text).toContain('g•••@e•••.com')
  expect(await grace.page.content()).not.toContain(grace.address)
  expect(await grace.find(accept, 'button').count()).toBe(0)
  await grace.glancesAt(t('join.action.addresses'), 'link')

  await grace.presses(t('join.action.switch'))
  await grace.signsIn()
  await grace.sees(accept, 'button')
  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))
  expect(await isMember(invitee)).toBe(true)
})

test('Story 46: an address that is not verified yet is verified on the page of the invitation (case 144)', async () => {
  const invitee = await invited(usher, ada)
  const { grace, invitation } = invitee
  const other = await entersAsAnother(usher, grace)
  succeeded(await adds(await resident(usher, 'linus', other), grace.address))
  await codeMailedTo(usher, grace.address)
  await codesAge(usher, { seconds: 61 })

  grace.willBeRefused(404)
  await grace.opens(`/console/invitations/${invitation.id}`)
  await grace.sees(t('join.unverified'))
  const code = await grace.codeAfter(() => grace.presses(t('join.mail_code', { address: grace.address })))
  await grace.sees(t('join.code_sent', { address: grace.address }), 'text')
  await grace.fills(t('join.code'), code)
  await grace.presses(t('join.verify'))
  await grace.sees(headlineFor(invitee))
  await grace.presses(accept)
  await grace.sees(welcomeFor(invitee))
  expect(await history(invitee)).toEqual(accepted)
})

test('Story 48: whatever keeps the invitation from being read has its own words, and goes away by itself or by trying again (case 146)', async () => {
  const invitee = await invited(usher, ada)
  const { grace } = invitee
  const problem = (status: number, code: string) => ({
    status,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '30' },
    body: JSON.stringify({ code, status, title: code, detail: 'Not now.', request_id: 'request-1' }),
  })
  const stops = [
    ['unavailable', t('join.unavailable_text'), problem(503, 'unavailable')],
    ['too_many_tries', t('join.too_many_tries_text', { seconds: 30 }), problem(429, 'rate_limited')],
    ['broken', t('join.request', { request_id: 'request-1' }), problem(500, 'internal_error')],
    [
      'unreachable',
      t('join.unreachable_text'),
      { status: 502, headers: { 'content-type': 'text/html', 'retry-after': '30' }, body: '<h1>Bad gateway</h1>' },
    ],
  ] as const
  const preview = /invitation-links\/preview/
  for (const [title, text, answer] of stops) {
    await grace.opens('/join')
    await grace.page.route(preview, (route) => route.fulfill(answer))
    grace.willBeRefused(answer.status)
    await grace.opensMail()
    await grace.sees(t(`join.${title}`))
    await grace.glancesAt(text, 'text')
    await grace.page.unroute(preview)
    await grace.presses(t('join.action.look'))
    await grace.glancesAt(headlineFor(invitee))
  }

  await grace.page.route(preview, (route) => route.fulfill(problem(503, 'unavailable')))
  await grace.reloads()
  await grace.glancesAt(t('join.unavailable'))
  await grace.page.unroute(preview)
  await grace.losesConnection()
  await grace.presses(t('join.action.look'))
  await grace.sees(t('join.offline'))
  await grace.glancesAt(t('join.offline_text'), 'text')
  await grace.isConnectedAgain()
  await grace.sees(headlineFor(invitee))
})

const scanners = ['Mozilla/5.0 (compatible; bingbot/2.0)', 'Slackbot-LinkExpanding 1.0', 'Barracuda Sentinel (EE)', '']

test('Story 49: whatever looks at links before people do changes nothing (case 95)', async () => {
  const invitee = await invited(usher, ada)
  const { grace, invitation } = invitee
  await linkTokenMailedTo(usher, grace.address)
  await unchanged(usher, async () => {
    for (let round = 0; round < 25; round++) {
      for (const agent of scanners) {
        for (const path of ['/join', `/console/invitations/${invitation.id}`]) {
          const method = round % 2 === 0 ? 'GET' : 'HEAD'
          const { status } = await fetch(usher.url + path, { method, headers: { 'user-agent': agent } })
          expect(status).toBe(200)
        }
      }
    }
  })

  // One that runs scripts looks as a browser does.
  const scanner = await visitor(usher, grace.address)
  await scanner.opensMail()
  await scanner.glancesAt(headlineFor(invitee))
  expect(await history(invitee)).toEqual([])
  expect(await usher.db.many(sql`select id from addresses where email = ${grace.address}`)).toEqual([])

  await comesToAnswer(invitee)
})
