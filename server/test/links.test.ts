import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Form, sql, Statement } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { type Actor, cast, type Company, enter, type Invited } from './support/cast.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { builtConsole } from './support/console.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({}, { console: builtConsole })))
afterAll(() => usher[Symbol.asyncDispose]())

/** Ada invites Grace, and the token of the link has arrived in Grace's mail. */
async function invited(): Promise<{
  ada: Actor
  grace: Actor
  company: Company
  invitation: Invited
  token: string
}> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  return { ada, grace, company, invitation, token: await linkTokenMailedTo(usher, grace.address) }
}

function preview(token: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return usher.request('POST', '/invitation-links/preview', { body: { token }, headers })
}

/** Sends it where nothing may come of it, and says what was answered. */
async function refusedPreview(token: unknown): Promise<[status: number, code: string, state: string | undefined]> {
  const { status, body } = await unchanged(usher, () => preview(token))
  return [status, body.code, body.state]
}

describe('the token of a link', () => {
  test('shows who invites where to, with the address masked', async () => {
    const { grace, company, token } = await invited()
    const { status, text, body } = await preview(token)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      organization_name: 'Analytical Engines',
      inviting_user_name: 'Ada',
      roles: ['Member'],
    })
    expect(body.masked_email).toBe('g•••@e•••.com')
    expect(text).not.toContain(grace.address)
    expect(text).not.toContain(company.id)
  })

  test('has 256 bits, made with a secret: equal for no two invitations (case 89)', async () => {
    const { ada, grace, company, invitation, token } = await invited()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(token).toMatch(/^[\w-]{43}$/)
    // Whoever knows the ids, but not the key, cannot make it.
    for (const known of [invitation.id, `${invitation.id}:1`, company.id]) {
      expect(token).not.toBe(createHash('sha256').update(known).digest('base64url'))
    }
    await ada.revokes(invitation)
    await ada.invites(company, grace)
    await expect.poll(() => linkTokenMailedTo(usher, grace.address)).not.toBe(token)
  })

  test('is stored nowhere but in the mail: only its SHA-256 is, and no log has it (case 89)', async () => {
    const { invitation, token } = await invited()
    await preview(token)
    const hash = createHash('sha256').update(token).digest()
    const links = await usher.db.many(
      sql<{ token_hash: Buffer }>`select token_hash from invitation_links where invitation_id = ${invitation.id}`,
    )
    expect(links.map(({ token_hash }) => Buffer.from(token_hash).equals(hash))).toEqual([true])

    const tables = await usher.db.many(
      sql<{ table_name: string }>`select table_name from information_schema.tables where table_schema = 'public'`,
    )
    const holding: string[] = []
    for (const { table_name } of tables) {
      // A row as JSON has the text of all its columns.
      const text = `select 1 from "${table_name}" as row where strpos(to_jsonb(row)::text, $1) > 0`
      if ((await usher.db.many(new Statement(new Form(text), [token]))).length > 0) holding.push(table_name)
    }
    expect(holding).toEqual(['mailbox_messages'])
    expect(usher.log).toContain('/invitation-links/preview')
    expect(usher.log).not.toContain(token)
  })

  test('leads nowhere with any one character changed (case 90)', async () => {
    const { token } = await invited()
    const flipped = Array.from(
      token,
      (character, at) => token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1),
    )
    const answers = await unchanged(usher, () => Promise.all(flipped.map((each) => preview(each))))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['404 not_found']))
  })

  test.each<[string, (token: string, invitation: Invited) => string]>([
    ['cut short', (token) => token.slice(0, -1)],
    ['cut in front', (token) => token.slice(1)],
    ['longer', (token) => `${token}A`],
    ['padded', (token) => `${token}=`],
    ['with a blank', (token) => ` ${token}`],
    ['with the fragment sign', (token) => `#${token}`],
    ['in other letter case', (token) => token.toLowerCase()],
    ['as base64', (token) => Buffer.from(token, 'base64url').toString('base64')],
    ['as hex', (token) => Buffer.from(token, 'base64url').toString('hex')],
    ['as its stored hash', (token) => createHash('sha256').update(token).digest('base64url')],
    ['that is empty', () => ''],
    ['that is the id of the invitation', (_, { id }) => id],
    ['that is the id and the token', (token, { id }) => `${id}:${token}`],
    ['of 256 characters', (token) => token.padEnd(256, 'x')],
  ])('leads nowhere %s (case 90)', async (_, spoil) => {
    const { token, invitation } = await invited()
    expect((await preview(token)).status).toBe(200)
    expect(await refusedPreview(spoil(token, invitation))).toEqual([404, 'not_found', undefined])
  })

  test('is text, and nothing else (case 90)', async () => {
    const { token } = await invited()
    for (const wrong of [[token], { token }, 1, true, null, undefined, 'x'.repeat(257)]) {
      expect((await unchanged(usher, () => preview(wrong))).status).toBe(422)
    }
  })

  test("shows its own invitation, whatever another organization's is (case 90)", async () => {
    const first = await invited()
    const { linus } = await cast(usher, 'linus')
    const club = await first.grace.founds('Club')
    await first.grace.invites(club, linus)
    expect((await preview(await linkTokenMailedTo(usher, linus.address))).body.organization_name).toBe('Club')
    expect((await preview(first.token)).body.organization_name).toBe('Analytical Engines')
  })
})

