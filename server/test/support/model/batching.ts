import fc from 'fast-check'
import { givenBy, standing, within } from './giving.ts'
import { alreadyIn, place } from './inviting.ts'
import { at, type Model, type RoleName, type Told } from './model.ts'
import { domainAllowed, freeSeats, pendingAt } from './seats.ts'
import { told, verb } from './verb.ts'
import { doOnce, draw, organizerOf, teamIds } from './world.ts'

interface Row {
  readonly address: number
  readonly role: RoleName
  readonly teams: readonly number[]
}

export const batch = verb({
  name: 'invite several',
  weight: 3,
  args: fc.record({
    by: draw.organizer,
    organization: draw.organization,
    mode: fc.constantFrom('partial' as const, 'atomic' as const),
    rows: fc.array(
      fc.record<Row>({ address: draw.address, role: fc.constantFrom('member', 'member', 'admin'), teams: draw.teams }),
      { minLength: 2, maxLength: 4 },
    ),
    twice: fc.constantFrom(false, false, false, true),
  }),
  async does(world, { by, organization, mode, rows, twice }) {
    const company = at(world.organizations, organization)
    const answer = await doOnce(world, {
      by: organizerOf(organization, by),
      path: `/organizations/${company.id}/invitations/batch`,
      body: {
        mode,
        invitations: rows.map(({ address, role, teams }) => ({
          email: at(world.addresses, address),
          role_ids: [company.roles[role]],
          team_ids: teamIds(world, organization, teams),
        })),
      },
      twice,
    })
    if (answer.status !== 200) return told(answer)
    const results = answer.body as { result: string; invitation_id: string | null }[]
    for (const [index, { invitation_id: id }] of results.entries()) {
      if (id !== null) world.invitations.push({ id, organization, address: at(rows, index).address, links: 1 })
    }
    return { status: 200, body: results.map(({ result }) => result) }
  },
  expects(model, { by, organization, mode, rows }): Told {
    const inviter = organizerOf(organization, by)
    const held = standing(model, inviter, organization, 'invitations:create')
    if ('status' in held) return held
    const first = (row: Row) => rows.find(({ address }) => address === row.address) === row
    const beyond = rows.some((row) => first(row) && !within(givenBy(model, { organization, ...row }), held))
    if (beyond) return { status: 403, code: 'role_not_grantable' }

    let free = freeSeats(model, organization)
    const each = at(model.organizations, organization).pendingTakeSeats ? 1 : 0
    const results = rows.map((row) => {
      const result = first(row) ? judge(model, { inviter, organization, free }, row) : 'duplicate_in_request'
      if (result === 'created') free -= each
      return result
    })
    if (mode === 'atomic' && results.some((result) => result !== 'created')) {
      return { status: 422, code: 'batch_refused' }
    }
    for (const [index, { address, role, teams }] of rows.entries()) {
      if (results[index] === 'created') place(model, inviter, { organization, role, teams }, address)
    }
    model.done.push({ by: inviter, status: 200 })
    return { status: 200, body: results }
  },
})

function judge(
  model: Model,
  { inviter, organization, free }: { inviter: number; organization: number; free: number },
  { address }: Row,
): string {
  if (!domainAllowed(model, organization, address)) return 'blocked'
  if (alreadyIn(model, inviter, organization, address) !== undefined) return 'already_member'
  if (pendingAt(model, organization, address) !== undefined) return 'already_invited'
  return free < 1 ? 'seat_limit_reached' : 'created'
}

export const batching = [batch]
