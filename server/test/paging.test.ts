import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company } from './support/cast.ts'
import { head, sendRaw } from './support/raw.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

/** The path of the next page, if the answer links to one. */
function nextOf(headers: Headers): string | undefined {
  const [, address] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
  if (address === undefined) return undefined
  expect(address.startsWith(`${usher.url}/`)).toBe(true)
  return address.slice(usher.url.length)
}

/** The ids on each page, from `path` to the end; `between` runs after each. */
async function pagesOf(actor: Actor, path: string, between = async () => {}): Promise<string[][]> {
  const pages: string[][] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const { status, headers, body } = await actor.get(next)
    expect(status).toBe(200)
    pages.push(body.map(({ id }: { id: string }) => id))
    next = nextOf(headers)
    await between()
  }
  return pages
}

async function companyWith(count: number): Promise<{ owner: Actor; company: Company; list: string; ids: string[] }> {
  const { owner } = await cast(usher, 'owner')
  const company = await owner.founds()
  const list = `/organizations/${company.id}/invitations`
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push((await owner.invites(company, `guest-${index}@example.com`)).id)
  // Rows of one millisecond are ordered by id.
  const rows = await usher.db.many(
    sql<{ id: string }>`select id from invitations where organization_id = ${company.id} order by created_at, id`,
  )
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  return { owner, company, list, ids: rows.map(({ id }) => id) }
}

describe('a list in pages', () => {
  test('has every row once, whatever the limit, and links to the next page until the last (case 32)', async () => {
    const { owner, list, ids } = await companyWith(7)
    for (const [limit, lengths] of [
      [1, [1, 1, 1, 1, 1, 1, 1]],
      [3, [3, 3, 1]],
      [6, [6, 1]],
      [7, [7]],
      [100, [7]],
    ] as const) {
      const pages = await pagesOf(owner, `${list}?limit=${limit}`)
      expect(pages.map(({ length }) => length)).toEqual(lengths)
      expect(pages.flat()).toEqual(ids)
    }
  })

  test('is never cut silently: beyond 100 rows there is a link without a limit too (case 32)', async () => {
    const { owner, list, ids } = await companyWith(101)
    const pages = await pagesOf(owner, list)
    expect(pages.map(({ length }) => length)).toEqual([100, 1])
    expect(pages.flat()).toEqual(ids)
  })

  test('is complete where many rows are of one moment (case 32)', async () => {
    const { owner, company, list, ids } = await companyWith(7)
    await usher.db.run(
      sql`update invitations set created_at = '2026-01-01T00:00:00.123Z' where organization_id = ${company.id}`,
    )
    const pages = await pagesOf(owner, `${list}?limit=2`)
    expect(pages.flat()).toEqual(ids.toSorted())
  })

  test('is stable while rows are inserted: none twice, none left out, the new ones at the end (case 32)', async () => {
    const { owner, company, list, ids } = await companyWith(6)
    let added = 0
    const pages = await pagesOf(owner, `${list}?limit=2`, async () => {
      if (added < 3) await owner.invites(company, `late-${++added}@example.com`)
    })
    const seen = pages.flat()
    expect(seen.slice(0, 6)).toEqual(ids)
    expect([seen.length, new Set(seen).size]).toEqual([9, 9])
  })

  test('goes on after a row that has left it (case 32)', async () => {
    const { owner, company, list, ids } = await companyWith(5)
    const first = await owner.get(`${list}?limit=2&only_pending=True`)
    await owner.revokes({ id: ids[1] ?? '', organization_id: company.id, email: '' })
    const rest = await pagesOf(owner, nextOf(first.headers) ?? '')
    expect(rest.flat()).toEqual(ids.slice(2))
  })

  test('keeps limit and filters in the link (case 32)', async () => {
    const { owner, company, list, ids } = await companyWith(5)
    await owner.revokes({ id: ids[2] ?? '', organization_id: company.id, email: '' })
    const pages = await pagesOf(owner, `${list}?only_pending=true&limit=2`)
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(3)])
  })

  test('takes an offset, and links on from there without skipping again (case 32)', async () => {
    const { owner, list, ids } = await companyWith(6)
    expect(await pagesOf(owner, `${list}?offset=2&limit=2`)).toEqual([ids.slice(2, 4), ids.slice(4)])
    expect(await pagesOf(owner, `${list}?offset=5`)).toEqual([ids.slice(5)])
    expect(await pagesOf(owner, `${list}?offset=6`)).toEqual([[]])
    expect(await pagesOf(owner, `${list}?offset=1000000`)).toEqual([[]])
  })

  test('every list that takes a limit comes in pages (case 32)', async () => {
    const { owner, guest, other } = await cast(usher, 'owner', 'guest', 'other')
    const company = await owner.founds()
    for (const somebody of [guest, other]) await somebody.joins(company, owner)
    for (const name of ['One', 'Two', 'Three']) {
      await owner.request('POST', `/organizations/${company.id}/service-accounts`, { body: { name } })
    }
    await owner.founds()
    for (const [path, count] of [
      ['/organizations', 2],
      [`/organizations/${company.id}/members`, 6],
      [`/organizations/${company.id}/service-accounts`, 3],
      [`/organizations/${company.id}/invitations`, 2],
    ] as const) {
      const whole = (await pagesOf(owner, path)).flat()
      expect([path, whole.length]).toEqual([path, count])
      expect(await pagesOf(owner, `${path}?limit=1`)).toEqual(whole.map((id) => [id]))
    }
  })

  test('links to the published address, whatever host the request names (case 32)', async () => {
    const { owner, list } = await companyWith(2)
    const target = `GET http://evil.example${list}?limit=1`
    const headers = [`Authorization: Bearer ${owner.token}`, 'X-Forwarded-Host: evil.example', 'Connection: close']
    const answer = await sendRaw(usher.url, head(target, ...headers))
    expect([answer.status, answer.headers['link']?.startsWith(`<${usher.url}${list}?`)]).toEqual([200, true])
  })
})

