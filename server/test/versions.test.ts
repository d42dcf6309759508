import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, enter } from './support/cast.ts'
import { operator } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const tagOf = ({ headers }: Answer) => headers.get('etag') ?? ''
const ifMatch = (tag: string) => ({ headers: { 'if-match': tag } })

async function anInvitation(): Promise<{ ada: Actor; path: string; created: Answer }> {
  const { ada } = await cast(usher, 'ada')
  const company = await ada.founds()
  const created = await ada.tryToInvite(company, 'grace@example.com')
  return { ada, path: `/organizations/${company.id}/invitations/${created.body.id}`, created }
}

async function aClient(): Promise<{ ada: Actor; path: string }> {
  const ada = await operator(usher, await enter(usher, 'ada'))
  const { body } = await ada.request('POST', '/clients', {
    body: { name: 'Shop', redirect_uris: ['https://shop.example.com/'] },
  })
  return { ada, path: `/clients/${body.client_id}` }
}

describe('a thing that is read alone', () => {
  test('has a version, which does not move with what is counted', async () => {
    const { ada, path, created } = await anInvitation()
    const { grace } = await cast(usher, 'grace')
    const company = await ada.founds()
    const organization = `/organizations/${company.id}`
    const before = tagOf(await ada.get(organization))
    expect(before).toBe('"1"')
    await grace.joins(company, ada)
    const after = await ada.get(organization)
    expect([after.body.member_count, tagOf(after)]).toEqual([2, before])

    const tag = tagOf(created)
    expect(tag).toBe('"1"')
    await usher.db.run(sql`
      update deliveries set state = 'sent', sent_at = now() where invitation_id = ${created.body.id}`)
    const sent = await ada.get(path)
    expect([sent.body.delivery.times_sent, tagOf(sent)]).toEqual([1, tag])
    expect(sent.body).not.toHaveProperty('version')
    await ada.request('DELETE', path)
    expect(tagOf(await ada.get(path))).toBe('"2"')
  })

  test('that was changed has another version, in the answer to the change as well', async () => {
    const { ada, path } = await aClient()
    const before = tagOf(await ada.get(path))
    const changed = await ada.request('PATCH', path, { body: { name: 'Shop of Ada' } })
    expect(tagOf(changed)).not.toBe(before)
    expect(tagOf(await ada.get(path))).toBe(tagOf(changed))
  })
})

describe('a change with If-Match', () => {
  test('is made to the version that it names, and to no other', async () => {
    const { ada, path } = await aClient()
    const tag = tagOf(await ada.get(path))
    const change = (name: string, to: string) => ada.request('PATCH', path, { body: { name }, ...ifMatch(to) })
    const changed = await change('First', tag)
    expect([changed.status, changed.body.name]).toEqual([200, 'First'])
    const late = await unchanged(usher, () => change('Second', tag))
    expect([late.status, late.body.code]).toEqual([412, 'precondition_failed'])
    expect((await ada.get(path)).body.name).toBe('First')
    const removed = (to: string) => ada.request('DELETE', path, ifMatch(to))
    expect((await unchanged(usher, () => removed(tag))).status).toBe(412)
    expect((await removed(tagOf(changed))).status).toBe(200)
    // It is as they want it.
    expect((await unchanged(usher, () => removed(tag))).status).toBe(200)
  })

  test('of ten at once to the same version is made once', async () => {
    const { ada, path } = await aClient()
    const tag = tagOf(await ada.get(path))
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        ada.request('PATCH', path, { body: { name: `Shop ${index}` }, ...ifMatch(tag) }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array<number>(9).fill(412)])
  })

  test('takes several versions, any at all, and what was marked as weak on the way', async () => {
    for (const tag of ['"1"', 'W/"1"', '"7", "1"', '"7" , W/"1"', '*']) {
      const { ada, path } = await anInvitation()
      expect([tag, (await ada.request('DELETE', path, ifMatch(tag))).status]).toEqual([tag, 200])
    }
    const { ada, path } = await anInvitation()
    for (const tag of ['"2"', '"7", "8"', '"01"', '"x"', '""']) {
      const { status, body } = await unchanged(usher, () => ada.request('DELETE', path, ifMatch(tag)))
      expect([tag, status, body.code]).toEqual([tag, 412, 'precondition_failed'])
    }
  })

  test('is refused where that is no list of tags', async () => {
    const { ada, path } = await anInvitation()
    for (const tag of ['1', '"1', '"1" "2"', '"1",', '*, "1"', '', "'1'"]) {
      const { status, body } = await unchanged(usher, () => ada.request('DELETE', path, ifMatch(tag)))
      expect([tag, status, body.errors?.[0].pointer]).toEqual([tag, 422, '/if-match'])
    }
    // Reading and creating pass over it.
    expect((await ada.request('GET', path, ifMatch('1'))).status).toBe(200)
    expect((await ada.request('POST', '/organizations', { body: { name: 'Engines' }, ...ifMatch('1') })).status).toBe(
      201,
    )
    expect((await ada.request('DELETE', path)).status).toBe(200)
  })

  test('of what cannot be changed any more hears why, and not that it is another version', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    await grace.accepts(invitation)
    const path = `/organizations/${company.id}/invitations/${invitation.id}`
    const { status, body } = await unchanged(usher, () => ada.request('DELETE', path, ifMatch('"1"')))
    expect([status, body.code, body.state]).toEqual([409, 'not_pending', 'accepted'])
  })
})
