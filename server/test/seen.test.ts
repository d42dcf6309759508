import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let grace: Actor
let company: Company
let invitation: Invited
let token: string
beforeEach(async () => {
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  company = await ada.founds()
  invitation = await ada.invites(company, grace)
  token = await linkTokenMailedTo(usher, grace.address)
  await grace.inbox()
})

function preview(): Promise<Answer> {
  return usher.request('POST', '/invitation-links/preview', { body: { token } })
}

function details(method = 'GET'): Promise<Answer> {
  return grace.request(method, `/invitations/${invitation.id}/details`)
}

interface Seen {
  organization_id: string
  actor_type: string
  actor_id: string | null
  request_id: string
  data: { by: string }
}

function sightings(): Promise<Seen[]> {
  return usher.db.many(sql<Seen>`
    select organization_id, actor_type, actor_id, request_id, data from events
    where subject_id = ${invitation.id} and type = 'invitation.seen'`)
}

describe('an invitation is seen', () => {
  test('when its link is opened, by nobody knows whom', async () => {
    const first = await preview()
    expect(await sightings()).toEqual([
      {
        organization_id: company.id,
        actor_type: 'system',
        actor_id: null,
        request_id: first.headers.get('x-request-id'),
        data: { by: 'link' },
      },
    ])
  })

  test('when its signed-in invitee reads the details', async () => {
    expect((await details()).status).toBe(200)
    const { id } = (await grace.get('/users/me')).body as { id: string }
    expect(await sightings()).toMatchObject([{ actor_type: 'user', actor_id: id, data: { by: 'invitee' } }])
  })

  test('once, however often and by whom it is looked at, also at once', async () => {
    const first = await Promise.all(Array.from({ length: 30 }, (_, each) => (each % 2 === 0 ? preview() : details())))
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await sightings()).toHaveLength(1)
    await unchanged(usher, () => Promise.all([preview(), details(), preview(), details()]))
  })

  test('and stays what it was: its version, its place in lists, its answer', async () => {
    const before = await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)
    const { version } = await usher.db.one(sql<{ version: string }>`
      select version::text from invitations where id = ${invitation.id}`)
    await preview()
    expect((await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body).toEqual(before.body)
    expect(await usher.db.one(sql`select version::text from invitations where id = ${invitation.id}`)).toEqual({
      version,
    })
    expect((await grace.accepts(invitation)).body).toBe(company.id)
  })

  test('while it is accepted or revoked, with neither in the way of the other', async () => {
    for (let round = 0; round < 10; round++) {
      const { linus } = await cast(usher, 'linus')
      const each = await ada.invites(company, linus)
      const link = await linkTokenMailedTo(usher, linus.address)
      const answers = await Promise.all([
        usher.request('POST', '/invitation-links/preview', { body: { token: link } }),
        round % 2 === 0 ? linus.accepts(each) : ada.revokes(each),
        linus.get(`/invitations/${each.id}/details`),
      ])
      expect([200, 410]).toContain(answers[0]?.status)
      expect(answers[1]?.status).toBe(200)
      expect([200, 410]).toContain(answers[2]?.status)
    }
  })
})

describe('it is not seen', () => {
  test('by who looks without showing it: HEAD, the list, the seven fields, the way back (case 95)', async () => {
    const begun = await usher.request('POST', '/invitation-links/sign-in', { body: { token } })
    const [, id = ''] = /usher_way_back=([\da-f-]+)/.exec(begun.headers.getSetCookie().join()) ?? []
    await unchanged(usher, async () => {
      for (const method of ['GET', 'HEAD']) {
        expect((await grace.request(method, '/invitations')).status).toBe(200)
        expect((await grace.request(method, `/invitations/${invitation.id}`)).status).toBe(200)
        expect((await usher.request(method, `/invitation-links/sign-in/${id}`)).status).toBe(200)
      }
      expect((await details('HEAD')).status).toBe(200)
    })
    expect(await sightings()).toEqual([])
  })

  test('by those who invited, nor by strangers', async () => {
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    await unchanged(usher, async () => {
      for (const actor of [ada, linus])
        expect((await actor.get(`/invitations/${invitation.id}/details`)).status).toBe(404)
      await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)
    })
  })

  test.each(['revoked', 'expired', 'declined'] as const)('once it is %s', async (state) => {
    if (state === 'revoked') await ada.revokes(invitation)
    if (state === 'declined') await grace.declines(invitation)
    if (state === 'expired')
      await usher.db.run(sql`update invitations set expires_at = now() where id = ${invitation.id}`)
    expect((await preview()).status).toBe(410)
    expect((await details()).status).toBe(410)
    expect(await sightings()).toEqual([])
  })
})
