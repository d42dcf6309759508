import { sitemap } from '../../src/routes.ts'
import type { Permission } from '../../src/roles/permissions.ts'
import type { Sent } from './usher.ts'

/** The ids that stand in paths and queries. */
export interface Ids {
  readonly organization_id: string
  readonly invitation_id: string
  readonly role_id: string
  readonly team_id: string
  readonly service_account_id: string
  readonly user_id: string
  readonly session_id: string
  readonly address_id: string
  readonly client_id: string
  readonly sign_in_id: string
  readonly offer_id: string
  readonly external_id: string
  readonly request_id: string
  readonly endpoint_id: string
  readonly delivery_id: string
}

const names = [
  'organization_id',
  'invitation_id',
  'role_id',
  'team_id',
  'service_account_id',
  'user_id',
  'address_id',
  'client_id',
  'session_id',
  'sign_in_id',
  'offer_id',
  'external_id',
  'request_id',
  'endpoint_id',
  'delivery_id',
] as const satisfies (keyof Ids)[]
const noIds: Ids = {
  organization_id: '',
  invitation_id: '',
  role_id: '',
  team_id: '',
  service_account_id: '',
  user_id: '',
  address_id: '',
  client_id: '',
  session_id: '',
  sign_in_id: '',
  offer_id: '',
  external_id: '',
  request_id: '',
  endpoint_id: '',
  delivery_id: '',
}

/** What a valid request to an operation needs besides its path, and what a member needs to be allowed it. */
interface Filling {
  readonly query?: (ids: Ids) => string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  /** The permission without which a member hears 403; every member may do the others. */
  readonly needs?: Permission
}

const one_organization = '/organizations/{organization_id}'
const one_invitation = `${one_organization}/invitations/{invitation_id}`
const one_service_account = `${one_organization}/service-accounts/{service_account_id}`

/** The operations on webhook endpoints, in an organization and of the platform. */
function webhookFillings(base: string, needs: Pick<Filling, 'needs'>): Record<string, Filling> {
  const endpoints = `${base}/webhook-endpoints`
  const one = `${endpoints}/{endpoint_id}`
  return {
    [`GET ${endpoints}`]: needs,
    [`POST ${endpoints}`]: { body: { url: 'https://hooks.example.com/usher' }, ...needs },
    [`GET ${one}`]: needs,
    [`PATCH ${one}`]: { body: { description: 'Another' }, ...needs },
    [`DELETE ${one}`]: needs,
    [`POST ${one}/rotate-secret`]: needs,
    [`POST ${one}/test`]: needs,
    [`POST ${one}/replay`]: { body: { occurred_after: '2026-01-01T00:00:00Z' }, ...needs },
    [`GET ${one}/deliveries`]: needs,
    [`GET ${one}/deliveries/{delivery_id}`]: needs,
    [`POST ${one}/deliveries/{delivery_id}/redeliver`]: needs,
  }
}

