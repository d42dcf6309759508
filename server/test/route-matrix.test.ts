import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { memberPermissions, type Permission, permissions, systemRoles } from '../src/roles/permissions.ts'
import { cast, succeeded } from './support/cast.ts'
import { endpointIn, type Estate, foundEstate } from './support/estate.ts'
import { type EveryRequest, everyRequest, type Ids, randomIds } from './support/every-request.ts'
import { imports } from './support/lines.ts'
import { platform } from './support/machine.ts'
import { operator, userIdOf } from './support/operator.ts'
import { makesRole } from './support/roles.ts'
import { unchanged } from './support/unchanged.ts'
import { type Answer, type Sent, startUsher, type TestUsher } from './support/usher.ts'

/** Whoever asks: with a token, or with none. */
interface Asker {
  request(method: string, path: string, sent?: Sent): Promise<Answer>
}

/** What somebody is who asks, seen from the one organization that the ids of a request belong to. */
const insiders = ['owner', 'admin', 'member', 'robot', 'with only it', 'with all but it', 'platform client'] as const
const outsiders = ['invitee', 'removed member', 'admin of another', 'robot of another', 'operator'] as const
type Insider = (typeof insiders)[number]
type Outsider = (typeof outsiders)[number]
type Role = Insider | Outsider | 'nobody'
const roles: readonly Role[] = [...insiders, ...outsiders, 'nobody']

/** An expected answer: `ok`, or the status and code of the refusal and the permission or scope that it names. */
type Expected = string

let usher: TestUsher
let shared: Estate
let ids: Ids
let applicationToken: string
let others: Record<Outsider | 'platform client' | 'nobody', Asker>
beforeAll(async () => {
  usher = await startUsher({ USHER_RESEND_COOLDOWN_SECONDS: '0' })
  shared = await foundEstate(usher, 'Analytical Engines')
  const elsewhere = await foundEstate(usher, 'Difference Engines')
  const { colleague, removed, admin, root } = await cast(usher, 'colleague', 'removed', 'admin', 'root')
  const { owner, company, member } = shared
  const user_id = await colleague.joins(company, owner)
  const removedId = await removed.joins(company, owner)
  succeeded(await owner.request('DELETE', `/organizations/${company.id}/members?user_id=${removedId}`))
  await admin.joins(elsewhere.company, elsewhere.owner, 'admin')
  await operator(usher, root)
  const { token } = await platform(usher)
  applicationToken = token
  const application: Asker = { request: (method, path, sent = {}) => usher.request(method, path, { token, ...sent }) }
  others = {
    invitee: shared.invitee,
    'removed member': removed,
    'admin of another': admin,
    'robot of another': elsewhere.robot,
    operator: root,
    'platform client': application,
    nobody: usher,
  }

  await shared.invitee.inbox()
  const offered = await owner.request('POST', `/organizations/${company.id}/owners?user_id=${shared.ids.user_id}`)
  const offers = succeeded(await member.get('/users/me/ownership-offers')).body as { id: string }[]
  const addresses = succeeded(await member.get('/users/me/addresses')).body as { id: string }[]
  const external_id = `crm:${crypto.randomUUID()}`
  const put = { name: 'Looms', owner_user_id: shared.ids.user_id }
  succeeded(await application.request('PUT', `/platform/organizations/${external_id}`, { body: put }))
  ids = {
    ...shared.ids,
    // Not `member`, who asks as well: to leave, or to give up a role of one's own, needs no permission.
    user_id,
    offer_id: offers[0]?.id ?? succeeded(offered).text,
    address_id: addresses[0]?.id ?? '',
    client_id: await newClient(),
    external_id,
  }
})
afterAll(() => usher[Symbol.asyncDispose]())

async function newClient(): Promise<string> {
  const body = { name: 'An application', redirect_uris: ['https://app.example.com/callback'] }
  return succeeded(await others.operator.request('POST', '/clients', { body })).body.client_id as string
}

