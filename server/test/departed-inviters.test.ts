import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { revokeUngrantable } from '../src/invitations/ungrantable.ts'
import { type Actor, cast, type Company, type Invited, succeeded } from './support/cast.ts'
import { imports } from './support/lines.ts'
import { machine, platform } from './support/machine.ts'
import { assigns, comesInto, goesOutOf, makesRole, makesTeam, takes } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher()))
afterAll(() => usher[Symbol.asyncDispose]())

interface Scene {
  owner: Actor
  inviter: Actor
  invitee: Actor
  company: Company
  invitation: Invited
  inviterId: string
}

/** An admin who is not the owner has invited somebody, in an organization with this policy for departed inviters. */
async function scene(policy: 'revalidate' | 'keep' | 'revoke'): Promise<Scene> {
  const { owner, inviter, invitee } = await cast(usher, 'owner', 'inviter', 'invitee')
  const company = await owner.founds()
  await usher.db.run(sql`update organizations set departed_inviter = ${policy} where id = ${company.id}`)
  const inviterId = await inviter.joins(company, owner, 'admin')
  return { owner, inviter, invitee, company, inviterId, invitation: await inviter.invites(company, invitee) }
}

const removes = ({ owner, company, inviterId }: Scene) =>
  owner.request('DELETE', `/organizations/${company.id}/members?user_id=${inviterId}`)
const ended = { before: { status: 'pending' }, after: { status: 'revoked' } }

const revocations = ({ invitation }: Scene) =>
  usher.db.many(sql<{ data: object }>`
    select data from events where type = 'invitation.revoked' and subject_id = ${invitation.id}`)

describe('where an inviter is a member no longer', () => {
  test('revalidate leaves the invitation pending, and refuses to accept it (case 156)', async () => {
    const made = await scene('revalidate')
    await removes(made)
    const { status, body } = await unchanged(usher, () => made.invitee.accepts(made.invitation))
    expect([status, body.code, body.state]).toEqual([409, 'inviter_lost_permission', 'pending'])
  })

  test('keep lets it be accepted (case 156)', async () => {
    const made = await scene('keep')
    await removes(made)
    expect((await made.invitee.accepts(made.invitation)).body).toBe(made.company.id)
  })

  test('revoke ends it at once, with its event, and nobody else’s (case 156)', async () => {
    const made = await scene('revoke')
    const { linus } = await cast(usher, 'linus')
    const ofOwner = await made.owner.invites(made.company, linus)
    await removes(made)
    const { status, body } = await made.invitee.accepts(made.invitation)
    expect([status, body.code]).toEqual([410, 'revoked'])
    expect(await revocations(made)).toEqual([{ data: { because: 'inviter_departed', ...ended } }])
    expect((await linus.accepts(ofOwner)).status).toBe(200)
  })

  test('revoke leaves what was answered, or has expired, as it is (case 156)', async () => {
    const made = await scene('revoke')
    const { linus } = await cast(usher, 'linus')
    await made.invitee.accepts(made.invitation)
    const expired = await made.inviter.invites(made.company, linus)
    await usher.db.run(sql`update invitations set expires_at = now() where id = ${expired.id}`)
    await removes(made)
    expect(await revocations(made)).toEqual([])
    expect((await linus.accepts(expired)).body.code).toBe('expired')
  })

  test('a machine is an inviter like others (case 156)', async () => {
    const made = await scene('revoke')
    const robot = await machine(usher, made.owner, made.company, { role: 'admin' })
    const { linus } = await cast(usher, 'linus')
    const invitation = await robot.invites(made.company, linus)
    await made.owner.request('DELETE', `/organizations/${made.company.id}/service-accounts/${robot.id}`)
    expect((await linus.accepts(invitation)).body.code).toBe('revoked')
  })
})

test.each(['revalidate', 'revoke'] as const)(
  'under %s an inviter who was deactivated may give nothing until they are active again (case 156)',
  async (policy) => {
    const made = await scene(policy)
    const set = (status: string) => usher.db.run(sql`update users set status = ${status} where id = ${made.inviterId}`)
    await set('disabled')
    const { status, body } = await unchanged(usher, () => made.invitee.accepts(made.invitation))
    expect([status, body.code]).toEqual([409, 'inviter_lost_permission'])
    await set('active')
    expect((await made.invitee.accepts(made.invitation)).status).toBe(200)
  },
)

