import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { type Actor, cast, type Company, enter } from './support/cast.ts'
import { machine } from './support/machine.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
// No mail, whose sending would mix with what is looked at.
beforeAll(async () => void (usher = await startUsher({ USHER_MAIL: 'off' })))
afterAll(() => usher[Symbol.asyncDispose]())

const invited_times = 4

/** What the database is asked in the transaction that makes an invitation: the texts, in their order. */
async function listening<T>(work: () => Promise<T>): Promise<{ result: T; asked: string[] }> {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  try {
    const result = await work()
    const sent = query.mock.calls.map(([asked], call) => ({ on: query.mock.contexts[call], text: textOf(asked) }))
    const invites = sent.findIndex(({ text }) => /insert into invitations\b/.test(text))
    const own = sent.filter(({ on }) => on === sent[invites]?.on)
    const ends = own.findIndex(
      ({ text }, at) => text === 'commit' && own.slice(0, at).some((each) => each === sent[invites]),
    )
    const begins = own.slice(0, ends).findLastIndex(({ text }) => text === 'begin')
    return { result, asked: own.slice(begins, ends + 1).map(({ text }) => text) }
  } finally {
    query.mockRestore()
  }
}

function textOf(asked: unknown): string {
  if (typeof asked === 'string') return asked
  return typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : ''
}

/** Somebody who may invite, and may not read the addresses of members. */
async function greeter(company: Company, owner: Actor): Promise<Actor> {
  const somebody = await enter(usher, 'greeter')
  const id = await somebody.joins(company, owner)
  await usher.db.run(sql`
    with greeter as (
      insert into roles (organization_id, kind, name, permissions)
      values (${company.id}, 'custom', 'Greeter', '{organization:read,members:read,invitations:create}') returning id
    )
    insert into member_roles (organization_id, user_id, role_id) select ${company.id}::uuid, ${id}::uuid, greeter.id from greeter`)
  return somebody
}

/** The answer without what is new in each, and without the address that was asked about. */
function shapeOf({ status, headers, body, text }: Answer, email: string): unknown {
  const lasting = [...headers.keys()].filter((name) => name !== 'content-length')
  const anonymous = JSON.stringify(body)
    .replaceAll(email, 'ADDRESS')
    .replaceAll(/"[0-9a-f-]{36}"/g, '"ID"')
    .replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"TIME"')
  return { status, lasting, anonymous, length: text.length - email.length }
}

test('inviting tells nothing of who is behind an address: same answer, same questions to the database (case 149)', async () => {
  const { ada, elsewhere } = await cast(usher, 'ada', 'elsewhere')
  const company = await ada.founds()
  const other = await elsewhere.founds()
  const asking = await greeter(company, ada)

  const addresses: Record<string, () => Promise<string>> = {
    unknown: async () => `${crypto.randomUUID()}-nobody@example.com`,
    'of somebody known': async () => {
      const known = await enter(usher, 'known', { email: `${crypto.randomUUID()}-knowns@example.com` })
      await known.inbox()
      return known.address
    },
    'of a member of another organization': async () => {
      const known = await enter(usher, 'known', { email: `${crypto.randomUUID()}-member@example.com` })
      await known.joins(other, elsewhere)
      return known.address
    },
    'of a member, whose address may not be read': async () => {
      const known = await enter(usher, 'known', { email: `${crypto.randomUUID()}-inside@example.com` })
      await known.joins(company, ada)
      return known.address
    },
  }

  const seen: { whose: string; shape: unknown; asked: string[] }[] = []
  for (let round = 0; round < invited_times; round++) {
    for (const [whose, make] of Object.entries(addresses)) {
      const email = await make()
      const { result, asked } = await listening(() => asking.tryToInvite(company, email))
      seen.push({ whose, shape: shapeOf(result, email), asked })
    }
  }
  const [first] = seen
  expect(first?.asked.length, 'the transaction was found').toBeGreaterThan(3)
  expect(first?.shape).toMatchObject({ status: 201 })
  for (const { whose, shape, asked } of seen) {
    expect(shape, whose).toEqual(first?.shape)
    expect(asked, whose).toEqual(first?.asked)
  }
})

test('what a second invitation is refused with is the same for everybody (case 149)', async () => {
  const { ada, known } = await cast(usher, 'ada', 'known')
  const company = await ada.founds()
  await known.inbox()
  const robot = await machine(usher, ada, await ada.founds())
  const shapes: unknown[] = []
  for (const email of [known.address, `nobody-${crypto.randomUUID()}@example.com`, robot.address]) {
    await ada.tryToInvite(company, email)
    const { status, body } = await ada.tryToInvite(company, email)
    shapes.push({ status, ...body, request_id: '' })
  }
  expect(shapes[0]).toMatchObject({ status: 409, code: 'already_invited' })
  expect(shapes).toEqual([shapes[0], shapes[0], shapes[0]])
})