/** Somebody in an estate with what a role there brings. */
async function insider(
  role: Exclude<Insider, 'platform client'>,
  estate: Estate,
  permission: Permission,
  beside: readonly Permission[] = [],
): Promise<Asker> {
  const { owner, member, robot, company } = estate
  if (role === 'owner') return owner
  if (role === 'member') return member
  if (role === 'robot') return robot
  const { newcomer } = await cast(usher, 'newcomer')
  if (role === 'admin') {
    await newcomer.joins(company, owner, 'admin')
    return newcomer
  }
  const held = role === 'with only it' ? [permission, ...beside] : permissions.filter((each) => each !== permission)
  const { id } = await makesRole(owner, company, [...new Set(held)])
  const user_id = await newcomer.joins(company, owner)
  const change = { body: { role_ids: [id] } }
  succeeded(await owner.request('PATCH', `/organizations/${company.id}/members?user_id=${user_id}`, change))
  return newcomer
}

const known = new Map<string, Promise<Asker>>()

/** The same in the shared estate, where nothing changes, so that one of each is enough. */
function asker(role: Role, permission: Permission): Asker | Promise<Asker> {
  if (role in others) return others[role as keyof typeof others]
  const name = ['with only it', 'with all but it', 'admin'].includes(role) ? `${role} ${permission}` : role
  const there = known.get(name) ?? insider(role as Exclude<Insider, 'platform client'>, shared, permission)
  known.set(name, there)
  return there
}

function told({ status, body }: Answer): Expected {
  if (status < 300) return 'ok'
  const named = body?.required_permission ?? body?.required_scope
  return [status, body?.code, named].filter((each) => each !== undefined).join(' ')
}

/** Holds what each role hears against what it should. Whatever is refused leaves everything as it was. */
async function expectHeard(
  { method, path, sent }: Pick<EveryRequest, 'method' | 'path' | 'sent'>,
  expected: Partial<Record<Role, Expected>>,
  { permission = 'members:read', changes = false }: { permission?: Permission; changes?: boolean } = {},
): Promise<void> {
  const asked = roles.filter((role) => expected[role] !== undefined)
  const askers = await Promise.all(asked.map(async (role) => [role, await asker(role, permission)] as const))
  const hear = (those: typeof askers) =>
    Promise.all(those.map(async ([role, who]) => [role, told(await who.request(method, path(ids), sent))] as const))
  const refused = await unchanged(usher, () => hear(askers.filter(([role]) => expected[role] !== 'ok')))
  const open = askers.filter(([role]) => expected[role] === 'ok')
  const let_in = changes ? await hear(open) : await unchanged(usher, () => hear(open))
  expect(Object.fromEntries([...refused, ...let_in])).toEqual(expected)
}

const all = <Name extends Role>(those: readonly Name[], answer: Expected): Partial<Record<Role, Expected>> =>
  Object.fromEntries(those.map((role) => [role, answer]))

const noToken = { nobody: '401 authentication_required' }

const inOrganization = ({ place }: EveryRequest) => / \/(organizations\/|roles|teams)/.test(place)
const ofPlatform = ({ scope }: EveryRequest) => scope === 'platform'
const ofOperators = ({ place }: EveryRequest) => / \/(operators|clients|mail-suppressions|users(?!\/me))/.test(place)
const withoutToken = ({ scope }: EveryRequest) => scope === undefined
const founding = ({ place }: EveryRequest) => place === 'POST /organizations'
const ofPersons = (route: EveryRequest) =>
  ![inOrganization, ofPlatform, ofOperators, withoutToken, founding].some((is) => is(route))

test('every operation is in exactly one part of the matrix (case 22)', () => {
  const parts = [inOrganization, ofPlatform, ofOperators, withoutToken, founding, ofPersons]
  for (const route of everyRequest)
    expect([route.place, parts.filter((is) => is(route)).length]).toEqual([route.place, 1])
})

