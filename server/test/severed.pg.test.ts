import { beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { type Moment, type SeveringProxy, startSeveringProxy } from './support/severing-proxy.ts'
import { freshDatabase } from './support/store.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

// A connection sends the text of a statement once and from then on its name. So each test has a service of its own,
// whose connections have not sent any of these yet.
let proxy: SeveringProxy
let usher: TestUsher
beforeEach(async () => {
  const database = await freshDatabase()
  proxy = await startSeveringProxy(database.url)
  usher = await startUsher({ DATABASE_URL: proxy.url })
  return async () => {
    await usher[Symbol.asyncDispose]()
    await proxy[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  }
})

interface Scene {
  ada: Actor
  grace: Actor
  company: Company
  invitation: Invited
}

async function scene(): Promise<Scene> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  await grace.inbox()
  return { ada, grace, company, invitation }
}

/** Sends a request whose connection to the database is severed under it, and expects the answer for that. */
async function whileSevered(moment: Moment, texts: [string, ...string[]], send: () => Promise<Answer>): Promise<void> {
  const severed = proxy.sever(moment, ...texts)
  const answer = await send()
  await severed
  expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
}

async function eventsOf({ id }: Pick<Invited, 'id'>): Promise<string[]> {
  const rows = await usher.db.many(
    sql<{
      type: string
    }>`select type from events where subject_id = ${id} and type <> 'invitation.sent' order by sequence`,
  )
  return rows.map(({ type }) => type)
}

const accept: [string] = ['accept_invitation']
const revoke: [string, string] = ["set status = 'revoked'", 'commit\0']
const invite: [string, string] = ['insert into invitations', 'commit\0']

describe('when the connection breaks before the database hears of it, nothing happens, and the same again works:', () => {
  test('accepting (case 165)', async () => {
    const { ada, grace, company, invitation } = await scene()
    await unchanged(usher, () => whileSevered('before', accept, () => grace.accepts(invitation)))
    const again = await grace.accepts(invitation)
    expect([again.status, again.body]).toEqual([200, company.id])
    expect(await ada.membersOf(company)).toHaveLength(2)
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.accepted'])
  })

  test('revoking, with everything done but the commit (case 165)', async () => {
    const { ada, grace, invitation } = await scene()
    await unchanged(usher, () => whileSevered('before', revoke, () => ada.revokes(invitation)))
    expect(await grace.inbox()).toEqual([invitation.id])
    expect((await ada.revokes(invitation)).status).toBe(200)
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.revoked'])
  })

  test('inviting, with everything done but the commit (case 165)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await unchanged(usher, () => whileSevered('before', invite, () => ada.tryToInvite(company, 'linus@example.com')))
    expect((await ada.tryToInvite(company, 'linus@example.com')).status).toBe(201)
  })
})

describe('when the connection breaks after the database has answered, it has happened, and the same again says so:', () => {
  test('accepting (case 165)', async () => {
    const { ada, grace, company, invitation } = await scene()
    await whileSevered('after', accept, () => grace.accepts(invitation))
    expect(await ada.membersOf(company)).toHaveLength(2)

    const again = await unchanged(usher, () => grace.accepts(invitation))
    expect([again.status, again.body]).toEqual([200, company.id])
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.accepted'])
  })

  test('revoking, at its commit (case 165)', async () => {
    const { ada, grace, invitation } = await scene()
    await whileSevered('after', revoke, () => ada.revokes(invitation))
    expect(await grace.inbox()).toEqual([])

    const again = await unchanged(usher, () => ada.revokes(invitation))
    expect([again.status, again.text]).toEqual([200, 'null'])
    expect(await eventsOf(invitation)).toEqual(['invitation.created', 'invitation.revoked'])
  })

  test('inviting, at its commit: the place is kept once, and one mail leaves (case 165)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await whileSevered('after', invite, () => ada.tryToInvite(company, 'linus@example.com'))

    const again = await unchanged(usher, () => ada.tryToInvite(company, 'linus@example.com'))
    expect([again.status, again.body.code]).toEqual([409, 'already_invited'])
    const found = await usher.db.many(sql<{ id: string; mails: number }>`
      select id, (select count(*) from deliveries where invitation_id = invitations.id) as mails
      from invitations where organization_id = ${company.id} and email = 'linus@example.com'`)
    expect(found).toEqual([{ id: expect.any(String), mails: 1 }])
    expect(await eventsOf({ id: found[0]?.id ?? '' })).toEqual(['invitation.created'])
  })
})
