import { Answer, operation } from '../http/operation.ts'
import { Refusal } from '../http/problems.ts'
import { Fields, Type, Uuid } from '../http/schemas.ts'
import { entityTag, listMemberships } from './memberships.ts'
import { Membership } from './schemas.ts'

export const memberships = operation({
  id: 'list_memberships',
  tag: 'Platform',
  summary: 'Ask where somebody is a member',
  description:
    'For the application: the memberships of the person that an issuer knows as a subject, with roles and permissions. Send the `ETag` back as `If-None-Match` to hear 304 while nothing has changed.',
  scope: 'platform',
  query: Fields({
    issuer: Type.String({ minLength: 1, maxLength: 2_000, description: 'Who signs their tokens (`iss`).' }),
    subject: Type.String({ minLength: 1, maxLength: 255, description: 'Who they are there (`sub`).' }),
    organization_id: Type.Optional(Uuid('Only the membership in this organization.')),
  }),
  success: Type.Array(Membership),
  refusals: ['platform_client_required'],
  async handle({ db }, { caller, query, header }) {
    const of = { issuer: query.issuer, subject: query.subject, organizationId: query.organization_id }
    const found = await listMemberships(db, caller, of)
    if (found instanceof Refusal) return found
    const etag = entityTag(found)
    return new Answer(found, { etag }, header('if-none-match') === etag ? 304 : 200)
  },
})
