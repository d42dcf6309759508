import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { type Actor, cast, type Invited } from './support/cast.ts'
import { type Fleet, startFleet } from './support/fleet.ts'
import { expectInvariants } from './support/invariants.ts'
import { linkTokenMailedTo } from './support/mailed.ts'
import { eventsOf, invitedAWhileAgo, resends, timeIsUp, timePasses } from './support/sending.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

// Each race is run so many times; USHER_TEST_ROUNDS makes it a drill.
const rounds = Number(process.env['USHER_TEST_ROUNDS'] ?? 10)
const time_limit_ms = 60_000 + rounds * 2_000

let usher: TestUsher
let fleet: Fleet
beforeAll(async () => {
  usher = await startUsher()
  fleet = await startFleet(usher, 3)
})
afterAll(async () => {
  await fleet[Symbol.asyncDispose]()
  await usher[Symbol.asyncDispose]()
})

/** Somebody at whichever process is next. */
const anywhere = ({ token }: Actor): Pick<Actor, 'request'> => ({
  request: (method, path, sent) => fleet.request(method, path, { token, ...sent }),
})
const accept = (actor: Actor, { id }: Invited) => anywhere(actor).request('POST', `/invitations/${id}?accept=true`)
const edit = (actor: Actor, { id, organization_id }: Invited, body: object) =>
  anywhere(actor).request('PATCH', `/organizations/${organization_id}/invitations/${id}`, { body })
const preview = (token: string) => usher.request('POST', '/invitation-links/preview', { body: { token } })
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)
const ten = <T>(make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 10 }, (_, index) => make(index)))

async function linksOf({ id }: Invited): Promise<{ versions: number[]; valid: number }> {
  return usher.db.one(sql<{ versions: number[]; valid: number }>`
    select array(select link_version from invitation_links where invitation_id = invitations.id order by 1) as versions, link_version as valid
    from invitations where id = ${id}`)
}

test(
  'sending it anew with a new link while it is accepted: one order or the other (case 55)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
      const old = await linkTokenMailedTo(usher, grace.address)
      const [sent, accepted] = await Promise.all([
        resends(anywhere(ada), invitation, { rotate: true }),
        accept(grace, invitation),
      ])
      expect([accepted.status, accepted.body]).toEqual([200, company.id])
      const events = (await eventsOf(usher, invitation)).filter((type) => type !== 'seen')
      if (sent.status === 200) {
        expect(events).toEqual(['created', 'resent', 'accepted'])
        expect(await linksOf(invitation)).toEqual({ versions: [1, 2], valid: 2 })
      } else {
        expect([sent.status, sent.body.code, sent.body.state]).toEqual([409, 'not_pending', 'accepted'])
        expect(events).toEqual(['created', 'accepted'])
        expect(await linksOf(invitation)).toEqual({ versions: [1], valid: 1 })
      }
      expect((await preview(old)).status).toBe(410)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'sending an expired one anew while the address is invited, ten at once: one of all is pending (case 55)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
      await timeIsUp(usher, invitation, { swept: round % 2 === 0 })
      const [answers] = await Promise.all([
        ten((index) =>
          index % 2 === 0
            ? resends(anywhere(ada), invitation)
            : anywhere(ada).request('POST', `/organizations/${company.id}/invitations`, {
                body: { email: grace.address },
              }),
        ),
        expireInvitations(usher.db),
      ])
      const done = answers.filter(({ status }) => status < 300)
      expect(done).toHaveLength(1)
      expect(answers.every(({ status }) => [200, 201, 409, 429].includes(status))).toBe(true)
      const pending = await usher.db.many(sql<{ id: string }>`
        select id from invitations where organization_id = ${company.id} and status = 'pending'`)
      expect(pending.map(({ id }) => id)).toEqual([done[0]?.body.id])
      expect((await eventsOf(usher, invitation)).filter((type) => type === 'expired')).toHaveLength(1)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'ten send it anew at once, each with a new link: one does, one link is valid, one mail leaves (case 56)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, invitation } = await invitedAWhileAgo(usher)
      const old = await linkTokenMailedTo(usher, grace.address)
      const answers = await ten(() => resends(anywhere(ada), invitation, { rotate: true }))
      expect(statuses(answers)).toEqual([200, ...Array.from({ length: 9 }, () => 429)])
      expect(await linksOf(invitation)).toEqual({ versions: [1, 2], valid: 2 })
      expect((await preview(old)).body.code).toBe('superseded')
      const { mails } = await usher.db.one(sql<{ mails: number }>`
        select count(*)::integer as mails from deliveries where invitation_id = ${invitation.id} and state <> 'cancelled'`)
      expect(mails).toBe(2)
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'changing what it gives while it is accepted: the member has what one of both says, and the events tell which (case 57)',
  async () => {
    for (let round = 0; round < rounds; round++) {
      const { ada, grace, company, invitation } = await invitedAWhileAgo(usher)
      const changes = [company.roles.admin, company.roles.owner, company.roles.member]
      const [answers, accepted] = await Promise.all([
        ten((index) => edit(ada, invitation, { role_ids: [changes[index % 3]] })),
        accept(grace, invitation),
      ])
      expect(accepted.status).toBe(200)
      for (const { status, body } of answers) {
        expect(status === 200 || (status === 409 && body.code === 'not_pending')).toBe(true)
      }
      const { roles, edits, given } = await usher.db.one(sql<{ roles: string[]; edits: string[]; given: string[] }>`
        select array(
            select role_id from member_roles where organization_id = ${company.id}
              and user_id = (select answered_by from invitations where id = ${invitation.id})) as roles,
          array(select data #>> '{after,role_ids,0}' from events
            where subject_id = ${invitation.id} and type = 'invitation.edited' order by sequence) as edits,
          array(select jsonb_array_elements_text(data -> 'role_ids') from events
            where subject_id = ${invitation.id} and type = 'invitation.accepted') as given`)
      const last = edits.at(-1) ?? company.roles.member
      expect([roles, given]).toEqual([[last], [last]])
      expect((await eventsOf(usher, invitation)).at(-1)).toBe('accepted')
    }
    await expectInvariants(usher.db)
  },
  time_limit_ms,
)

test(
  'the last seat that pending ones take goes to one of ten that had expired',
  async () => {
    for (let round = 0; round < Math.ceil(rounds / 3); round++) {
      const { ada } = await cast(usher, 'ada')
      const company = await ada.founds()
      const invitations = await ten((index) =>
        ada.invites(company, `guest-${index}-${crypto.randomUUID()}@example.com`),
      )
      for (const invitation of invitations) {
        await timeIsUp(usher, invitation)
        await timePasses(usher, invitation)
      }
      await usher.db.run(sql`
        update organizations set seat_limit = 2, seat_policy = 'members_and_pending' where id = ${company.id}`)
      const answers = await ten((index) => resends(anywhere(ada), invitations[index] as Invited))
      expect(statuses(answers)).toEqual([200, ...Array.from({ length: 9 }, () => 409)])
      expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(
        new Set(['seat_limit_reached']),
      )
    }
  },
  time_limit_ms,
)
