import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { cast, enter, type Invited } from './support/cast.ts'
import { machine, platform } from './support/machine.ts'
import { operator } from './support/operator.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
let scene: Scene
beforeAll(async () => {
  usher = await startUsher()
  scene = await makeScene()
})
afterAll(() => usher[Symbol.asyncDispose]())

interface Scene {
  /** One in each state that can be answered, or was. */
  readonly invitations: Record<State, Invited>
  /** A token of everybody who is not the invitee. */
  readonly tokens: Record<Other, string>
}

const states = ['pending', 'expired', 'accepted', 'declined', 'revoked'] as const
type State = (typeof states)[number]

const others = [
  'the owner',
  'the inviter',
  'a member',
  'an operator of the platform',
  'a service account that is an admin',
  'a service account of another organization',
  'a platform client',
  'somebody invited by the same organization',
  'somebody whose issuer names the address and does not vouch for it',
  'a stranger',
] as const
type Other = (typeof others)[number]

async function makeScene(): Promise<Scene> {
  const { owner, inviter, member, judge, guest, stranger, elsewhere } = await cast(
    usher,
    ...(['owner', 'inviter', 'member', 'judge', 'guest', 'stranger', 'elsewhere'] as const),
  )
  const { invitee } = await cast(usher, 'invitee')
  const namesake = await enter(usher, 'namesake', { email: invitee.address, email_verified: false })
  const invitations: Partial<Record<State, Invited>> = {}
  let company = await owner.founds()
  // One organization for each state: of one address only one invitation is pending in each.
  for (const state of states) {
    company = await owner.founds()
    await inviter.joins(company, owner, 'admin')
    invitations[state] = await inviter.invites(company, invitee)
    if (state === 'accepted') await invitee.accepts(invitations[state])
    if (state === 'declined') await invitee.declines(invitations[state])
    if (state === 'revoked') await owner.revokes(invitations[state])
    if (state === 'expired') {
      await usher.db.run(sql`
        update invitations set expires_at = now() - interval '1 second' where id = ${invitations[state].id}`)
      // At once, and not in the middle of what must change nothing.
      await expireInvitations(usher.db)
    }
    await member.joins(company, owner)
    await owner.invites(company, guest)
  }
  const robots = [
    await machine(usher, owner, company, { role: 'admin' }),
    await machine(usher, elsewhere, await elsewhere.founds()),
  ] as const
  await operator(usher, judge)
  for (const each of [namesake, stranger, guest]) await each.inbox()
  return {
    invitations: invitations as Record<State, Invited>,
    tokens: {
      'the owner': owner.token,
      'the inviter': inviter.token,
      'a member': member.token,
      'an operator of the platform': judge.token,
      'a service account that is an admin': robots[0].token,
      'a service account of another organization': robots[1].token,
      'a platform client': (await platform(usher)).token,
      'somebody invited by the same organization': guest.token,
      'somebody whose issuer names the address and does not vouch for it': namesake.token,
      'a stranger': stranger.token,
    },
  }
}

describe.each(others)('%s cannot answer for the invitee', (other) => {
  const expected = other === 'a platform client' ? [403, 'user_context_required'] : [404, 'not_found']

  test.each(states)('an invitation that is %s (case 36)', async (state) => {
    const { id } = scene.invitations[state]
    const token = scene.tokens[other]
    const answers = await unchanged(usher, async () => [
      await usher.request('POST', `/invitations/${id}?accept=true`, { token }),
      await usher.request('POST', `/invitations/${id}?accept=false`, { token }),
      await usher.request('POST', `/invitations/${id}?accept=false`, {
        token,
        body: { reason: 'not them', block_organization: true, report: true },
      }),
      await usher.request('GET', `/invitations/${id}`, { token }),
      await usher.request('GET', `/invitations/${id}/details`, { token }),
    ])
    for (const { status, body } of answers) expect([status, body.code]).toEqual(expected)
  })

  test('not even by saying in whose name (case 36)', async () => {
    const { id } = scene.invitations.pending
    const token = scene.tokens[other]
    const [invitee] = await usher.db.many(sql<{ user_id: string; canonical: string }>`
      select user_id, canonical from addresses
      where verified_at is not null and canonical = (select canonical_email from invitations where id = ${id})`)
    const name = { user_id: invitee?.user_id ?? '', email: invitee?.canonical ?? '' }
    const answers = await unchanged(usher, async () => [
      await usher.request('POST', `/invitations/${id}?accept=true&user_id=${name.user_id}`, { token }),
      await usher.request('POST', `/invitations/${id}?accept=false`, { token, body: name }),
      await usher.request('POST', `/invitations/${id}?accept=true`, {
        token,
        headers: {
          'x-user-id': name.user_id,
          'x-forwarded-user': name.email,
          'x-forwarded-email': name.email,
          from: name.email,
        },
      }),
    ])
    for (const { status } of answers) expect([403, 404, 422]).toContain(status)
  })
})