const fillings: Record<string, Filling> = {
  'GET /invitations': {},
  'GET /invitations/{invitation_id}': {},
  'POST /invitations/{invitation_id}': { query: () => 'accept=true' },
  'GET /invitations/{invitation_id}/details': {},
  'POST /invitation-links/preview': { body: { token: 'A'.repeat(43) } },
  'POST /invitation-links/claim': { body: { token: 'A'.repeat(43) } },
  'POST /invitation-links/sign-in': { body: { token: 'A'.repeat(43) } },
  'GET /invitation-links/sign-in/{sign_in_id}': {},
  'POST /invitations/{invitation_id}/requests': { body: { kind: 'renewal' } },
  'GET /invitation-requests': {},
  'POST /invitation-links/requests': {
    body: { token: 'A'.repeat(43), kind: 'readdress', email: 'linus@example.com' },
  },
  'POST /invitation-links/renewal-requests': { body: { token: 'A'.repeat(43) } },
  'POST /invitation-links/report': { body: { token: 'A'.repeat(43), reason: 'not_me' } },

  'GET /organizations': {},
  'POST /organizations': { body: { name: 'Another' } },
  [`GET ${one_organization}`]: {},
  [`PATCH ${one_organization}`]: { body: { description: 'Another' }, needs: 'organization:update' },
  [`DELETE ${one_organization}`]: { needs: 'organization:delete' },

  [`GET ${one_organization}/mail-settings`]: {},
  [`PATCH ${one_organization}/mail-settings`]: { body: { accent_color: '#1a56c4' }, needs: 'organization:update' },
  [`POST ${one_organization}/mail-settings/preview`]: { body: { template: 'invitation' } },

  [`GET ${one_organization}/owners`]: {},
  [`POST ${one_organization}/owners`]: { query: ({ user_id }) => `user_id=${user_id}`, needs: 'organization:transfer' },
  [`DELETE ${one_organization}/owners`]: {
    query: ({ user_id }) => `user_id=${user_id}`,
    needs: 'organization:transfer',
  },

  [`GET ${one_organization}/invitations`]: { needs: 'invitations:read' },
  [`POST ${one_organization}/invitations`]: { body: { email: 'linus@example.com' }, needs: 'invitations:create' },
  [`POST ${one_organization}/invitations/batch`]: {
    body: { invitations: [{ email: 'linus@example.com' }] },
    needs: 'invitations:create',
  },
  [`GET ${one_invitation}`]: { needs: 'invitations:read' },
  [`GET ${one_invitation}/events`]: { needs: 'invitations:read' },
  [`GET ${one_invitation}/deliveries`]: { needs: 'invitations:read' },
  [`PATCH ${one_invitation}`]: { body: { message: 'Welcome!' }, needs: 'invitations:manage' },
  [`DELETE ${one_invitation}`]: { needs: 'invitations:manage' },
  [`POST ${one_invitation}/resend`]: { needs: 'invitations:manage' },

  [`GET ${one_organization}/events`]: { needs: 'events:read' },
  [`GET ${one_organization}/invitation-requests`]: { needs: 'invitations:read' },
  [`GET ${one_organization}/invitation-requests/{request_id}`]: { needs: 'invitations:read' },
  [`POST ${one_organization}/invitation-requests/{request_id}`]: {
    query: () => 'approve=false',
    needs: 'invitations:manage',
  },

  [`GET ${one_organization}/members`]: {},
  [`GET ${one_organization}/members/{user_id}`]: {},
  [`PATCH ${one_organization}/members`]: {
    query: ({ user_id }) => `user_id=${user_id}`,
    body: {},
    needs: 'members:manage',
  },
  [`DELETE ${one_organization}/members`]: { query: ({ user_id }) => `user_id=${user_id}`, needs: 'members:manage' },

  [`GET ${one_organization}/roles`]: {},
  [`POST ${one_organization}/roles`]: {
    body: { name: 'Auditor', permissions: ['members:read'] },
    needs: 'roles:manage',
  },
  'GET /roles/{role_id}': {},
  'PATCH /roles/{role_id}': { body: { name: 'Auditor' }, needs: 'roles:manage' },
  'DELETE /roles/{role_id}': { needs: 'roles:manage' },
  'GET /roles/{role_id}/assignments': {},
  'POST /roles/{role_id}/assignments': { query: ({ user_id }) => `user_id=${user_id}`, needs: 'members:manage' },
  'DELETE /roles/{role_id}/assignments': { query: ({ team_id }) => `team_id=${team_id}`, needs: 'teams:manage' },

  [`GET ${one_organization}/teams`]: {},
  [`POST ${one_organization}/teams`]: { body: { name: 'Compilers' }, needs: 'teams:manage' },
  'GET /teams/{team_id}': {},
  'PATCH /teams/{team_id}': { body: { name: 'Compilers' }, needs: 'teams:manage' },
  'DELETE /teams/{team_id}': { needs: 'teams:manage' },
  'GET /teams/{team_id}/members': {},
  'POST /teams/{team_id}/members': { query: ({ user_id }) => `user_id=${user_id}`, needs: 'teams:manage' },
  'DELETE /teams/{team_id}/members': {
    query: ({ invitation_id }) => `invitation_id=${invitation_id}`,
    needs: 'teams:manage',
  },

  [`GET ${one_organization}/service-accounts`]: { needs: 'service_accounts:manage' },
  [`POST ${one_organization}/service-accounts`]: { body: { name: 'Robot' }, needs: 'service_accounts:manage' },
  [`GET ${one_service_account}`]: { needs: 'service_accounts:manage' },
  [`DELETE ${one_service_account}`]: { needs: 'service_accounts:manage' },
  [`POST ${one_service_account}/key`]: { needs: 'service_accounts:manage' },
  [`DELETE ${one_service_account}/key`]: { needs: 'service_accounts:manage' },

  ...webhookFillings(one_organization, { needs: 'webhooks:manage' }),
  ...webhookFillings('/platform', {}),

  'GET /users/me': {},
  'PATCH /users/me': { body: { name: 'Another' } },
  'DELETE /users/me': { body: { confirm: 'linus@example.com' } },
  'GET /users/me/export': {},
  'GET /users/me/addresses': {},
  'POST /users/me/addresses': { body: { email: 'linus@example.com' } },
  'DELETE /users/me/addresses/{address_id}': {},
  'POST /users/me/addresses/{address_id}/code': {},
  'POST /users/me/addresses/{address_id}/verify': { body: { code: '123 456' } },
  'GET /users/me/organizations': {},
  'GET /users/me/ownership-offers': {},
  'POST /users/me/ownership-offers/{offer_id}': { query: () => 'accept=true' },
  'GET /users/me/blocks': {},
  'DELETE /users/me/blocks/{organization_id}': {},

  'GET /operators': {},
  'POST /operators': { body: { user_id: crypto.randomUUID() } },
  'DELETE /operators/{user_id}': {},
  'GET /mail-suppressions': { query: () => 'email=grace@example.com' },
  'DELETE /mail-suppressions': { query: () => 'email=grace@example.com' },
  'GET /users': { query: () => 'email=grace@example.com' },
  'GET /users/{user_id}': {},
  'PATCH /users/{user_id}': { body: { status: 'disabled' } },

  'GET /users/me/sessions': {},
  'DELETE /users/me/sessions/{session_id}': {},
  'GET /users/me/applications': {},
  'DELETE /users/me/applications/{client_id}': {},
  'GET /clients': {},
  'POST /clients': { body: { name: 'An application', redirect_uris: ['https://app.example.com/callback'] } },
  'GET /clients/{client_id}': {},
  'PATCH /clients/{client_id}': { body: { name: 'Another name' } },
  'DELETE /clients/{client_id}': {},
  'POST /clients/{client_id}/secret': {},

  'GET /session': {},
  'POST /session/sign-out': {},

  'GET /platform/organizations': {},
  'GET /platform/organizations/{external_id}': {},
  'PUT /platform/organizations/{external_id}': { body: { name: 'Another', owner_user_id: crypto.randomUUID() } },
  'POST /platform/members': { body: '{}\n', headers: { 'content-type': 'application/x-ndjson' } },
  'GET /memberships': { query: () => 'issuer=https://issuer.example.com&subject=ada' },
}