describe('numbers out of range', () => {
  test.each([
    '-1',
    '0',
    '101',
    '1e9',
    '1000000000',
    '99999999999999999999',
    'abc',
    '',
    '1.5',
    '0x10',
    '%2B5',
    '5%20',
    '１',
  ])('limit=%s is 422 (cases 32, 86)', async (value) => {
    const { owner } = await cast(usher, 'owner')
    const { id } = await owner.founds()
    for (const list of ['/organizations', `/organizations/${id}/members`, `/organizations/${id}/invitations`]) {
      const { status, body } = await owner.get(`${list}?limit=${encodeURIComponent(decodeURIComponent(value))}`)
      expect([status, body.errors.length, body.errors[0].pointer]).toEqual([422, 1, '/limit'])
    }
  })

  test.each(['-1', '1000001', '2147483648', '9223372036854775808', '1e3', 'abc', '', '1.5'])(
    'offset=%s is 422 (cases 32, 86)',
    async (value) => {
      const { owner } = await cast(usher, 'owner')
      await owner.founds()
      const { status, body } = await owner.get(`/organizations?offset=${value}`)
      expect([status, body.errors[0].pointer]).toEqual([422, '/offset'])
    },
  )
})

describe('a cursor', () => {
  async function cursorOf(actor: Actor, path: string): Promise<string> {
    const next = nextOf((await actor.get(path)).headers) ?? ''
    return new URL(next, usher.url).searchParams.get('cursor') ?? ''
  }

  async function expectRefused(actor: Actor, path: string): Promise<void> {
    const { status, body } = await actor.get(path)
    expect([path, status, body.errors[0].pointer]).toEqual([path, 422, '/cursor'])
  }

  test('of one organization, caller, list or filter opens no other (case 31)', async () => {
    const { owner, company, list } = await companyWith(3)
    const admin = (await cast(usher, 'admin')).admin
    await admin.joins(company, owner, 'admin')
    const other = await owner.founds()
    await owner.invites(other, 'guest@example.com')
    const { owner: stranger, list: foreign } = await companyWith(2)
    const cursor = await cursorOf(owner, `${list}?limit=1`)

    expect((await owner.get(`${list}?cursor=${cursor}`)).status).toBe(200)
    await expectRefused(owner, `/organizations/${other.id}/invitations?cursor=${cursor}`)
    await expectRefused(owner, `/organizations/${company.id}/members?cursor=${cursor}`)
    await expectRefused(owner, `/organizations?cursor=${cursor}`)
    await expectRefused(owner, `${list}?only_pending=true&cursor=${cursor}`)
    await expectRefused(admin, `${list}?cursor=${cursor}`)
    await expectRefused(stranger, `${foreign}?cursor=${cursor}`)
    expect((await owner.get(`${foreign}?cursor=${await cursorOf(stranger, `${foreign}?limit=1`)}`)).status).toBe(422)
  })

  test('tells a foreign organization from an unknown one no better than the list itself (case 31)', async () => {
    const { owner, list } = await companyWith(2)
    const { list: foreign } = await companyWith(2)
    const unknown = `/organizations/${randomUUID()}/invitations`
    const cursor = await cursorOf(owner, `${list}?limit=1`)
    for (const elsewhere of [foreign, unknown]) {
      expect((await owner.get(`${elsewhere}?limit=1`)).status).toBe(404)
      await expectRefused(owner, `${elsewhere}?cursor=${cursor}`)
    }
  })

  test('that was changed in any place is 422 (case 31)', async () => {
    const { owner, list } = await companyWith(2)
    const cursor = await cursorOf(owner, `${list}?limit=1`)
    for (let index = 0; index < cursor.length; index++) {
      const changed = cursor[index] === 'A' ? 'B' : 'A'
      await expectRefused(owner, `${list}?cursor=${cursor.slice(0, index)}${changed}${cursor.slice(index + 1)}`)
    }
  })

  test('that was made by hand is 422 (case 31)', async () => {
    const { owner, list } = await companyWith(2)
    const cursor = await cursorOf(owner, `${list}?limit=1`)
    const [payload = '', signature = ''] = cursor.split('.')
    const place = Buffer.from(JSON.stringify(['1970-01-01T00:00:00.000Z', '00000000-0000-0000-0000-000000000000']))
    for (const forged of [
      '',
      '.',
      'x',
      payload,
      `${payload}.`,
      `.${signature}`,
      signature,
      `${cursor}.`,
      `${cursor}x`,
      cursor.slice(0, -1),
      `${place.toString('base64url')}.${signature}`,
      `${Buffer.from('["\' or 1=1--","x"]').toString('base64url')}.${signature}`,
      `${payload}==.${signature}`,
      'x'.repeat(2_049),
      '%00',
    ]) {
      await expectRefused(owner, `${list}?cursor=${forged}`)
    }
  })
})