describe('what belongs to an organization', () => {
  const routes = everyRequest.filter(inOrganization)

  /** What it takes: what the table of requests says, or one of the two permissions that every plain member has. */
  const permissionFor = ({ needs, place }: EveryRequest): Permission =>
    needs ?? (/\/(members|owners|assignments)/.test(place) ? 'members:read' : 'organization:read')

  /** By the permissions alone. */
  function expectedOf(permission: Permission): Record<Role, Expected> {
    const by = (held: readonly Permission[]) =>
      held.includes(permission) ? 'ok' : `403 permission_denied ${permission}`
    const [owner, admin, member] = systemRoles
    return {
      owner: by(owner.permissions),
      admin: by(admin.permissions),
      member: by(member.permissions),
      robot: by(member.permissions),
      'with only it': 'ok',
      'with all but it': by([]),
      'platform client': 'ok',
      ...(all(outsiders, '404 not_found') as Record<Outsider, Expected>),
      ...noToken,
    }
  }

  test.each(routes.filter(({ method }) => method === 'GET'))('$place is read by whom it is for (case 22)', (route) => {
    const permission = permissionFor(route)
    return expectHeard(route, expectedOf(permission), { permission })
  })

  const writes = routes.filter(({ method }) => method !== 'GET')

  test.each(writes)('$place is refused to everybody else (case 22)', (route) => {
    const permission = permissionFor(route)
    const refused = Object.entries(expectedOf(permission)).filter(([, answer]) => answer !== 'ok')
    return expectHeard(route, Object.fromEntries(refused), { permission })
  })

  // To make an owner one has to be one: no role of the organization's own is enough, whatever it allows.
  const byOwnersAlone = 'POST /organizations/{organization_id}/owners'
  // The request is about the team of an invitation.
  const ofInvitation = 'DELETE /teams/{team_id}/members'

  const allowed = writes.flatMap((route) => {
    const expected = expectedOf(permissionFor(route))
    const may = (role: Insider) =>
      expected[role] === 'ok' && !(route.place === byOwnersAlone && role === 'with only it')
    return insiders.filter(may).map((role) => ({ ...route, role }))
  })

  test.each(allowed)('$place is done for: $role (case 24)', async ({ role, ...route }) => {
    const { method, path, sent, place } = route
    const estate = await foundEstate(usher, 'Looms')
    // Beside it what Member allows, since nobody gives or changes what is above their own.
    const beside = place === ofInvitation ? [...memberPermissions, 'invitations:manage' as const] : memberPermissions
    const who = role === 'platform client' ? others[role] : await insider(role, estate, permissionFor(route), beside)
    expect(told(await who.request(method, path(estate.ids), sent))).toBe('ok')
  })

  test.each([
    { place: byOwnersAlone, beside: permissions, answer: '403 role_not_grantable' },
    { place: ofInvitation, beside: memberPermissions, answer: '403 permission_denied invitations:manage' },
  ])('$place takes more than its permission (case 24)', async ({ place, beside, answer }) => {
    const [route] = writes.filter((each) => each.place === place)
    if (route === undefined) throw new Error(`there is no ${place}`)
    const who = await insider('with only it', shared, permissionFor(route), beside)
    expect(told(await unchanged(usher, () => who.request(route.method, route.path(ids), route.sent)))).toBe(answer)
  })
})

describe("what is the application's own", () => {
  const users = roles.filter((role) => !['platform client', 'nobody'].includes(role))
  // Tokens of our own issuer say what they are for; a foreign issuer's say nothing of it, and its people are looked up.
  const machines = { robot: '403 insufficient_scope platform', 'robot of another': '403 insufficient_scope platform' }

  // Answered in lines, which are read as such.
  const inLines = ({ place }: EveryRequest) => place === 'POST /platform/members'

  const onWebhooks = ({ place }: EveryRequest) => place.includes('/webhook-endpoints')
  const ofWebhooks = everyRequest.filter((route) => ofPlatform(route) && onWebhooks(route))
  const ofAllElse = everyRequest.filter((route) => ofPlatform(route) && !onWebhooks(route))

  test.each(ofWebhooks)('$place is for platform clients alone (case 22)', async ({ place, method, path, sent }) => {
    await usher.db.run(sql`delete from webhook_endpoints where organization_id is null`)
    // There is one at most.
    const there = place === 'POST /platform/webhook-endpoints' ? ids : { ...ids, ...(await endpointIn(usher, null)) }
    await expectHeard(
      { method, path: () => path(there), sent },
      { ...all(users, '403 platform_client_required'), ...machines, ...noToken, 'platform client': 'ok' },
      { changes: method !== 'GET' },
    )
  })

  test.each(ofAllElse)('$place is for platform clients alone (case 22)', async (route) => {
    const refused = { ...all(users, '403 platform_client_required'), ...machines, ...noToken }
    const sent = route.method === 'PUT' ? { body: { name: 'Looms', owner_user_id: ids.user_id } } : route.sent
    await expectHeard({ ...route, sent }, inLines(route) ? refused : { ...refused, 'platform client': 'ok' })
    if (inLines(route))
      expect(await imports(usher, applicationToken, [])).toMatchObject({ status: 200, finished: true })
  })
})