/** One operation of the sitemap, with all that a valid request to it needs. */
export interface EveryRequest extends Filling {
  readonly place: string
  readonly method: string
  readonly scope: string | undefined
  /** The names of the ids in its path and query. */
  readonly takes: readonly (keyof Ids)[]
  readonly path: (ids: Ids) => string
  readonly sent: Sent
}

/** Every operation of the sitemap. One that is new has to be entered above, or the tests of all of them fail. */
export const everyRequest: readonly EveryRequest[] = Object.entries(sitemap).map(([place, { scope }]) => {
  const filling = fillings[place]
  if (filling === undefined) throw new Error(`support/every-request.ts does not know how to ask for ${place}`)
  const [method = '', template = ''] = place.split(' ')
  const path = (ids: Ids) => {
    const query = filling.query?.(ids)
    return (
      template.replaceAll(/\{(\w+)\}/g, (_, name: string) => idIn(ids, name)) + (query === undefined ? '' : `?${query}`)
    )
  }
  const takes = names.filter((name) => path({ ...noIds, [name]: name }) !== path(noIds))
  const { body, headers } = filling
  const sent = { ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) }
  return { ...filling, place, method, scope, takes, path, sent }
})

export function randomIds(): Ids {
  return {
    organization_id: crypto.randomUUID(),
    invitation_id: crypto.randomUUID(),
    role_id: crypto.randomUUID(),
    team_id: crypto.randomUUID(),
    service_account_id: crypto.randomUUID(),
    user_id: crypto.randomUUID(),
    session_id: crypto.randomUUID(),
    sign_in_id: crypto.randomUUID(),
    offer_id: crypto.randomUUID(),
    external_id: crypto.randomUUID(),
    request_id: crypto.randomUUID(),
    endpoint_id: crypto.randomUUID(),
    delivery_id: crypto.randomUUID(),
    address_id: crypto.randomUUID(),
    client_id: `application_${crypto.randomUUID().replaceAll('-', '')}`,
  }
}

function idIn(ids: Ids, name: string): string {
  const known = names.find((each) => each === name)
  if (known === undefined) throw new Error(`support/every-request.ts does not know what {${name}} stands for`)
  return ids[known]
}
