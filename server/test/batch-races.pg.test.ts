import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, succeeded } from './support/cast.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const people = (count: number) => Array.from({ length: count }, () => ({ email: `${crypto.randomUUID()}@example.com` }))

describe('batches at the same time', () => {
  test('with the same addresses in other orders create each once, and none waits for ever (case 54)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const rows = people(100)
    const shuffled = () => rows.toSorted(() => Math.random() - 0.5)
    const path = `/organizations/${company.id}/invitations/batch`
    const answers = await Promise.all(
      // One waits for the other, and all for no longer than a request may take.
      Array.from({ length: 6 }, () => ada.request('POST', path, { body: { invitations: shuffled() } })),
    )
    const results = answers.flatMap((answer) => succeeded(answer).body as { email: string; result: string }[])
    const created = results.filter(({ result }) => result === 'created')
    expect(created.map(({ email }) => email).toSorted()).toEqual(rows.map(({ email }) => email).toSorted())
    expect(new Set(results.map(({ result }) => result))).toEqual(new Set(['created', 'already_invited']))
    const { mails } = await usher.db.one(sql<{ mails: number }>`
      select count(*) as mails from deliveries where organization_id = ${company.id}`)
    expect(mails).toBe(100)
  })

  test('that are atomic create all of theirs or nothing (case 66)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    const [common] = people(1)
    const path = `/organizations/${company.id}/invitations/batch`
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        ada.request('POST', path, { body: { mode: 'atomic', invitations: [...people(5), common] } }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 422),
    ])
    const { count } = await usher.db.one(sql<{ count: number }>`
      select count(*) as count from invitations where organization_id = ${company.id}`)
    expect(count).toBe(6)
  })

  test('and single ones take exactly as many seats as are free (case 51)', async () => {
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()
    await usher.db.run(sql`
      update organizations set seat_limit = 31, seat_policy = 'members_and_pending' where id = ${company.id}`)
    const path = `/organizations/${company.id}/invitations`
    const single = () => ada.request('POST', path, { body: people(1)[0] })
    const many = () => ada.request('POST', `${path}/batch`, { body: { invitations: people(10) } })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => (index % 10 === 0 ? many() : single())))
    const [created, refused] = [201, 409].map((status) => answers.filter((answer) => answer.status === status).length)
    const rows = answers
      .filter(({ status }) => status === 200)
      .flatMap(({ body }) => body as { result: string }[])
      .filter(({ result }) => result === 'created').length
    expect((created ?? 0) + rows).toBe(30)
    expect((created ?? 0) + (refused ?? 0)).toBe(45)
  })
})
