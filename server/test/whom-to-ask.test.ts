import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { type Actor, cast, type Company, type Invited } from './support/cast.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

interface Scene {
  ada: Actor
  grace: Actor
  company: Company
  invitation: Invited
  token: string
}

async function scene(): Promise<Scene> {
  const { ada, grace } = await cast(usher, 'ada', 'grace')
  const company = await ada.founds()
  const invitation = await ada.invites(company, grace)
  return { ada, grace, company, invitation, token: await linkTokenMailedTo(usher, grace.address) }
}

const ends: Record<string, (of: Scene) => Promise<unknown>> = {
  accepted: ({ grace, invitation }) => grace.accepts(invitation),
  declined: ({ grace, invitation }) => grace.declines(invitation),
  revoked: ({ ada, invitation }) => ada.revokes(invitation),
  expired: async ({ invitation: { id } }) => {
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${id}`)
    await expireInvitations(usher.db)
  },
  'of an organization that is gone': ({ company: { id } }) =>
    usher.db.run(sql`update organizations set status = 'suspended' where id = ${id}`),
}

const told = ({ status, body }: Answer) => [status, body.organization_name, body.inviting_user_name]

describe('whom they could ask', () => {
  test.each(Object.entries(ends))(
    'is told to who holds the address, or the link, of an invitation that is %s',
    async (_, end) => {
      const made = await scene()
      const { ada, grace, invitation, token } = made
      await end(made)
      const { linus } = await cast(usher, 'linus')
      await linus.inbox()
      const answers = await unchanged(usher, async () => [
        await usher.request('POST', '/invitation-links/preview', { body: { token } }),
        await usher.request('POST', '/invitation-links/sign-in', { body: { token } }),
        await grace.request('POST', '/invitation-links/claim', { body: { token } }),
        await linus.request('POST', '/invitation-links/claim', { body: { token } }),
        await grace.get(`/invitations/${invitation.id}`),
        await grace.get(`/invitations/${invitation.id}/details`),
      ])
      for (const answer of answers) expect(told(answer)).toEqual([410, 'Analytical Engines', ada.name])

      const strangers = await unchanged(usher, async () => [
        await linus.get(`/invitations/${invitation.id}`),
        await linus.accepts(invitation),
        await linus.declines(invitation),
      ])
      for (const answer of strangers) expect(told(answer)).toEqual([404, undefined, undefined])
    },
  )

  test('is told as well where answering is refused', async () => {
    const accepted = await scene()
    await accepted.grace.accepts(accepted.invitation)
    const declined = await unchanged(usher, () => accepted.grace.declines(accepted.invitation))
    expect(told(declined)).toEqual([409, 'Analytical Engines', 'Ada'])

    const full = await scene()
    await usher.db.run(sql`update organizations set seat_limit = 1 where id = ${full.company.id}`)
    const refused = await unchanged(usher, () => full.grace.accepts(full.invitation))
    expect([refused.body.code, ...told(refused)]).toEqual(['seat_limit_reached', 409, 'Analytical Engines', 'Ada'])

    const revoked = await scene()
    await revoked.ada.revokes(revoked.invitation)
    expect(told(await revoked.grace.accepts(revoked.invitation))).toEqual([410, 'Analytical Engines', 'Ada'])
  })

  test('is told to who came with another account, and of a link that was replaced', async () => {
    const { token, invitation } = await scene()
    const { linus } = await cast(usher, 'linus')
    await linus.inbox()
    const other = await unchanged(usher, () => linus.request('POST', '/invitation-links/claim', { body: { token } }))
    expect([other.body.code, ...told(other)]).toEqual(['recipient_mismatch', 403, 'Analytical Engines', 'Ada'])
    await usher.db.run(sql`update invitations set link_version = link_version + 1 where id = ${invitation.id}`)
    const replaced = await usher.request('POST', '/invitation-links/preview', { body: { token } })
    expect([replaced.body.code, ...told(replaced)]).toEqual(['superseded', 410, 'Analytical Engines', 'Ada'])
  })

  test('is nobody where the inviter is deleted', async () => {
    const made = await scene()
    await made.ada.revokes(made.invitation)
    await usher.db.run(sql`
      update users set status = 'deleted' where id = (select user_id from identities where subject = ${made.ada.subject})`)
    const answer = await made.grace.get(`/invitations/${made.invitation.id}`)
    expect(told(answer)).toEqual([410, 'Analytical Engines', null])
  })
})
