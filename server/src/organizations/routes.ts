import { operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { deleteOrganization } from './delete.ts'
import { createOrganization, getOrganization, listOrganizations } from './organizations.ts'
import { changeOrganization } from './change.ts'
import { NewOrganization, Organization, OrganizationChange, OrganizationId, OrganizationIdOrSlug } from './schemas.ts'

export const list = operation({
  id: 'list_organizations',
  tag: 'Organizations',
  summary: 'List the organizations that you are a member of',
  description: 'Longest membership first.',
  scope: 'organizations:read',
  query: Fields(PageQuery),
  success: Type.Array(Organization),
  refusals: ['user_context_required'],
  handle: (usher, incoming) =>
    answerPage(usher, incoming, (page) => listOrganizations(usher.db, incoming.caller, page)),
})

export const create = operation({
  id: 'create_organization',
  tag: 'Organizations',
  summary: 'Create an organization',
  description: 'You become its first owner; a platform client names who does.',
  scope: 'organizations:write',
  idempotent: true,
  versioned: true,
  body: NewOrganization,
  status: 201,
  success: Organization,
  refusals: ['organization_creation_restricted', 'slug_taken'],
  async handle({ db, config }, { caller, body, requestId }) {
    const outcome = await createOrganization(db, config, { caller, organization: body, requestId })
    if (outcome instanceof Refusal) return outcome
    return withVersion(outcome, outcome.version, { location: `${config.publicUrl}/organizations/${outcome.id}` })
  },
})

export const get = operation({
  id: 'get_organization',
  tag: 'Organizations',
  summary: 'Get an organization',
  scope: 'organizations:read',
  versioned: true,
  path: OrganizationIdOrSlug,
  success: Organization,
  refusals: ['user_context_required', 'permission_denied'],
  async handle({ db }, { caller, path }) {
    const found = await getOrganization(db, caller, path.organization_id)
    return found instanceof Refusal ? found : withVersion(found, found.version)
  },
})

export const change = operation({
  id: 'change_organization',
  tag: 'Organizations',
  summary: 'Change an organization and its policies',
  description:
    'What is left away stays as it is. Policies hold for what comes: invitations that are pending are judged by them when they are accepted. Nobody who is a member already is put out by a lower limit. `seat_limit` is set by platform clients and operators.',
  scope: 'organizations:write',
  path: OrganizationId,
  body: OrganizationChange,
  success: Organization,
  versioned: true,
  refusals: ['permission_denied', 'platform_client_required', 'slug_taken'],
  async handle({ db }, { caller, path, body, ifMatch, requestId }) {
    const asked = { caller, organizationId: path.organization_id, change: body, ifMatch, requestId }
    const changed = await changeOrganization(db, asked)
    return changed instanceof Refusal ? changed : withVersion(changed, changed.version)
  },
})

export const remove = operation({
  id: 'delete_organization',
  tag: 'Organizations',
  summary: 'Delete an organization',
  description:
    'For good. Its invitations end, its members are members no longer, its service accounts are gone, its name and slug are free. Nothing of it comes back with a new organization of the same slug.',
  scope: 'organizations:write',
  path: OrganizationId,
  success: Type.Null(),
  versioned: true,
  refusals: ['permission_denied', 'last_owner'],
  handle: ({ db }, { caller, path, ifMatch, requestId }) =>
    deleteOrganization(db, { caller, organizationId: path.organization_id, ifMatch, requestId }),
})
