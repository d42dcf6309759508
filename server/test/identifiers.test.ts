import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, cast, type Company } from './support/cast.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let ada: Actor
let grace: Actor
let company: Company
beforeAll(async () => {
  usher = await startUsher()
  ;({ ada, grace } = await cast(usher, 'ada', 'grace'))
  company = await ada.founds()
})
afterAll(() => usher[Symbol.asyncDispose]())

const known = '5f1c2f6e-6c2b-4b7e-9d43-0d6d5a1d7f10'

/** The ways to name something by an id, in a path or in a query. */
const uses: [string, (id: string) => Parameters<Actor['request']>][] = [
  ['reading an invitation', (id) => ['GET', `/invitations/${id}`]],
  ['reading its details', (id) => ['GET', `/invitations/${id}/details`]],
  ['accepting it', (id) => ['POST', `/invitations/${id}?accept=true`]],
  ['declining it', (id) => ['POST', `/invitations/${id}?accept=false`, { body: { reason: 'no' } }]],
  ['reading it from its organization', (id) => ['GET', `/organizations/${company.id}/invitations/${id}`]],
  ['revoking it', (id) => ['DELETE', `/organizations/${company.id}/invitations/${id}`]],
  ['listing those of an organization', (id) => ['GET', `/organizations/${id}/invitations`]],
  ['inviting into it', (id) => ['POST', `/organizations/${id}/invitations`, { body: { email: 'x@example.com' } }]],
  ['removing a member', (id) => ['DELETE', `/organizations/${company.id}/members?user_id=${id}`]],
  ['rotating a key', (id) => ['POST', `/organizations/${company.id}/service-accounts/${id}/key`]],
]

const malformed = {
  word: 'abc',
  '35 characters': known.slice(1),
  '37 characters': `${known}0`,
  braces: `{${known}}`,
  urn: `urn:uuid:${known}`,
  'without hyphens': known.replaceAll('-', ''),
  'hyphens elsewhere': '5f1c2f6e6-c2b-4b7e-9d43-0d6d5a1d7f10',
  'a letter beyond f': `${known.slice(0, -1)}g`,
  NUL: '\0',
  'NUL behind': `${known}\0`,
  'line end behind': `${known}\n`,
  'space before': ` ${known}`,
  'full-width digits': known.replaceAll('1', '１'),
  SQL: `' OR 1=1--`,
  'two ids': `${known},${known}`,
  number: '1',
  null: 'null',
} satisfies Record<string, string>

describe('ids', () => {
  test.each(uses)('%s by something that is no UUID is 422, naming the parameter (case 68)', async (_, use) => {
    await unchanged(usher, async () => {
      for (const [what, id] of Object.entries(malformed)) {
        const { status, body } = await ada.request(...use(encodeURIComponent(id)))
        expect([what, status, body.code]).toEqual([what, 422, 'validation_failed'])
        expect(body.errors).toHaveLength(1)
        expect(body.errors[0]).toMatchObject({ pointer: expect.stringMatching(/^\/(\w+_id)$/) })
      }
    })
  })

  const absent = {
    nil: '00000000-0000-0000-0000-000000000000',
    max: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'version 1': 'c232ab00-9414-11ec-b3c8-9f6bdeced846',
    'version 4': known,
    'version 7': '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    'in capital letters': known.toUpperCase(),
  }
  test.each(uses)('%s by a UUID that names nothing is 404, of whatever version it is (case 68)', async (_, use) => {
    await unchanged(usher, async () => {
      for (const [what, id] of Object.entries(absent)) {
        const { status } = await ada.request(...use(id))
        expect([what, status]).toEqual([what, 404])
      }
    })
  })

  test('an id in capital letters is the same id (case 68)', async () => {
    const invitation = await ada.invites(company, grace)
    const capital = { ...invitation, id: invitation.id.toUpperCase() }
    const { status, body } = await grace.get(`/invitations/${capital.id}`)
    expect([status, body.id]).toEqual([200, invitation.id])
    const own = await ada.get(`/organizations/${company.id.toUpperCase()}`)
    expect([own.status, own.body.id]).toEqual([200, company.id])
    expect((await grace.declines(capital)).status).toBe(200)
  })
})

