import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cast } from './support/cast.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

describe('the main job', () => {
  test('an invited person sees who invites them where to, accepts, and is a member', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds('Analytical Engines')
    const invitation = await ada.invites(company, grace)

    const list = await grace.get('/invitations')
    expect(list.status).toBe(200)
    expect(list.body).toEqual([
      {
        id: invitation.id,
        organization_name: 'Analytical Engines',
        organization_logo_url: null,
        organization_member_count: 1,
        inviting_user_name: 'Ada',
        inviting_user_avatar_url: null,
        expiration_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    ])
    expect((await grace.get(`/invitations/${invitation.id}`)).body).toEqual(list.body[0])

    const answer = await grace.accepts(invitation)
    expect([answer.status, answer.text]).toEqual([200, `"${company.id}"`])
    expect(await grace.inbox()).toEqual([])
    expect((await ada.membersOf(company)).map(({ email }) => email)).toEqual([ada.address, grace.address])
  })

  test('a declined invitation answers null and leads to no membership', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const company = await ada.founds()
    const invitation = await ada.invites(company, grace)
    const answer = await grace.declines(invitation, 'wrong company')
    expect([answer.status, answer.text]).toEqual([200, 'null'])
    expect(await ada.membersOf(company)).toHaveLength(1)
  })

  test.each([
    ['the body', (other: string) => ({ path: '', body: { organization_id: other } })],
    ['the query', (other: string) => ({ path: `?organization_id=${other}`, body: {} })],
  ])(
    'an organization named in %s beside the one in the path is refused, never preferred (case 23)',
    async (_, place) => {
      const { ada, grace } = await cast(usher, 'ada', 'grace')
      const [company, other] = [await ada.founds(), await ada.founds()]
      const { path, body } = place(other.id)
      const answer = await unchanged(usher, () =>
        ada.request('POST', `/organizations/${company.id}/invitations${path}`, {
          body: { email: grace.address, ...body },
        }),
      )
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [
          {
            in: path === '' ? 'body' : 'query',
            pointer: '/organization_id',
            detail: expect.stringMatching(/^is not known here/),
          },
        ],
      ])
    },
  )
})
