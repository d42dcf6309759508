import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { expireInvitations } from '../src/invitations/expire.ts'
import { type Actor, cast, type Invited } from './support/cast.ts'
import { type Estate, foundEstate } from './support/estate.ts'
import { type EveryRequest, everyRequest, type Ids, randomIds } from './support/every-request.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, startUsher, type TestUsher } from './support/usher.ts'

let usher: TestUsher
beforeAll(async () => void (usher = await startUsher({ USHER_RESEND_COOLDOWN_SECONDS: '0' })))
afterAll(() => usher[Symbol.asyncDispose]())

const estate = (name: string): Promise<Estate> => foundEstate(usher, name)

async function expire({ id }: Invited): Promise<void> {
  await usher.db.run(sql`update invitations set expires_at = now() where id = ${id}`)
  // At once, because otherwise it is written down at any moment, perhaps while something must not change.
  await expireInvitations(usher.db)
}

/** Everything of an answer that its receiver can see, but for what is new in each: its request id and the date. */
function visible({ status, headers, text, body }: Answer): unknown {
  const lasting = [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
  return { status, headers: lasting, text: text.replaceAll(body?.request_id, '') }
}

/** Both requests are refused in exactly the same words: who asks cannot tell what is another's from what is nowhere. */
async function expectIndistinguishable(theirs: () => Promise<Answer>, nowhere: () => Promise<Answer>): Promise<void> {
  const [answer, other] = await unchanged(usher, async () => [await theirs(), await nowhere()])
  expect([answer?.status, answer?.body?.code]).toEqual([404, 'not_found'])
  if (answer !== undefined && other !== undefined) expect(visible(answer)).toEqual(visible(other))
}

describe("another person's invitation", () => {
  test.each([
    ['GET', ''],
    ['GET', '/details'],
    ['POST', '?accept=true'],
    ['POST', '?accept=false'],
  ])('%s .../{invitation_id}%s answers as for one that does not exist (case 21)', async (method, rest) => {
    const { invitation, owner, member } = await estate('Analytical Engines')
    const { stranger } = await cast(usher, 'stranger')
    // The inviter and the members of the organization are not its invitee either.
    for (const actor of [stranger, owner, member]) {
      await actor.inbox()
      await expectIndistinguishable(
        () => actor.request(method, `/invitations/${invitation.id}${rest}`),
        () => actor.request(method, `/invitations/${crypto.randomUUID()}${rest}`),
      )
    }
  })

  test.each(['accepted', 'declined', 'revoked', 'expired'])(
    'that is %s is as unknown as a pending one (case 21)',
    async (state) => {
      const { invitation, owner, invitee } = await estate('Analytical Engines')
      const { stranger } = await cast(usher, 'stranger')
      await stranger.inbox()
      if (state === 'accepted') await invitee.accepts(invitation)
      if (state === 'declined') await invitee.declines(invitation)
      if (state === 'revoked') await owner.revokes(invitation)
      if (state === 'expired') await expire(invitation)
      for (const [method, rest] of [
        ['GET', ''],
        ['POST', '?accept=true'],
        ['POST', '?accept=false'],
      ] as const) {
        await expectIndistinguishable(
          () => stranger.request(method, `/invitations/${invitation.id}${rest}`),
          () => stranger.request(method, `/invitations/${crypto.randomUUID()}${rest}`),
        )
      }
    },
  )
})

/** All that belongs to one organization, whether its id is in the path or that of something in it. */
const routes = everyRequest.filter(({ place }) => / \/(organizations|roles|teams)\//.test(place))

const asking =
  (actor: Actor, { method, path, sent }: EveryRequest) =>
  (ids: Ids) =>
  () =>
    actor.request(method, path(ids), sent)

describe('every operation on an organization', () => {
  let theirs: Estate
  let own: Estate
  // For all of them, since what is refused changes nothing.
  beforeAll(async () => {
    theirs = await estate('Difference Engines')
    own = await estate('Analytical Engines')
  })

  // Without this the refusals below could come of requests that nobody may make.
  test.each(routes)('$place works for its owner (case 22)', async (route) => {
    const { owner, ids } = await estate('Difference Engines')
    const { status } = await asking(owner, route)(ids)()
    expect([200, 201]).toContain(status)
  })

  test.each(routes)(
    '$place is closed to admins and machines of others, invitees, strangers (case 22)',
    async (route) => {
      const { admin, stranger } = await cast(usher, 'admin', 'stranger')
      await admin.joins(own.company, own.owner, 'admin')
      await stranger.inbox()
      for (const actor of [admin, own.owner, own.robot, theirs.invitee, stranger]) {
        const ask = asking(actor, route)
        await expectIndistinguishable(ask(theirs.ids), ask(randomIds()))
      }
    },
  )

  test.each(routes)('$place is closed to who sends no token (case 22)', async ({ method, path, sent }) => {
    const answer = await unchanged(usher, () => usher.request(method, path(theirs.ids), sent))
    expect([answer.status, answer.body.code]).toEqual([401, 'authentication_required'])
  })

  test.each(routes.filter(({ takes }) => takes.length > 1))(
    '$place finds nothing of one organization under the id of another (case 22)',
    async (route) => {
      const ask = asking(own.owner, route)
      const mixed = { ...theirs.ids, organization_id: own.ids.organization_id }
      const nowhere = { ...randomIds(), organization_id: own.ids.organization_id }
      await expectIndistinguishable(ask(mixed), ask(nowhere))
      // Every single one of them another organization's.
      for (const name of route.takes) {
        await expectIndistinguishable(
          ask({ ...own.ids, [name]: theirs.ids[name] }),
          ask({ ...own.ids, [name]: randomIds()[name] }),
        )
      }
    },
  )

  test.each(routes.filter(({ needs }) => needs !== undefined))(
    '$place names the permission $needs that a plain member lacks (case 22)',
    async (route) => {
      const { colleague } = await cast(usher, 'colleague')
      await colleague.joins(theirs.company, theirs.owner)
      for (const actor of [colleague, theirs.robot]) {
        // With ids that exist and with ids that do not: who may not look is not told which.
        const { organization_id, role_id, team_id } = theirs.ids
        for (const ids of [theirs.ids, { ...randomIds(), organization_id, role_id, team_id }]) {
          const { status, body } = await unchanged(usher, asking(actor, route)(ids))
          expect([status, body.code, body.required_permission]).toEqual([403, 'permission_denied', route.needs])
        }
      }
    },
  )

  test.each(routes.filter(({ needs }) => needs === undefined))('$place is open to every member', async (route) => {
    expect((await asking(theirs.member, route)(theirs.ids)()).status).toBe(200)
  })

  test.each(routes)('$place is closed to who was a member, at the next request (case 24)', async (route) => {
    const { member, owner, ids, company } = theirs
    await owner.request('DELETE', `/organizations/${company.id}/members?user_id=${ids.user_id}`)
    const ask = asking(member, route)
    await expectIndistinguishable(ask(ids), ask(randomIds()))
  })
})

test('an organization is not found by its slug either (case 22)', async () => {
  const [theirs, own] = [await estate('Difference Engines'), await estate('Analytical Engines')]
  const { slug } = (await theirs.owner.get(`/organizations/${theirs.company.id}`)).body
  expect((await theirs.member.get(`/organizations/${slug}`)).body.id).toBe(theirs.company.id)
  for (const actor of [own.owner, theirs.invitee]) {
    await expectIndistinguishable(
      () => actor.get(`/organizations/${slug}`),
      () => actor.get('/organizations/no-such-organization'),
    )
  }
})

describe('what a role may do', () => {
  test('a member invites nobody and does not see who is invited (case 24)', async () => {
    const { member, company } = await estate('Analytical Engines')
    const [invite, list] = await unchanged(usher, () =>
      Promise.all([
        member.tryToInvite(company, 'linus@example.com'),
        member.get(`/organizations/${company.id}/invitations?only_pending=true`),
      ]),
    )
    expect([invite.status, invite.body.required_permission]).toEqual([403, 'invitations:create'])
    expect([list.status, list.body.required_permission]).toEqual([403, 'invitations:read'])
  })

  test('what a role lost is gone at the next request (case 24)', async () => {
    const { owner, company } = await estate('Analytical Engines')
    const { admin } = await cast(usher, 'admin')
    await admin.joins(company, owner, 'admin')
    expect((await admin.get(`/organizations/${company.id}/invitations`)).status).toBe(200)
    await usher.db.run(sql`
      update member_roles set role_id = ${company.roles.member}
      where user_id = (select user_id from identities where subject = ${admin.subject})`)
    expect((await admin.get(`/organizations/${company.id}/invitations`)).status).toBe(403)
  })
})

describe('what is shown to whom', () => {
  const reading = routes.filter(({ method }) => method === 'GET')

  /** For each place that can be read: the fields that come back, or the status of a refusal. */
  async function seenBy(actor: Actor, { ids }: Estate): Promise<Record<string, string | number>> {
    const seen: Record<string, string | number> = {}
    for (const { place, path } of reading) {
      const { status, body } = await actor.get(path(ids))
      const shown = (Array.isArray(body) ? body : [body]) as object[]
      seen[place.replace('/organizations/{organization_id}', '')] =
        status === 200 ? sorted(shown.flatMap((each) => Object.keys(each))) : status
    }
    return seen
  }

  const sorted = (fields: string | string[]) => [...new Set([fields].flat().join(' ').split(' '))].toSorted().join(' ')
  const organization = sorted('id name slug description logo_url member_count seat_limit policies created updated')
  const invitation = sorted([
    'id organization_id email status role_ids team_ids inviting_user_id inviting_user_name message',
    'metadata locale time_zone redirect_url expiration_date next_reminder created updated answered delivery',
  ])
  const request = sorted([
    'id organization_id invitation_id invited_email asking_user_name kind state email message new_invitation_id',
    'created answered',
  ])
  const member = sorted('type id name email avatar_url roles created expiration_date')
  const role = sorted('id organization_id name description level type system_managed permissions')
  const serviceAccount = sorted('id organization_id name email client_id created last_used')
  const endpoint = sorted(
    'id organization_id url description event_types includes_email state disabled_reason failing_since created updated',
  )
  const delivery = 'id event_id event_type sequence state detail attempts next_attempt delivered created'
  const owner = sorted('user_id name avatar_url offer')
  const event = sorted('request_id id type sequence occurred organization_id actor subject data')
  const team = sorted('id organization_id name description member_count roles created updated')
  const forMembers = {
    'GET ': organization,
    'GET /mail-settings': sorted([
      'accent_color awake_from awake_until locale reminder_hours reply_to sender_name texts time_zone updated',
    ]),
    'GET /members': member,
    'GET /owners': owner,
    'GET /members/{user_id}': sorted(`${member} teams permissions`),
    'GET /roles': role,
    'GET /roles/{role_id}': role,
    // Held by a team.
    'GET /roles/{role_id}/assignments': member,
    'GET /teams': team,
    'GET /teams/{team_id}': team,
    // Nobody is in it but an invitation, which members do not see.
    'GET /teams/{team_id}/members': '',
  }
  const forAdmins = {
    'GET /events': event,
    'GET /invitations': invitation,
    'GET /invitations/{invitation_id}': invitation,
    'GET /invitation-requests': request,
    'GET /invitation-requests/{request_id}': request,
    'GET /invitations/{invitation_id}/events': sorted('id type sequence occurred actor data'),
    'GET /invitations/{invitation_id}/deliveries': sorted('id template state attempts detail created sent attempt_log'),
    'GET /service-accounts': serviceAccount,
    'GET /service-accounts/{service_account_id}': serviceAccount,
    'GET /webhook-endpoints': endpoint,
    'GET /webhook-endpoints/{endpoint_id}': endpoint,
    'GET /webhook-endpoints/{endpoint_id}/deliveries': sorted(`${delivery} last_attempt`),
    'GET /webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}': sorted(`${delivery} request_body attempt_log`),
  }
  const everything = { ...forMembers, ...forAdmins }
  const all = (status: number, of: object) => Object.fromEntries(Object.keys(of).map((place) => [place, status]))

  test('each role sees exactly these fields (case 29)', async () => {
    const company = await estate('Analytical Engines')
    const { admin, stranger } = await cast(usher, 'admin', 'stranger')
    await admin.joins(company.company, company.owner, 'admin')
    const withInvitation = { ...everything, 'GET /teams/{team_id}/members': member }
    expect(await seenBy(company.owner, company)).toEqual(withInvitation)
    expect(await seenBy(admin, company)).toEqual(withInvitation)
    expect(await seenBy(company.member, company)).toEqual({ ...forMembers, ...all(403, forAdmins) })
    expect(await seenBy(company.robot, company)).toEqual({ ...forMembers, ...all(403, forAdmins) })
    expect(await seenBy(company.invitee, company)).toEqual(all(404, everything))
    expect(await seenBy(stranger, company)).toEqual(all(404, everything))
  })

  test('a member sees no address but their own, in nothing that they can read (case 29)', async () => {
    const { owner, member, invitee, robot, company, ids } = await estate('Analytical Engines')
    const texts = await Promise.all(reading.map(async ({ path }) => (await member.get(path(ids))).text))
    expect(texts.join()).toContain(member.address)
    for (const other of [owner, invitee, robot]) expect(texts.join()).not.toContain(other.address)
    const emails = (await member.membersOf(company)).map(({ email }) => email)
    expect(emails.filter((email) => email !== null)).toEqual([member.address])
  })

  test('nobody sees what belongs to links, keys or the database, not even the owner (case 29)', async () => {
    const { owner, robot, ids } = await estate('Analytical Engines')
    const texts = (await Promise.all(reading.map(async ({ path }) => (await owner.get(path(ids))).text))).join()
    expect(texts).not.toMatch(/token|hash|secret|canonical|link_|version|tokens_valid_from/)
    expect(texts).not.toContain(robot.key.client_secret)
  })

  test('an invitee sees the seven fields and the details, and nothing else of the organization (case 34)', async () => {
    const { invitee, invitation, company, ids } = await estate('Analytical Engines')
    const seven = [
      'id',
      'organization_name',
      'organization_logo_url',
      'organization_member_count',
      'inviting_user_name',
      'inviting_user_avatar_url',
      'expiration_date',
    ]
    const list = (await invitee.get('/invitations')).body as object[]
    expect(list.map((each) => Object.keys(each).toSorted())).toEqual([seven.toSorted()])
    expect(Object.keys((await invitee.get(`/invitations/${invitation.id}`)).body).toSorted()).toEqual(seven.toSorted())
    const details = (await invitee.get(`/invitations/${invitation.id}/details`)).body
    expect(Object.keys(details).toSorted()).toEqual(
      [...seven, 'masked_email', 'message', 'redirect_url', 'roles', 'teams'].toSorted(),
    )
    expect(details.roles).toEqual([{ id: company.roles.member, name: 'Member' }])
    expect(JSON.stringify(details)).not.toContain(invitee.address)

    expect((await invitee.get('/organizations')).body).toEqual([])
    for (const { path } of reading) expect((await invitee.get(path(ids))).status).toBe(404)
  })
})
