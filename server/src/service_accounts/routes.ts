import { Answer, operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { OrganizationId } from '../organizations/schemas.ts'
import { NewServiceAccount, Rotation, ServiceAccount, ServiceAccountId, ServiceAccountWithKey } from './schemas.ts'
import {
  createServiceAccount,
  deleteServiceAccount,
  getServiceAccount,
  listServiceAccounts,
  revokeKey as revoke,
  rotateKey as rotate,
} from './service-accounts.ts'

const tag = 'Service accounts'

export const list = operation({
  id: 'list_service_accounts',
  tag,
  summary: 'List the service accounts of an organization',
  description: 'Oldest first.',
  scope: 'organizations:read',
  path: OrganizationId,
  query: Fields(PageQuery),
  success: Type.Array(ServiceAccount),
  refusals: ['permission_denied'],
  handle: (usher, incoming) =>
    answerPage(usher, incoming, (page) =>
      listServiceAccounts(usher.db, incoming.caller, incoming.path.organization_id, page),
    ),
})

export const create = operation({
  id: 'create_service_account',
  tag,
  summary: 'Create a service account',
  description:
    'A machine that is a user of its own: a member of this organization, with an address, able to be invited into others. Its key is shown once.',
  scope: 'organizations:write',
  idempotent: true,
  path: OrganizationId,
  body: NewServiceAccount,
  status: 201,
  success: ServiceAccountWithKey,
  refusals: ['permission_denied', 'role_not_grantable', 'seat_limit_reached'],
  async handle({ db, config }, { caller, path, body, requestId }) {
    const { organization_id: organizationId } = path
    const made = { caller, organizationId, requestId, name: body.name, roleId: body.role_id }
    const outcome = await createServiceAccount(db, config, made)
    if (outcome instanceof Refusal) return outcome
    const location = `${config.publicUrl}/organizations/${organizationId}/service-accounts/${outcome.id}`
    return new Answer(outcome, { location })
  },
})

export const get = operation({
  id: 'get_service_account',
  tag,
  summary: 'Get a service account',
  scope: 'organizations:read',
  path: ServiceAccountId,
  success: ServiceAccount,
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path }) => getServiceAccount(db, caller, path.organization_id, path.service_account_id),
})

export const remove = operation({
  id: 'delete_service_account',
  tag,
  summary: 'Delete a service account',
  description: 'Ends its memberships, its keys and its tokens.',
  scope: 'organizations:write',
  path: ServiceAccountId,
  success: Type.Null(),
  refusals: ['permission_denied', 'last_owner'],
  handle: ({ db }, { caller, path, requestId }) =>
    deleteServiceAccount(db, {
      caller,
      organizationId: path.organization_id,
      id: path.service_account_id,
      requestId,
    }),
})

export const rotateKey = operation({
  id: 'rotate_service_account_key',
  tag,
  summary: 'Give a service account a new key',
  description: 'Shown once. The key before ends at once unless `overlap_seconds` lets it work on for a while.',
  scope: 'organizations:write',
  idempotent: true,
  path: ServiceAccountId,
  body: Rotation,
  bodyOptional: true,
  success: ServiceAccountWithKey,
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path, body, requestId }) =>
    rotate(db, {
      caller,
      organizationId: path.organization_id,
      id: path.service_account_id,
      overlapSeconds: body?.overlap_seconds ?? 0,
      requestId,
    }),
})

export const revokeKey = operation({
  id: 'revoke_service_account_key',
  tag,
  summary: 'Revoke the key of a service account',
  description: 'It obtains no more tokens, and those that it has end at once. It stays a member.',
  scope: 'organizations:write',
  path: ServiceAccountId,
  success: Type.Null(),
  refusals: ['permission_denied'],
  handle: ({ db }, { caller, path, requestId }) =>
    revoke(db, { caller, organizationId: path.organization_id, id: path.service_account_id, requestId }),
})