describe('where an inviter may give less than before', () => {
  /** Becomes a member who may still invite, but as Member alone. */
  async function lower({ company, inviterId }: Scene): Promise<void> {
    await usher.db.transaction(async (tx) => {
      await tx.run(sql`select 1 from organizations where id = ${company.id} for no key update`)
      await tx.run(sql`
        with greeter as (
          insert into roles (organization_id, kind, name, permissions)
          values (${company.id}, 'custom', 'Greeter', '{organization:read,members:read,invitations:create}') returning id
        )
        update member_roles set role_id = greeter.id from greeter
        where organization_id = ${company.id} and user_id = ${inviterId}`)
      await revokeUngrantable(tx, { organization_id: company.id, actor: { type: 'system' } }, 'lowered')
    })
  }

  test('revoke ends at once what they could not give any more, and nothing else (case 26)', async () => {
    const made = await scene('revoke')
    const { linus, mary } = await cast(usher, 'linus', 'mary')
    const asAdmin = await made.inviter.invites(made.company, linus, 'admin')
    const ofOwner = await made.owner.invites(made.company, mary, 'admin')
    await lower(made)
    const { status, body } = await linus.accepts(asAdmin)
    expect([status, body.code]).toEqual([410, 'revoked'])
    expect(await revocations({ ...made, invitation: asAdmin })).toEqual([
      { data: { because: 'inviter_lost_permission', ...ended } },
    ])
    expect(await revocations(made)).toEqual([])
    expect((await made.invitee.accepts(made.invitation)).status).toBe(200)
    expect((await mary.accepts(ofOwner)).status).toBe(200)
  })

  test('revalidate leaves it pending and refuses to accept it, until they may again (case 26)', async () => {
    const made = await scene('revalidate')
    const { linus } = await cast(usher, 'linus')
    const asAdmin = await made.inviter.invites(made.company, linus, 'admin')
    await lower(made)
    const { status, body } = await unchanged(usher, () => linus.accepts(asAdmin))
    expect([status, body.code, body.state]).toEqual([409, 'inviter_lost_permission', 'pending'])
    await usher.db.run(sql`
      update member_roles set role_id = ${made.company.roles.admin}
      where organization_id = ${made.company.id} and user_id = ${made.inviterId}`)
    expect((await linus.accepts(asAdmin)).status).toBe(200)
  })

  test('keep lets it be accepted (case 26)', async () => {
    const made = await scene('keep')
    const { linus } = await cast(usher, 'linus')
    const asAdmin = await made.inviter.invites(made.company, linus, 'admin')
    await lower(made)
    expect((await linus.accepts(asAdmin)).status).toBe(200)
  })
})

