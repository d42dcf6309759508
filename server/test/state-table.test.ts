import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Rule, rules, type Status, type Verb } from '../src/invitations/invitation.ts'
import { type Actor, type Invited } from './support/cast.ts'
import { eventsOf, invitedAWhileAgo, resends, timeIsUp } from './support/sending.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

interface Scene {
  ada: Actor
  grace: Actor
  invitation: Invited
}

const until = new Date(Date.now() + 3 * 86_400_000).toISOString()

const verbs: Record<Verb, (scene: Scene) => Promise<Answer>> = {
  accept: ({ grace, invitation }) => grace.accepts(invitation),
  decline: ({ grace, invitation }) => grace.declines(invitation),
  revoke: ({ ada, invitation }) => ada.revokes(invitation),
  resend: ({ ada, invitation }) => resends(ada, invitation),
  edit: ({ ada, invitation: { id, organization_id } }) =>
    ada.request('PATCH', `/organizations/${organization_id}/invitations/${id}`, { body: { expiration_date: until } }),
}

const ways: Record<Status, (scene: Scene) => Promise<unknown>> = {
  pending: () => Promise.resolve(),
  expired: ({ invitation }) => timeIsUp(usher, invitation, { swept: true }),
  accepted: verbs.accept,
  declined: verbs.decline,
  revoked: verbs.revoke,
}

/** The table of the domain, written out once more by hand; a status it leads to, `same`, or what whoever gave the answer that stands hears. */
const table: Record<Status, Record<Verb, string>> = {
  pending: { accept: 'accepted', decline: 'declined', revoke: 'revoked', resend: 'pending', edit: 'pending' },
  expired: { accept: '410 expired', decline: 'declined', revoke: 'revoked', resend: 'pending', edit: 'pending' },
  accepted: {
    accept: 'same',
    decline: '409 already_accepted',
    revoke: '409 not_pending',
    resend: '409 not_pending',
    edit: '409 not_pending',
  },
  declined: {
    accept: '409 already_declined',
    decline: 'same',
    revoke: '409 not_pending',
    resend: '409 not_pending',
    edit: '409 not_pending',
  },
  revoked: {
    accept: '410 revoked',
    decline: '410 revoked',
    revoke: 'same',
    resend: '409 not_pending',
    edit: '409 not_pending',
  },
}

const cells = Object.entries(table).flatMap(([status, row]) =>
  Object.entries(row).map(([verb, outcome]) => [status as Status, verb as Verb, outcome] as const),
)

describe('the state table', () => {
  test.each(cells)('%s: %s leads to %s, and the rule that is written down says so', async (status, verb, outcome) => {
    const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
    const scene = { ada, grace, invitation }
    await ways[status](scene)
    const read = async () => (await ada.get(`/organizations/${company.id}/invitations/${invitation.id}`)).body
    const rule: Rule = rules[status][verb]
    const own = 'own' in rule && rule.own !== undefined ? rule.own : rule

    if ('to' in own) {
      const events = await eventsOf(usher, invitation)
      expect((await verbs[verb](scene)).status).toBe(200)
      expect((await read()).status).toBe(outcome)
      expect(own.to).toBe(outcome)
      expect(await eventsOf(usher, invitation)).toHaveLength(events.length + 1)
      return
    }
    const answer = await unchanged(usher, () => verbs[verb](scene))
    if ('same' in own) {
      expect([answer.status, outcome]).toEqual([200, 'same'])
    } else {
      expect(`${answer.status} ${answer.body.code}`).toBe(outcome)
      expect([answer.body.code, answer.body.state]).toEqual([own.refuse, status])
    }
  })
})
