import { expect } from 'vitest'
import { sql } from '../../../src/database/sql.ts'
import { at, type Model, statusOf } from './model.ts'
import type { World } from './world.ts'

/** The database says what the model says, of everything in this world. */
export async function expectAgreement({ usher: { db }, ...world }: World, model: Model): Promise<void> {
  const ids = world.invitations.map(({ id }) => id)
  const invitations = await db.many(sql<{ status: string; answered_by: string | null; events: string[] }>`
    select status_now(status, expires_at) as status, answered_by,
      array(
        select type from events where subject_id = invitations.id::text
          and type in ('invitation.created', 'invitation.accepted', 'invitation.declined', 'invitation.revoked') order by sequence
      ) as events
    from invitations where id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], id)`)
  const person = (number: number | null) => (number === null ? null : at(world.userIds, number))
  expect(invitations).toEqual(
    model.invitations.map((each) => ({
      status: statusOf(each),
      answered_by: person(each.answeredBy),
      events: [
        'invitation.created',
        ...(['pending', 'expired'].includes(statusOf(each)) ? [] : [`invitation.${statusOf(each)}`]),
      ],
    })),
  )

  for (const [number, { members, active, seats }] of model.organizations.entries()) {
    const { id, roles } = at(world.organizations, number)
    const { joined, ...organization } = await db.one(sql<{
      joined: string[]
      status: string
      seat_limit: number | null
    }>`
      select status, seat_limit, member_count,
        -- Each change of the members has its event (I5).
        (
          select count(*) filter (where type in ('organization.created', 'member.added') or (data ->> 'joined')::boolean)
            - count(*) filter (where type = 'member.removed')
          from events where organization_id = organizations.id
        ) as told_of,
        array(select user_id || ' ' || role_id from member_roles where organization_id = organizations.id) as joined
      from organizations where id = ${id}`)
    expect(organization).toEqual({
      status: active ? 'active' : 'suspended',
      seat_limit: seats,
      member_count: members.size,
      told_of: members.size,
    })
    const expected = [...members].map(([who, role]) => `${person(who)} ${roles[role]}`)
    expect(joined.toSorted()).toEqual(expected.toSorted())
  }
}
