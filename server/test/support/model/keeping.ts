import fc from 'fast-check'
import { linkToken } from '../../../src/mail/link.ts'
import { givenBy, mayGive, standing, within } from './giving.ts'
import { at, cellFor, type Model, statusOf, type Told } from './model.ts'
import { domainAllowed, reopen } from './seats.ts'
import { told, verb } from './verb.ts'
import { draw, organizerOf, teamIds } from './world.ts'

// What the organization does with an invitation that is there: sends it anew, changes it. And who follows its links.

const possible = ({ invitations }: Readonly<Model>) => invitations.length > 0

export const resend = verb({
  name: 'resend',
  weight: 6,
  args: fc.record({ by: draw.organizer, invitation: draw.invitation, rotate: fc.constantFrom(true, true, false) }),
  possible,
  async does(world, { by, invitation, rotate }) {
    if (world.invitations.length === 0) return
    const resent = at(world.invitations, invitation)
    const place = `/organizations/${at(world.organizations, resent.organization).id}/invitations/${resent.id}`
    const actor = at(world.people, organizerOf(resent.organization, by))
    const answer = await actor.request('POST', `${place}/resend?rotate=${rotate}`)
    if (answer.status === 200 && rotate) resent.links++
    return told(answer)
  },
  expects(model, { by, invitation, rotate }) {
    const resent = at(model.invitations, invitation)
    const { organization, address } = resent
    const held = standing(model, organizerOf(organization, by), organization, 'invitations:manage')
    if ('status' in held) return held
    const cell = cellFor(resent, 'resend')
    if ('told' in cell) return cell.told
    if (!domainAllowed(model, organization, address)) return { status: 409, code: 'domain_not_allowed' }
    if (!within(givenBy(model, resent), held)) return { status: 403, code: 'role_not_grantable' }
    const obstacle = statusOf(resent) === 'expired' ? reopen(model, resent) : undefined
    if (obstacle !== undefined) return obstacle
    Object.assign(resent, { stored: 'pending', due: false, links: resent.links + (rotate ? 1 : 0) })
    resent.events.push('resent')
    return { status: 200 }
  },
})

const edit = verb({
  name: 'edit',
  weight: 5,
  args: fc.record({
    by: draw.organizer,
    invitation: draw.invitation,
    role: fc.option(draw.role, { nil: undefined }),
    teams: fc.option(draw.teams, { nil: undefined }),
    later: fc.boolean(),
  }),
  possible,
  async does(world, { by, invitation, role, teams, later }) {
    if (world.invitations.length === 0) return
    const { id, organization } = at(world.invitations, invitation)
    const company = at(world.organizations, organization)
    const body = {
      ...(role === undefined ? {} : { role_id: company.roles[role] }),
      ...(teams === undefined ? {} : { team_ids: teamIds(world, organization, teams) }),
      ...(later ? { expiration_date: new Date(Date.now() + 30 * 86_400_000).toISOString() } : {}),
    }
    const place = `/organizations/${company.id}/invitations/${id}`
    return told(await at(world.people, organizerOf(organization, by)).request('PATCH', place, { body }))
  },
  expects(model, { by, invitation, role, teams, later }) {
    const edited = at(model.invitations, invitation)
    const { organization, address } = edited
    const editor = organizerOf(organization, by)
    const held = standing(model, editor, organization, 'invitations:manage')
    if ('status' in held) return held
    const cell = cellFor(edited, 'edit')
    if ('told' in cell) return cell.told
    const expired = statusOf(edited) === 'expired'
    if (expired && !later) return { status: 409, code: 'not_pending' }

    const gift = { organization, role: role ?? edited.role, teams: teams ?? edited.teams }
    // Nobody changes what gives more than they hold, before or after.
    const gives = new Set([...givenBy(model, edited), ...givenBy(model, gift)])
    if (!within(gives, held)) return { status: 403, code: 'role_not_grantable' }
    if (!domainAllowed(model, organization, address)) return { status: 409, code: 'domain_not_allowed' }
    const givesElse = gift.role !== edited.role || gift.teams.join(' ') !== edited.teams.join(' ')
    // Nothing is different, so nothing happened.
    if (!later && !givesElse) return { status: 200 }
    const obstacle = expired ? reopen(model, edited) : undefined
    if (obstacle !== undefined) return obstacle
    Object.assign(edited, { stored: 'pending', due: false, role: gift.role, teams: gift.teams })
    edited.events.push('edited')
    // Whoever lets it give what its inviter could not give answers for it.
    const { inviter } = edited
    if (givesElse && inviter !== null && !mayGive(model, inviter, edited)) edited.inviter = editor
    return { status: 200 }
  },
})

const follow = verb({
  name: 'follow a link',
  weight: 3,
  args: fc.record({ invitation: draw.invitation, link: fc.nat(5) }),
  possible,
  async does({ usher, invitations }, { invitation, link }) {
    if (invitations.length === 0) return
    const { id, links } = at(invitations, invitation)
    const token = linkToken(usher.running.config.linkKeys[0], id, versionOf(link, links))
    return told(await usher.request('POST', '/invitation-links/preview', { body: { token } }))
  },
  expects(model, { invitation, link }): Told {
    const followed = at(model.invitations, invitation)
    const status = statusOf(followed)
    if (status === 'accepted' || status === 'declined') return { status: 410, code: 'already_answered' }
    if (status !== 'pending') return { status: 410, code: status }
    if (versionOf(link, followed.links) !== followed.links) return { status: 410, code: 'superseded' }
    if (!at(model.organizations, followed.organization).active) return { status: 410, code: 'organization_gone' }
    return { status: 200 }
  },
})

/** The latest one, or one of the two before. */
function versionOf(drawn: number, links: number): number {
  return Math.max(1, links - (drawn % 3))
}

export const keeping = [resend, edit, follow]
