import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { cast, type Company, type Invited } from './support/cast.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

// The contract that existing clients were written against, field by field.

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

const seven = {
  id: { type: 'string', format: 'uuid' },
  organization_name: { type: 'string' },
  organization_logo_url: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  organization_member_count: { type: 'integer' },
  inviting_user_name: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  inviting_user_avatar_url: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  expiration_date: { type: 'string', format: 'date-time' },
}

describe('the document', () => {
  test('describes the three operations as OpenAPI 3.1, with both OAuth 2 schemes and real URLs', async () => {
    const { body: document } = await usher.request('GET', '/openapi.json')
    expect(document.openapi).toMatch(/^3\.1\./)
    const { OAuth2clientCredentials, OAuth2authorizationCode } = document.components.securitySchemes
    const { body: discovery } = await usher.request('GET', '/.well-known/openid-configuration')
    const token = discovery.token_endpoint
    expect(OAuth2clientCredentials.flows.clientCredentials).toMatchObject({ tokenUrl: token, refreshUrl: token })
    expect(OAuth2authorizationCode.flows.authorizationCode).toMatchObject({
      authorizationUrl: discovery.authorization_endpoint,
      tokenUrl: token,
      refreshUrl: token,
    })
    for (const [path, method] of [
      ['/invitations', 'get'],
      ['/invitations/{invitation_id}', 'get'],
      ['/invitations/{invitation_id}', 'post'],
    ] as const) {
      const schemes = document.paths[path][method].security.flatMap((each: object) => Object.keys(each))
      expect(schemes).toEqual(['OAuth2clientCredentials', 'OAuth2authorizationCode'])
    }
  })

  test('gives a pending invitation exactly the seven fields of the contract', async () => {
    const { body: document } = await usher.request('GET', '/openapi.json')
    const { PendingInvitation } = document.components.schemas
    expect(Object.keys(PendingInvitation.properties)).toEqual(Object.keys(seven))
    expect(PendingInvitation).toMatchObject({ type: 'object', properties: seven })
    expect(PendingInvitation.required).toEqual(Object.keys(seven))
    const list = document.paths['/invitations'].get.responses[200].content['application/json'].schema
    expect(list).toEqual({ type: 'array', items: { $ref: '#/components/schemas/PendingInvitation' } })
  })

  test('takes invitation_id in the path and accept in the query, and no body that must be there', async () => {
    const { body: document } = await usher.request('GET', '/openapi.json')
    const { parameters, requestBody, responses } = document.paths['/invitations/{invitation_id}'].post
    expect(parameters).toMatchObject([
      { in: 'query', name: 'accept', required: true, schema: { type: 'boolean' } },
      { in: 'path', name: 'invitation_id', required: true, schema: { type: 'string', format: 'uuid' } },
    ])
    expect(requestBody.required).toBe(false)
    expect(responses[200].content['application/json'].schema.anyOf).toMatchObject([
      { type: 'string', format: 'uuid' },
      { type: 'null' },
    ])
  })
})

describe('the three operations', () => {
  async function invited(): Promise<
    { company: Company; invitation: Invited } & Awaited<ReturnType<typeof cast<'ada' | 'grace'>>>
  > {
    const people = await cast(usher, 'ada', 'grace')
    const company = await people.ada.founds()
    return { ...people, company, invitation: await people.ada.invites(company, people.grace) }
  }

  test('answer with exactly the seven fields, in bare arrays and bare objects', async () => {
    const { grace, invitation } = await invited()
    const list = await grace.get('/invitations')
    expect(list.headers.get('content-type')).toMatch(/^application\/json/)
    expect(list.body.map((each: object) => Object.keys(each))).toEqual([Object.keys(seven)])
    const one = await grace.get(`/invitations/${invitation.id}`)
    expect(Object.keys(one.body)).toEqual(Object.keys(seven))
  })

  test('show the logo and the avatar where there are some', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const logo = 'https://example.com/logo.png'
    const { body } = await ada.request('POST', '/organizations', { body: { name: 'Engines', logo_url: logo } })
    await ada.invites(await ada.knows(body.id), grace)
    expect((await grace.get('/invitations')).body[0].organization_logo_url).toBe(logo)
  })

  test('list what ends soonest first', async () => {
    const { ada, grace } = await cast(usher, 'ada', 'grace')
    const [first, second] = [await ada.founds('Later'), await ada.founds('Sooner')]
    const later = await ada.invites(first, grace)
    const sooner = await ada.invites(second, grace)
    await usher.db.run(sql`update invitations set expires_at = now() + interval '1 hour' where id = ${sooner.id}`)
    expect(await grace.inbox()).toEqual([sooner.id, later.id])
  })

  test.each(['true', 'True', '1', 'yes', 'on', 'T', 'Y'])(
    'accept=%s accepts, as existing clients spell it (case 69)',
    async (word) => {
      const { grace, company, invitation } = await invited()
      const headers = { 'content-type': 'application/json' }
      const answer = await grace.request('POST', `/invitations/${invitation.id}?accept=${word}`, { headers })
      expect([answer.status, answer.text]).toEqual([200, `"${company.id}"`])
    },
  )

  test.each(['false', 'False', '0', 'no', 'off', 'F', 'N'])('accept=%s declines (case 69)', async (word) => {
    const { grace, invitation } = await invited()
    const answer = await grace.request('POST', `/invitations/${invitation.id}?accept=${word}`)
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      200,
      'null',
      'application/json; charset=utf-8',
    ])
  })

  test('a decline may say why, an accept takes no body', async () => {
    const { grace, invitation } = await invited()
    const accepting = await grace.request('POST', `/invitations/${invitation.id}?accept=true`, {
      body: { reason: 'x' },
    })
    expect([accepting.status, accepting.body.code]).toEqual([422, 'validation_failed'])
    expect((await grace.declines(invitation, 'no time')).status).toBe(200)
  })

  test('the details tell the roles and which address was meant, without telling it (case 34)', async () => {
    const { grace, company, invitation } = await invited()
    const { body } = await grace.get(`/invitations/${invitation.id}/details`)
    expect(Object.keys(body)).toEqual([
      ...Object.keys(seven),
      'message',
      'masked_email',
      'roles',
      'teams',
      'redirect_url',
    ])
    expect(body.roles).toEqual([{ id: company.roles.member, name: 'Member' }])
    expect(body.masked_email).toBe('g•••@e•••.com')
  })
})
