import { expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { Actor, cast } from './support/cast.ts'
import { startTestIssuer } from './support/test-issuer.ts'
import { startUsher } from './support/usher.ts'

// USHER_TEST_ROUNDS makes it a drill.
const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 25)

test(
  'two users whose issuers vouch for one address race for its invitation: one gets the place, the other hears 410 (case 45)',
  { timeout: 60_000 + rounds * 1_000 },
  async () => {
    const audience = 'usher-of-the-tests'
    await using first = await startTestIssuer({ audience })
    await using second = await startTestIssuer({ audience })
    const trusting = [first, second].map(({ issuer }) => ({ issuer, audience }))
    await using usher = await startUsher({}, { trusting })
    const { ada } = await cast(usher, 'ada')
    const company = await ada.founds()

    for (let round = 0; round < rounds; round++) {
      const address = `grace-${crypto.randomUUID()}@example.com`
      const invitation = await ada.invites(company, address)
      const claims = { sub: `grace-${round}`, email: address, email_verified: true }
      const graces = await Promise.all(
        [first, second].map(
          async (issuer) =>
            new Actor(usher, { name: 'Grace', address, subject: claims.sub, token: await issuer.sign(claims) }),
        ),
      )
      // In some rounds their very first request is the one that decides.
      if (round % 2 === 0) for (const grace of graces) expect(await grace.inbox()).toEqual([invitation.id])

      const answers = await Promise.all(graces.map((grace) => grace.accepts(invitation)))
      const told = answers.map(({ status, body }) => [status, status === 200 ? body : body.code])
      expect(told.toSorted(([one], [other]) => one - other)).toEqual([
        [200, company.id],
        [410, 'already_answered'],
      ])
      const winner = graces[answers.findIndex(({ status }) => status === 200)]
      const loser = graces.find((grace) => grace !== winner)
      expect((await winner?.accepts(invitation))?.status).toBe(200)
      expect((await loser?.accepts(invitation))?.status).toBe(410)
      expect(await loser?.inbox()).toEqual([])
    }
    const { members } = await usher.db.one(sql<{ members: number }>`
      select count(*)::integer as members from members where organization_id = ${company.id}`)
    expect(members).toBe(rounds + 1)
  },
)