describe('yes and no', () => {
  const yes = ['true', 'True', 'TRUE', '1', 'yes', 'YES', 'on', 'On', 't', 'T', 'y', 'Y']
  const no = ['false', 'False', 'FALSE', '0', 'no', 'No', 'off', 'OFF', 'f', 'F', 'n', 'N']

  test('accept is read in every spelling that existing clients send (case 69)', async () => {
    for (const [words, expected] of [
      [yes, company.id],
      [no, null],
    ] as const) {
      for (const word of words) {
        const { guest } = await cast(usher, 'guest')
        const invitation = await ada.invites(company, guest)
        const { status, body } = await guest.request('POST', `/invitations/${invitation.id}?accept=${word}`)
        expect([word, status, body]).toEqual([word, 200, expected])
      }
    }
  })

  test.each([
    ['missing', ''],
    ['empty', '?accept='],
    ['without a value', '?accept'],
    ['a word', '?accept=maybe'],
    ['another number', '?accept=2'],
    ['minus one', '?accept=-1'],
    ['null', '?accept=null'],
    ['a list by its name', '?accept[]=true'],
    ['a field by its name', '?accept[x]=true'],
    ['with spaces around', '?accept=%20true%20'],
    ['with a line end behind', '?accept=true%0A'],
    ['with NUL behind', '?accept=true%00'],
    ['in quotes', '?accept=%22true%22'],
    ['a list in one value', '?accept=true,false'],
    ['under a name in capitals', '?Accept=true'],
    ['in full-width letters', `?accept=${encodeURIComponent('ｔｒｕｅ')}`],
    ['with a dotless i', `?accept=${encodeURIComponent('yeſ')}`],
  ])('accept that is %s is 422 and answers nothing (case 69)', async (_, query) => {
    const { guest } = await cast(usher, 'guest')
    const invitation = await ada.invites(company, guest)
    const { status, body } = await unchanged(usher, () =>
      guest.request('POST', `/invitations/${invitation.id}${query}`),
    )
    expect([status, body.code]).toEqual([422, 'validation_failed'])
    expect(body.errors).toContainEqual({ in: 'query', pointer: '/accept', detail: expect.any(String) })
  })

  test.each(['accept=true&accept=false', 'accept=false&accept=true', 'accept=true&accept=true', 'accept=true&accept='])(
    'accept said twice is 422, whether or not it is the same: %s (case 70)',
    async (query) => {
      const invitation = await ada.invites(company, (await cast(usher, 'guest')).guest)
      const { status, body } = await unchanged(usher, () =>
        grace.request('POST', `/invitations/${invitation.id}?${query}`),
      )
      expect([status, body.errors]).toEqual([
        422,
        [{ in: 'query', pointer: '/accept', detail: 'must be true or false' }],
      ])
    },
  )

  test('accept in the body only is 422 (case 70)', async () => {
    const { guest } = await cast(usher, 'guest')
    const invitation = await ada.invites(company, guest)
    const place = `/invitations/${invitation.id}`
    await unchanged(usher, async () => {
      expect((await guest.request('POST', place, { body: { accept: true } })).status).toBe(422)
      expect((await guest.request('POST', `${place}?accept=true`, { body: { accept: true } })).status).toBe(422)
      expect((await guest.request('POST', `${place}?accept=false`, { body: { accept: false } })).status).toBe(422)
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await guest.request('POST', place, { headers, body: 'accept=true' })).status).toBe(415)
    })
  })

  test.each(['only_pending', 'limit', 'email'])('%s said twice is 422 on reads too (case 70)', async (name) => {
    const value = { only_pending: 'true', limit: '5', email: 'a@example.com' }[name]
    const list = `/organizations/${company.id}/invitations`
    expect((await ada.get(`${list}?${name}=${value}`)).status).toBe(200)
    const { status, body } = await ada.get(`${list}?${name}=${value}&${name}=${value}`)
    expect([status, body.errors[0].pointer]).toEqual([422, `/${name}`])
  })

  test('filters take True and False, as existing clients spell them', async () => {
    const { owner, guest } = await cast(usher, 'owner', 'guest')
    const own = await owner.founds()
    await owner.revokes(await owner.invites(own, guest))
    const pending = await owner.invites(own, guest)
    const idsOf = async (query: string) =>
      (await owner.get(`/organizations/${own.id}/invitations?${query}`)).body.map(({ id }: { id: string }) => id)
    expect(await idsOf('only_pending=True')).toEqual([pending.id])
    expect(await idsOf('only_pending=False')).toHaveLength(2)
    expect((await owner.get(`/organizations/${own.id}/members?include_users=False`)).body).toEqual([])
    expect((await owner.get(`/organizations/${own.id}/members?include_users=True`)).body).toHaveLength(1)
    expect((await owner.get(`/organizations/${own.id}/members?include_users=maybe`)).status).toBe(422)
  })

  test('roles are filtered by level=organization and by name, and by no other level', async () => {
    const roles = `/organizations/${company.id}/roles`
    const all = (await ada.get(roles)).body
    expect((await ada.get(`${roles}?level=organization`)).body).toEqual(all)
    expect((await ada.get(`${roles}?level=organization&name=admin`)).body).toEqual([all[1]])
    expect((await ada.get(`${roles}?level=project`)).status).toBe(422)
  })

  test.each(['%25', '_dmin', 'A%25', '%5C'])('%s in a filter stands for itself (case 84)', async (name) => {
    const { status, body } = await ada.get(`/organizations/${company.id}/roles?name=${name}`)
    expect([status, body]).toEqual([200, []])
  })

  test('NUL in a query is 422, wherever it stands (case 68)', async () => {
    for (const place of [
      `/organizations/${company.id}/roles?name=%00`,
      `/organizations/${company.id}/roles?name=Admin%00`,
      `/organizations/${company.id}/invitations?email=a%00@example.com`,
      `/organizations/${company.id}/invitations?cursor=%00`,
    ]) {
      const { status, body } = await ada.get(place)
      expect([place, status, body.code]).toEqual([place, 422, 'validation_failed'])
    }
    const token = await usher.issuer.sign({ sub: randomUUID() })
    expect((await usher.request('GET', '/memberships?issuer=%00&subject=x', { token })).status).toBe(422)
  })
})
