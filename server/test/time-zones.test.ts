import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { newAddress } from './support/codes.ts'
import { resident } from './support/resident.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

let ada: Actor
let company: Company
beforeEach(async () => {
  ;({ ada } = await cast(usher, 'ada'))
  company = await ada.founds()
})

async function invited(email: string, asked: object): Promise<Invited> {
  return succeeded(await ada.request('POST', `/organizations/${company.id}/invitations`, { body: { ...asked, email } }))
    .body
}

describe('where the invitee lives', () => {
  test('is kept with the invitation, changed and taken back', async () => {
    const invitation = await invited(newAddress('grace'), { time_zone: 'Asia/Kolkata' })
    const path = `/organizations/${company.id}/invitations/${invitation.id}`
    expect((await ada.get(path)).body.time_zone).toBe('Asia/Kolkata')
    const moved = succeeded(await ada.request('PATCH', path, { body: { time_zone: 'America/New_York' } })).body
    expect(moved.time_zone).toBe('America/New_York')
    expect(succeeded(await ada.request('PATCH', path, { body: { time_zone: null } })).body.time_zone).toBeNull()
  })

  test('comes with each row of a batch', async () => {
    const { body } = succeeded(
      await ada.request('POST', `/organizations/${company.id}/invitations/batch`, {
        body: {
          invitations: [
            { email: newAddress('a'), time_zone: 'Asia/Kolkata' },
            { email: newAddress('b'), time_zone: 'Mars/Phobos' },
          ],
        },
      }),
    )
    expect(JSON.stringify(body)).toContain('must be a time zone')
    const { time_zone } = await usher.db.one(sql<{ time_zone: string }>`
      select time_zone from invitations where organization_id = ${company.id}`)
    expect(time_zone).toBe('Asia/Kolkata')
  })

  test.each(['Mars/Phobos', '+05:30', 'Berlin', '', ' UTC', "UTC'; drop table users", 7])(
    'is refused as %j',
    async (time_zone) => {
      const answer = await ada.request('POST', `/organizations/${company.id}/invitations`, {
        body: { email: newAddress('grace'), time_zone },
      })
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/time_zone'])
      const own = await ada.request('PATCH', '/users/me', { body: { time_zone } })
      expect([own.status, own.body.errors[0].pointer]).toEqual([422, '/time_zone'])
    },
  )

  test('and what they read, says the invitee; it is in their export and goes with them', async () => {
    const grace = await resident(usher, 'grace')
    const said = { locale: 'de-AT', time_zone: 'Europe/Vienna' }
    expect(succeeded(await grace.request('PATCH', '/users/me', { body: said })).body).toMatchObject(said)
    expect((await grace.get('/users/me')).body).toMatchObject(said)
    expect((await grace.get('/users/me/export')).body.profile).toMatchObject(said)
    expect((await grace.request('PATCH', '/users/me', { body: { locale: null } })).body).toMatchObject({
      locale: null,
      time_zone: 'Europe/Vienna',
    })
    expect((await grace.request('PATCH', '/users/me', { body: { locale: 'Deutsch!' } })).status).toBe(422)
    succeeded(await grace.request('DELETE', '/users/me', { body: { confirm: grace.address } }))
    const rows = await usher.db.many(sql`select id from users where time_zone = 'Europe/Vienna'`)
    expect(rows).toEqual([])
  })
})
