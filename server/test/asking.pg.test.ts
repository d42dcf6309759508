import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksAbout, asksByLink, asksForRenewal, decides, type Request, runsOut, toldOf } from './support/asking.ts'
import { type Actor, cast, type Company, enter, type Invited, succeeded } from './support/cast.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { expectInvariants } from './support/invariants.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { timePasses } from './support/sending.ts'
import { sql } from '../src/database/sql.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 10)
const time_limit_ms = 60_000 + rounds * 2_000

let usher: TestUsher
let fleet: Fleet
beforeAll(async () => {
  usher = await startUsher()
  fleet = await startFleet(usher, 4)
})
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

/** The same person, at whichever process takes the request. */
const anywhere = ({ token }: Actor): Pick<Actor, 'request'> => ({
  request: (method, path, sent) => fleet.request(method, path, { ...sent, token }),
})

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

interface Scene {
  ada: Actor
  grace: Actor
  linus: Actor
  company: Company
  invitation: Invited
  token: string
}

async function scene(): Promise<Scene> {
  const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  const token = await linkTokenMailedTo(usher, grace.address)
  await timePasses(usher, invitation)
  await linus.inbox()
  return { ada, grace, linus, company, invitation, token }
}

const decide = (actor: Actor, company: Company, { id }: Request, approve: boolean): Promise<Answer> =>
  decides(anywhere(actor), company, { id }, approve)

const typesOf = async (invitation: { id: string }) =>
  (await toldOf(usher, invitation)).map(({ type }) => type.replace('invitation.', ''))

test(
  'a renewal that ten admins approve at once is sent once, and answered the same to all',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, company, invitation } = await scene()
      await runsOut(usher, invitation)
      const request = succeeded(await asksAbout(grace, invitation)).body
      const answers = await times(10, () => decide(ada, company, request, true))
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      expect(answers[0]?.status).toBe(200)
      const types = await typesOf(invitation)
      expect(types.filter((type) => ['resent', 'request_approved'].includes(type))).toHaveLength(2)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'a readdress that ten admins approve at once makes one invitation',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, linus, company, invitation, token } = await scene()
      const request = succeeded(await asksByLink(linus, token, linus.address)).body
      const answers = await times(10, () => decide(ada, company, request, true))
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      const { new_invitation_id } = answers[0]?.body ?? {}
      expect(await linus.inbox()).toEqual([new_invitation_id])
      expect((await typesOf(invitation)).slice(-2)).toEqual(['revoked', 'request_approved'])
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'approving and refusing at once: one of them holds, the other is a conflict',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, linus, company, invitation, token } = await scene()
      const request = succeeded(await asksByLink(linus, token, linus.address)).body
      const [yes, no] = await Promise.all([decide(ada, company, request, true), decide(ada, company, request, false)])
      const { state } = (await ada.get(`/organizations/${company.id}/invitation-requests/${request.id}`)).body
      expect([yes.status, no.status]).toEqual(state === 'approved' ? [200, 409] : [409, 200])
      expect((await typesOf(invitation)).includes('revoked')).toBe(state === 'approved')
    }
  },
  time_limit_ms,
)

test(
  'approving and accepting at once never leaves both the old and the new invitation',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, linus, company, invitation, token } = await scene()
      const request = succeeded(await asksByLink(linus, token, linus.address)).body
      const [approved, accepted] = await Promise.all([
        decide(ada, company, request, true),
        anywhere(grace).request('POST', `/invitations/${invitation.id}?accept=true`),
      ])
      expect([approved.status, accepted.status]).toEqual(accepted.status === 200 ? [409, 200] : [200, 410])
      expect(await linus.inbox()).toHaveLength(accepted.status === 200 ? 0 : 1)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'a person who asks twenty times at once, and links without a login, have one request each',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { grace, invitation, token } = await scene()
      await runsOut(usher, invitation)
      const asked = await times(20, (index) =>
        index % 2 === 0 ? asksAbout(anywhere(grace), invitation) : asksForRenewal(fleet, token),
      )
      expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]))
      const rows = await usher.db.many(sql`select id from invitation_requests where invitation_id = ${invitation.id}`)
      expect(rows).toHaveLength(2)
      expect((await typesOf(invitation)).filter((type) => type === 'renewal_requested')).toHaveLength(2)
    }
  },
  time_limit_ms,
)

test('of ten people who ask at once about one invitation, five are heard', async () => {
  const { token, invitation } = await scene()
  const people = await times(10, () => enter(usher, 'somebody'))
  for (const each of people) await each.inbox()
  const answers = await Promise.all(people.map((each) => asksByLink(anywhere(each), token, each.address)))
  const refused = answers.filter(({ status }) => status === 409)
  expect([answers.length - refused.length, refused.length]).toEqual([5, 5])
  const rows = await usher.db.many(sql`select id from invitation_requests where invitation_id = ${invitation.id}`)
  expect(rows).toHaveLength(5)
})
