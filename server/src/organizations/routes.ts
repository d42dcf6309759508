import { operation } from '../http/operation.ts'
import { answerPage, PageQuery } from '../http/paging.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type } from '../http/schemas.ts'
import { withVersion } from '../http/versions.ts'
import { createOrganization, getOrganization, listOrganizations } from './organizations.ts'
import { NewOrganization, Organization, OrganizationIdOrSlug } from './schemas.ts'

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
  refusals: ['user_context_required'],
  async handle({ db }, { caller, path }) {
    const found = await getOrganization(db, caller, path.organization_id)
    return found instanceof Refusal ? found : withVersion(found, found.version)
  },
})