describe('what is for operators', () => {
  const rest = roles.filter((role) => !['operator', 'platform client', 'nobody'].includes(role))

  test.each(everyRequest.filter(ofOperators))('$place is for them alone (case 22)', async (route) => {
    const { resigning } = await cast(usher, 'resigning')
    const user_id = await userIdOf(usher, resigning)
    const theirs = { ...ids, user_id, client_id: await newClient() }
    const sent = route.place === 'POST /operators' ? { body: { user_id } } : route.sent
    await expectHeard(
      { method: route.method, path: () => route.path(theirs), sent },
      {
        ...all(rest, '403 operator_required'),
        'platform client': '403 user_context_required',
        operator: 'ok',
        ...noToken,
      },
      { changes: route.method !== 'GET' },
    )
  })
})

describe("what is a person's", () => {
  const routes = everyRequest.filter(ofPersons)
  const users = roles.filter((role) => !['platform client', 'nobody'].includes(role))

  test.each(routes)('$place is nothing for the application, nor without a token (case 22)', (route) =>
    expectHeard(route, { 'platform client': '403 user_context_required', ...noToken }),
  )

  /** What differs for a service account: the organization that made it looks after it, and it allowed no application anything. */
  function ofMachines({ place }: EveryRequest): Partial<Record<Role, Expected>> {
    if (/\/export|\/addresses\//.test(place)) return all(['robot', 'robot of another'], '403 managed_by_organization')
    if (/\/applications/.test(place)) return all(['robot', 'robot of another'], '403 own_application_required')
    return {}
  }

  test.each(routes.filter(({ takes, method }) => takes.length === 0 && method === 'GET'))(
    "$place is everybody's own (case 22)",
    (route) => expectHeard(route, { ...all(users, 'ok'), ...ofMachines(route) }, { changes: true }),
  )

  // There is nothing to take back, which answers as if it had been.
  const takenBack = /^DELETE .*\/(applications|blocks)\//
  const whose = ({ place }: EveryRequest): Role => (/invitation_id/.test(place) ? 'invitee' : 'member')

  test.each(routes.filter(({ takes }) => takes.length > 0))("$place does nothing to another's (case 22)", (route) => {
    const strangers = users.filter((role) => role !== whose(route))
    const answer = takenBack.test(route.place) ? 'ok' : '404 not_found'
    return expectHeard(route, { ...all(strangers, answer), ...ofMachines(route) })
  })

  test.each(routes.filter(({ takes, method }) => takes.includes('invitation_id') && method === 'GET'))(
    '$place is seen by its invitee (case 22)',
    // That they saw it is written down.
    (route) => expectHeard(route, { invitee: 'ok' }, { changes: true }),
  )
})

test.each(everyRequest.filter(founding))(
  '$place is for every user, and for the application, which says who will own it (case 22)',
  async (route) => {
    const users = roles.filter((role) => !['platform client', 'nobody'].includes(role))
    await expectHeard(
      route,
      { ...all(users, 'ok'), 'platform client': '422 validation_failed', ...noToken },
      { changes: true },
    )
    const sent = { body: { name: 'Looms', owner_user_id: ids.user_id } }
    await expectHeard({ ...route, sent }, { 'platform client': 'ok' }, { changes: true })
  },
)

describe('what needs no token', () => {
  test.each(everyRequest.filter(withoutToken))('$place answers the same with any (case 22)', async (route) => {
    const { method, path, sent } = route
    const nowhere = { ...ids, ...randomIds() }
    const answer = told(await unchanged(usher, () => usher.request(method, path(nowhere), sent)))
    await expectHeard({ method, path: () => path(nowhere), sent }, all(roles, answer))
  })
})