describe('where an inviter may no longer give what the invitation gives', () => {
  /** An inviter who holds what the invitation gives by a role and a team of the company's own. */
  async function loser(policy: 'revalidate' | 'keep' | 'revoke') {
    const { owner, inviter, invitee } = await cast(usher, 'owner', 'inviter', 'invitee')
    const company = await owner.founds()
    await usher.db.run(sql`update organizations set departed_inviter = ${policy} where id = ${company.id}`)
    const inviterId = await inviter.joins(company, owner)
    const role = await makesRole(owner, company, ['organization:read', 'invitations:create', 'events:read'])
    return { owner, inviter, invitee, company, inviterId, role }
  }
  type Loser = Awaited<ReturnType<typeof loser>>
  const given = ({ inviter, invitee, company, role }: Loser) => inviter.tryToInvite(company, invitee.address, role.id)

  const ways: [string, (made: Loser) => Promise<() => Promise<unknown>>][] = [
    [
      'other roles are set',
      async ({ owner, company, inviterId, role }) => {
        succeeded(await assigns(owner, role.id, { user_id: inviterId }))
        return () =>
          owner.request('PATCH', `/organizations/${company.id}/members?user_id=${inviterId}`, {
            body: { role_ids: [company.roles.member] },
          })
      },
    ],
    [
      'the role is taken',
      async ({ owner, inviterId, role }) => {
        succeeded(await assigns(owner, role.id, { user_id: inviterId }))
        return () => takes(owner, role.id, { user_id: inviterId })
      },
    ],
    [
      'the role is changed',
      async ({ owner, inviterId, role }) => {
        succeeded(await assigns(owner, role.id, { user_id: inviterId }))
        return () => owner.request('PATCH', `/roles/${role.id}`, { body: { permissions: ['events:read'] } })
      },
    ],
    [
      'the role is deleted',
      async ({ owner, inviterId, role }) => {
        succeeded(await assigns(owner, role.id, { user_id: inviterId }))
        return () => owner.request('DELETE', `/roles/${role.id}`)
      },
    ],
    [
      'the inviter leaves the team',
      async ({ owner, company, inviterId, role }) => {
        const team = await makesTeam(owner, company, role.id)
        succeeded(await comesInto(owner, team.id, { user_id: inviterId }))
        return () => goesOutOf(owner, team.id, { user_id: inviterId })
      },
    ],
    [
      'the team loses the role',
      async ({ owner, company, inviterId, role }) => {
        const team = await makesTeam(owner, company, role.id)
        succeeded(await comesInto(owner, team.id, { user_id: inviterId }))
        return () => takes(owner, role.id, { team_id: team.id })
      },
    ],
    [
      'the team is deleted',
      async ({ owner, company, inviterId, role }) => {
        const team = await makesTeam(owner, company, role.id)
        succeeded(await comesInto(owner, team.id, { user_id: inviterId }))
        return () => owner.request('DELETE', `/teams/${team.id}`)
      },
    ],
    [
      'ownership is handed over',
      async ({ owner, inviter, company, inviterId }) => {
        succeeded(await assigns(owner, company.roles.owner, { user_id: inviterId }))
        const deleter = await makesRole(owner, company, ['organization:delete'])
        const { heir } = await cast(usher, 'heir')
        const heirId = await heir.joins(company, owner)
        return async () => {
          await usher.db.run(sql`
            insert into invitation_roles (organization_id, invitation_id, role_id)
            select organization_id, id, ${deleter.id} from invitations where inviter_id = ${inviterId} and status = 'pending'`)
          const path = `/organizations/${company.id}/owners?user_id=${heirId}&leave=true`
          const offer = succeeded(await inviter.request('POST', path)).body
          succeeded(await heir.request('POST', `/users/me/ownership-offers/${offer.id}?accept=true`))
        }
      },
    ],
    [
      'an import gives other roles',
      async ({ owner, company, inviterId, role }) => {
        succeeded(await assigns(owner, role.id, { user_id: inviterId }))
        const { token } = await platform(usher)
        const row = { organization_id: company.id, user_id: inviterId, roles: ['Member'] }
        return async () => {
          expect((await imports(usher, token, [row], '?update_roles=true')).total).toMatchObject({ changed: 1 })
        }
      },
    ],
  ]
  test.each(ways)(
    'because %s, revoke ends it at once and revalidate refuses it (cases 26, 157)',
    async (_, prepare) => {
      const made = await loser('revoke')
      const lose = await prepare(made)
      const [lost, kept] = [
        succeeded(await given(made)).body,
        await made.owner.invites(made.company, 'linus@example.com'),
      ]
      await lose()
      const { status, body } = await made.invitee.accepts(lost as Invited)
      expect([status, body.code]).toEqual([410, 'revoked'])
      const [revoked] = await usher.db.many(sql<{ data: object }>`
      select data from events where type = 'invitation.revoked' and subject_id = ${lost.id}`)
      expect(revoked?.data).toEqual({ because: 'inviter_lost_permission', ...ended })
      const [pending] = await usher.db.many(
        sql<{ status: string }>`select status from invitations where id = ${kept.id}`,
      )
      expect(pending?.status).toBe('pending')

      const again = await loser('revalidate')
      const loses = await prepare(again)
      const judged = succeeded(await given(again)).body as Invited
      await loses()
      const answer = await again.invitee.accepts(judged)
      expect([answer.status, answer.body.code]).toEqual([409, 'inviter_lost_permission'])
    },
  )

  test('whoever lets it give more than its inviter could is its inviter from then on (case 26)', async () => {
    const made = await loser('revalidate')
    const greeter = await makesRole(made.owner, made.company, [
      'organization:read',
      'members:read',
      'invitations:create',
    ])
    succeeded(await assigns(made.owner, greeter.id, { user_id: made.inviterId }))
    const invitation = await made.inviter.invites(made.company, made.invitee)
    succeeded(await assigns(made.owner, made.company.roles.admin, { invitation_id: invitation.id }))
    const path = `/organizations/${made.company.id}/invitations/${invitation.id}`
    expect((await made.owner.get(path)).body.inviting_user_name).toBe('Owner')
    expect((await made.invitee.accepts(invitation)).status).toBe(200)
  })
})