describe('a link whose time is over', () => {
  test.each(['accepted', 'declined', 'revoked', 'expired'] as const)('says that it is %s (case 91)', async (state) => {
    const { ada, grace, invitation, token } = await invited()
    if (state === 'accepted') await grace.accepts(invitation)
    if (state === 'declined') await grace.declines(invitation)
    if (state === 'revoked') await ada.revokes(invitation)
    if (state === 'expired') {
      await usher.db.run(sql`update invitations set expires_at = now() where id = ${invitation.id}`)
      await expireInvitations(usher.db)
    }
    const code = { accepted: 'already_answered', declined: 'already_answered', revoked: state, expired: state }[state]
    expect(await refusedPreview(token)).toEqual([410, code, state])
  })

  test('says that a newer one was sent, once it was replaced (case 91)', async () => {
    const { invitation, token } = await invited()
    await usher.db.run(sql`update invitations set link_version = link_version + 1 where id = ${invitation.id}`)
    expect(await refusedPreview(token)).toEqual([410, 'superseded', undefined])
  })

  test('says that the organization is gone, where it is (case 91)', async () => {
    const { company, token } = await invited()
    await usher.db.run(sql`update organizations set status = 'suspended' where id = ${company.id}`)
    expect(await refusedPreview(token)).toEqual([410, 'organization_gone', 'pending'])
  })
})

describe('a token serves one purpose', () => {
  test('it logs nobody in (case 91)', async () => {
    const { token, invitation, grace } = await invited()
    const answers = await unchanged(usher, () =>
      Promise.all([
        usher.request('GET', '/invitations', { token }),
        usher.request('GET', `/invitations/${invitation.id}`, { token }),
        usher.request('POST', `/invitations/${invitation.id}?accept=true`, { token }),
      ]),
    )
    for (const { status, body } of answers) expect([status, body.code]).toEqual([401, 'invalid_token'])
    const secret = { client_id: invitation.id, client_secret: token }
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...secret }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await usher.request('POST', '/oauth/token', { body: form, headers })).status).toBe(401)
    expect(await grace.inbox()).toEqual([invitation.id])
  })

  test('it makes nobody the invitee who does not hold the address, verified (case 91)', async () => {
    const { token, invitation, grace } = await invited()
    const finder = await enter(usher, 'finder')
    const pretender = await enter(usher, 'pretender', { email: grace.address, email_verified: false })
    for (const actor of [finder, pretender]) {
      await actor.inbox()
      const shown = await actor.request('POST', '/invitation-links/preview', { body: { token } })
      expect(shown.status).toBe(200)
      const answers = await unchanged(usher, () =>
        Promise.all([
          actor.get(`/invitations/${invitation.id}`),
          actor.accepts(invitation),
          actor.declines(invitation),
        ]),
      )
      for (const { status } of answers) expect(status).toBe(404)
      expect(await actor.inbox()).toEqual([])
    }
  })

  test('it is not read from a query, which would stand in logs (case 91)', async () => {
    const { token } = await invited()
    const answer = await unchanged(usher, () => usher.request('POST', `/invitation-links/preview?token=${token}`))
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_failed'])
    expect(usher.log).not.toContain(token)
  })
})

describe('looking changes nothing', () => {
  const agents = [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; SafeLinks)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Barracuda Sentinel (EE)',
    'curl/8.5.0',
  ]

  async function verifiedAddresses(): Promise<number> {
    const counted = sql<{ count: number }>`
      select count(*)::integer as count from addresses where verified_at is not null`
    return (await usher.db.one(counted)).count
  }

  test('a link shown a hundred times, also to machines, is still pending and verified nobody (case 95)', async () => {
    const { token, grace, invitation } = await invited()
    // The first look may be noted as such; no other leaves a trace.
    await preview(token)
    const before = await verifiedAddresses()
    const answers = await unchanged(usher, () =>
      Promise.all(
        Array.from({ length: 100 }, (_, each) => preview(token, { 'user-agent': agents[each % agents.length] ?? '' })),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await verifiedAddresses()).toBe(before)
    expect((await grace.accepts(invitation)).status).toBe(200)
  })

  test('machines that follow every address in a mail change nothing by GET or HEAD (case 95)', async () => {
    const { token, invitation, company, grace } = await invited()
    const before = await verifiedAddresses()
    const places = [
      `/join#${token}`,
      `/join?token=${token}`,
      `/join/${token}`,
      `/invitation-links/preview?token=${token}`,
      `/invitation-links/claim?token=${token}`,
      `/invitations/${invitation.id}?accept=true`,
      `/invitations/${invitation.id}?accept=false`,
      `/organizations/${company.id}/invitations/${invitation.id}`,
    ]
    await unchanged(usher, async () => {
      for (const agent of agents) {
        for (const method of ['GET', 'HEAD']) {
          for (const place of places) {
            const { status } = await usher.request(method, place, { headers: { 'user-agent': agent } })
            expect(status).toBeLessThan(500)
          }
        }
      }
    })
    expect(await verifiedAddresses()).toBe(before)
    expect(await grace.inbox()).toEqual([invitation.id])
  })

  test('not even its invitee answers by GET, with a token and all (case 95)', async () => {
    const { invitation, grace } = await invited()
    await grace.inbox()
    const read = await unchanged(usher, () => grace.get(`/invitations/${invitation.id}?accept=true`))
    expect(read.status).toBe(200)
    expect(await grace.inbox()).toEqual([invitation.id])
  })
})
