import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

function asks(actor: Actor, known?: string): Promise<Answer> {
  return actor.request('GET', '/invitations', known === undefined ? {} : { headers: { 'if-none-match': known } })
}

async function tagFor(actor: Actor): Promise<string> {
  return (await asks(actor)).headers.get('etag') ?? ''
}

describe('who looks into their inbox again', () => {
  test('hears 304 without a body while nothing has changed, and the news when something has', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const empty = await asks(grace)
    const before = empty.headers.get('etag') ?? ''
    expect([empty.body, before]).toEqual([[], expect.stringMatching(/^"[\w-]{22}"$/)])
    const same = await unchanged(usher, () => asks(grace, before))
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', before])
    expect(same.headers.get('content-type')).toBeNull()
    expect(same.headers.get('cache-control')).toBe('no-store')

    const { id } = await ada.invites(company, grace)
    const news = await asks(grace, before)
    expect([news.status, (news.body as { id: string }[]).map((each) => each.id)]).toEqual([200, [id]])
    expect(news.headers.get('etag')).not.toBe(before)
    expect((await asks(grace, news.headers.get('etag') ?? '')).status).toBe(304)
  })

  test.each<[string, (of: { ada: Actor; grace: Actor; company: Company; id: string }) => Promise<unknown>]>([
    ['it was accepted', ({ grace, id }) => grace.request('POST', `/invitations/${id}?accept=true`)],
    ['it was declined', ({ grace, id }) => grace.request('POST', `/invitations/${id}?accept=false`)],
    ['it expired', ({ id }) => usher.db.run(sql`update invitations set expires_at = now() where id = ${id}`)],
    [
      'it ends later',
      ({ id }) => usher.db.run(sql`update invitations set expires_at = expires_at + interval '1 ms' where id = ${id}`),
    ],
    [
      'the organization has another name',
      ({ company }) => usher.db.run(sql`update organizations set name = 'Difference Engines' where id = ${company.id}`),
    ],
    [
      'the organization is suspended',
      ({ company }) => usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`),
    ],
    ['it has one member more', async ({ ada, company }) => (await cast(usher, 'linus')).linus.joins(company, ada)],
    [
      'the inviter has a picture',
      ({ ada }) => ada.request('PATCH', '/users/me', { body: { avatar_url: 'https://example.com/ada.png' } }),
    ],
  ])('hears of it when %s', async (_, happens) => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const { id } = await ada.invites(company, grace)
    const before = await tagFor(grace)
    await happens({ ada, grace, company, id })
    const after = await asks(grace, before)
    expect(after.status).toBe(200)
    expect(after.headers.get('etag')).not.toBe(before)
  })

  test('hears nothing of what is not shown', async () => {
    const { ada, grace, linus } = await cast(usher, 'ada', 'grace', 'linus')
    const company = await ada.founds()
    const { id } = await ada.invites(company, grace)
    const before = await tagFor(grace)
    await ada.invites(company, linus)
    await usher.db.run(sql`update invitations set version = version + 1, updated_at = now() where id = ${id}`)
    await usher.db.run(sql`update organizations set description = 'Cogs and wheels' where id = ${company.id}`)
    expect((await asks(grace, before)).status).toBe(304)
  })

  test('may name several answers, also such as were compressed on the way, or any', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    await ada.invites(await ada.founds(), grace)
    const tag = await tagFor(grace)
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, `"other",W/${tag} , "third"`, '*'])
      expect((await asks(grace, known)).status).toBe(304)
    for (const other of ['"other"', tag.slice(1, -1), tag.toLowerCase().replace(/"$/, 'x"'), '', 'W/"other", "third"'])
      expect((await asks(grace, other)).status).toBe(200)
    const head = await grace.request('HEAD', '/invitations', { headers: { 'if-none-match': tag } })
    expect([head.status, head.headers.get('etag')]).toEqual([304, tag])
  })

  test('is refused like anybody, whatever they know', async () => {
    const { grace } = await cast(usher, 'grace')
    const tag = await tagFor(grace)
    const stranger = await usher.request('GET', '/invitations', { headers: { 'if-none-match': tag } })
    expect([stranger.status, stranger.body.code]).toEqual([401, 'authentication_required'])
  })
})
